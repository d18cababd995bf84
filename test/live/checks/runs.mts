/** The life of a run: what comes back, what it costs, cancelling and deleting it. */
import { getCredits } from '../../../nodes/shared/api/usage';
import { EXTRACT_RUN, PARSE_RUN } from '../../../nodes/shared/runs/kinds';
import { getOwn } from '../../../nodes/shared/utils/objects';
import { makeInvoice } from '../../samples/index.mts';
import { finishRun, INVOICE_SCHEMA, INVOICE_TEXT, USAGE_TAG } from '../sharedRuns.mts';
import { expectThat, held, notHeld, type Assumption } from '../types.mts';

const LIFECYCLE = 'nodes/shared/runs/lifecycle.ts';
const METADATA = 'nodes/shared/runs/metadata.ts';
const RUN_REQUESTS = 'nodes/shared/runs/runRequests.ts';
const METADATA_BYTES = 10 * 1024;

/** Metadata of exactly so many bytes of JSON. */
function createMetadata(bytes: number): { filler: string } {
	return { filler: 'x'.repeat(bytes - JSON.stringify({ filler: '' }).length) };
}

export const runChecks: Assumption[] = [
	{
		id: 'sync-extract',
		assumption:
			'`POST /extract` responds with the finished run, and takes a text without extractor and configuration.',
		where: [LIFECYCLE, 'nodes/Extend/execution/document/processorRequest.ts'],
		ifWrong: 'The node waits for the run by its ID; without either of them it fails with 400.',
		credits: 6,
		async check(session) {
			const { items, thrown } = await session.runNode(
				{
					documentSource: 'text',
					text: INVOICE_TEXT,
					fileName: session.fileName('sync.txt'),
					extractUsing: 'infer',
				},
				{},
				[{ json: {} }],
			);
			if (thrown) return notHeld(`${thrown.message}. ${thrown.description ?? ''}`);
			const { status, output } = items[0]?.json ?? {};
			const fields = Object.keys((getOwn(output, 'value') ?? {}) as object);
			const isHeld = status === 'PROCESSED' && fields.length > 0;
			return expectThat(isHeld, String(status), `fields: ${fields.join(', ')}`);
		},
	},
	{
		id: 'sync-failure',
		assumption:
			'A synchronous call whose document cannot be read gets the failed run, or an error whose code is the reason.',
		where: [LIFECYCLE, 'nodes/shared/errors/codeMessages.ts'],
		ifWrong: "The error shows Extend's message without our advice.",
		async check(session) {
			const id = await session.shared.brokenFile();
			const body = { file: { id }, config: { schema: INVOICE_SCHEMA } };
			const answer = await session.send('POST', '/extract', { body: body as never });
			if (answer.ok) {
				const { status, failureReason } = answer.body;
				return expectThat(status === 'FAILED', String(status), `200 with ${String(failureReason)}`);
			}
			const came = `${answer.status} ${answer.code}`;
			return expectThat(/_(FILE|FAILURE|ERROR)$|FAILED_/.test(answer.code), came, came);
		},
	},
	{
		id: 'failed-unbilled',
		assumption: 'A run that failed costs nothing.',
		where: [LIFECYCLE],
		ifWrong: 'Retry On Fail starts a failed run again, which is then paid for twice.',
		uses: ['broken'],
		async check(session) {
			const run = await session.shared.finish('broken');
			if (run.status !== 'FAILED') return notHeld(`a broken PDF gives ${run.status}`);
			const credits = getCredits(run);
			return expectThat(
				!credits,
				`${credits} credits`,
				credits === null ? 'no usage' : '0 credits',
			);
		},
	},
	{
		id: 'usage-credits',
		assumption: 'A finished run says in `usage.totalCredits` what it cost.',
		where: ['nodes/shared/api/usage.ts'],
		ifWrong: "'Max Credits' and the hints about costs count less than was billed.",
		uses: ['extract'],
		async check(session) {
			const { usage } = await session.shared.finish('extract');
			const total = getOwn(usage, 'totalCredits');
			const came = `totalCredits ${String(total)}, credits ${String(getOwn(usage, 'credits'))}`;
			return expectThat(typeof total === 'number', came, came);
		},
	},
	{
		id: 'metadata-kept',
		assumption: 'Nested metadata and usage tags come back as they were sent.',
		where: [METADATA, 'nodes/shared/runs/idempotencyKey.ts'],
		ifWrong: 'Lost runs are not found, and after a dropped connection they are billed twice.',
		uses: ['extract'],
		async check(session) {
			const { key } = await session.shared.start('extract');
			const { metadata } = await session.shared.finish('extract');
			const [tag] = (getOwn(metadata, 'extend:usage_tags') ?? []) as unknown[];
			const isHeld = getOwn(getOwn(metadata, 'n8n'), 'key') === key && tag === USAGE_TAG;
			return expectThat(isHeld, JSON.stringify(metadata));
		},
	},
	{
		id: 'metadata-limit',
		assumption: 'Metadata may have 10,240 bytes of JSON and no more.',
		where: [METADATA],
		ifWrong: 'Metadata that Extend would take is refused, or Extend refuses it after the upload.',
		async check(session) {
			const file = { id: await session.shared.brokenFile() };
			const config = { schema: INVOICE_SCHEMA };
			const sent = async (bytes: number) => {
				const body = { file, config, metadata: createMetadata(bytes) };
				return await session.send('POST', '/extract_runs', { body: body as never });
			};
			const [most, more] = [await sent(METADATA_BYTES), await sent(METADATA_BYTES + 1)];
			if (!most.ok) return notHeld(`10,240 bytes: ${most.status} ${most.message}`);
			if (more.ok) return notHeld('10,241 bytes are accepted too');
			return held(`10,241 bytes: ${more.status}`);
		},
	},
	{
		id: 'cancel-in-progress',
		assumption: 'A run in progress can be canceled, and is then CANCELLING or CANCELLED.',
		where: [RUN_REQUESTS, 'nodes/shared/runs/polling.ts'],
		ifWrong: 'Runs go on after Stop and are billed.',
		credits: 12,
		async check(session) {
			const { pdf } = await makeInvoice({ seed: 6, pages: 2 });
			const file = { id: await session.upload('cancel.pdf', pdf, 'application/pdf') };
			const config = { schema: INVOICE_SCHEMA };
			const body = { file, config } as never;
			const { body: run } = await session.send('POST', '/extract_runs', { body });
			const path = `/extract_runs/${String(run.id)}`;
			const answer = await session.send('POST', `${path}/cancel`, { body: {} });
			if (!answer.ok) return notHeld(`${answer.status} ${answer.code}: ${answer.message}`);
			const end = await finishRun(session, EXTRACT_RUN, String(run.id));
			const note = `${String(answer.body.status)}, then ${end.status}`;
			return expectThat(end.status === 'CANCELLED', note, `${note}, credits ${getCredits(end)}`);
		},
	},
	{
		id: 'cancel-parse',
		assumption: 'A parse run can be canceled, and is then CANCELLED.',
		where: [RUN_REQUESTS, 'nodes/shared/runs/kinds.ts'],
		ifWrong: 'Parse runs go on after Stop and are billed, or a canceled one is waited for.',
		credits: 4,
		async check(session) {
			const { pdf } = await makeInvoice({ seed: 7, pages: 2 });
			const file = { id: await session.upload('cancel-parse.pdf', pdf, 'application/pdf') };
			const { body: run } = await session.send('POST', '/parse_runs', { body: { file } });
			const path = `/parse_runs/${String(run.id)}`;
			const answer = await session.send('POST', `${path}/cancel`, { body: {} });
			if (!answer.ok) return notHeld(`${answer.status} ${answer.code}: ${answer.message}`);
			const end = await finishRun(session, PARSE_RUN, String(run.id));
			const note = `${String(answer.body.status)}, then ${end.status}`;
			return expectThat(end.status === 'CANCELLED', note, note);
		},
	},
	{
		id: 'cancel-finished',
		assumption: 'Canceling a finished run is refused or changes nothing.',
		where: [RUN_REQUESTS],
		ifWrong: 'A result that was paid for is lost when Stop comes at its end.',
		uses: ['extract'],
		async check(session) {
			const { id } = await session.shared.finish('extract');
			const path = `/extract_runs/${id}`;
			const answer = await session.send('POST', `${path}/cancel`, { body: {} });
			const { body } = await session.send('GET', path);
			const note = answer.ok ? '200' : `${answer.status} ${answer.code}`;
			return expectThat(body.status === 'PROCESSED', `it is ${String(body.status)} now`, note);
		},
	},
	{
		id: 'delete-run',
		assumption: 'A deleted run gets 404 from then on, also when it is deleted again.',
		where: ['nodes/shared/api/requests.ts'],
		ifWrong: 'A deletion that was repeated counts as failed.',
		async check(session) {
			const body = {
				file: { id: await session.shared.brokenFile() },
				config: { schema: INVOICE_SCHEMA },
			} as never;
			const { body: run } = await session.send('POST', '/extract_runs', { body });
			await finishRun(session, EXTRACT_RUN, String(run.id));
			const path = `/extract_runs/${String(run.id)}`;
			const deleted = await session.send('DELETE', path);
			if (!deleted.ok) return notHeld(`deleting: ${deleted.status} ${deleted.code}`);
			const again = await session.send('DELETE', path);
			const read = await session.send('GET', path);
			const came = `again ${again.status}, reading ${read.status}`;
			return expectThat(again.status === 404 && read.status === 404, came);
		},
	},
	{
		id: 'edit-unlisted',
		assumption: 'Edit runs have no list, so a lost one cannot be found.',
		where: ['nodes/shared/runs/kinds.ts'],
		ifWrong: 'Nothing: lost edit runs could be recovered, which the node does not do.',
		async check(session) {
			const { ok, status } = await session.send('GET', '/edit_runs');
			return expectThat(!ok, 'there is a list', String(status));
		},
	},
];
