/** Saved extractors. The API cannot delete one, so these need the consent of the command line. */
import { readVersion } from '../../../nodes/shared/api/processorVersions';
import { EXTRACT_RUN } from '../../../nodes/shared/runs/kinds';
import { getOwn } from '../../../nodes/shared/utils/objects';
import { EXTRACTOR_CONFIG, type LiveSession } from '../session.mts';
import { finishRun, INVOICE_TEXT, startRun, type StartedRun } from '../sharedRuns.mts';
import { expectThat, held, notHeld, type Assumption } from '../types.mts';

const PROCESSOR_REQUEST = 'nodes/Extend/execution/document/processorRequest.ts';

const started = new WeakMap<LiveSession, Promise<StartedRun>>();

/** A run of the draft with an override of a part of one group. */
async function startSavedRun(session: LiveSession): Promise<StartedRun> {
	const start = async () => {
		const { id } = await session.getExtractor();
		const overrideConfig = { advancedOptions: { currentDateEnabled: true } };
		return await startRun(session, EXTRACT_RUN, {
			file: { text: INVOICE_TEXT, name: session.fileName('saved.txt') },
			extractor: { id, version: 'draft', overrideConfig },
		});
	};
	if (!started.has(session)) started.set(session, start());
	return await started.get(session)!;
}

export const extractorChecks: Assumption[] = [
	{
		id: 'draft-runs',
		assumption: 'The draft of an extractor can be run as version `draft`.',
		where: [PROCESSOR_REQUEST],
		ifWrong: "'Extractor Version' Draft fails.",
		needs: 'extractor',
		credits: 4,
		async check(session) {
			const { run } = await startSavedRun(session);
			const end = await finishRun(session, EXTRACT_RUN, run.id);
			const version = String(getOwn(end.extractorVersion, 'version'));
			const came = `${end.status}, version ${version}`;
			return expectThat(end.status === 'PROCESSED' && version === 'draft', came);
		},
	},
	{
		id: 'override-merges',
		assumption: 'An override replaces a group such as `advancedOptions` as a whole.',
		where: [PROCESSOR_REQUEST],
		ifWrong: 'Nothing: the node completes the group, which would not be needed.',
		needs: 'extractor',
		async check(session) {
			const { run } = await startSavedRun(session);
			const { config } = await finishRun(session, EXTRACT_RUN, run.id);
			const group = getOwn(config, 'advancedOptions');
			if (getOwn(group, 'currentDateEnabled') !== true) {
				return notHeld(`the override is not there: ${JSON.stringify(group)}`);
			}
			const kept = getOwn(group, 'citationsEnabled') === true;
			return expectThat(!kept, 'the saved settings of the group stay: it is merged');
		},
	},
	{
		id: 'latest-unpublished',
		assumption: 'Without a published version, `latest` gets 404 or is the draft.',
		where: ['nodes/shared/api/processorVersions.ts'],
		ifWrong: 'Overrides of an extractor that was never published fail.',
		needs: 'extractor',
		async check(session) {
			const { id } = await session.getExtractor();
			const { status } = await session.send('GET', `/extractors/${id}/versions/latest`);
			const { version } = await readVersion(session.api, 'extractor', id, 'latest');
			return expectThat(version === 'draft', `version ${String(version)}`, String(status));
		},
	},
	{
		id: 'extractor-filter',
		assumption: 'The list of extract runs can be filtered by `extractorId`.',
		where: ['nodes/shared/runs/kinds.ts', 'nodes/Extend/parameters/list/runFilters.ts'],
		ifWrong: 'Lost runs of saved extractors are searched among all runs, or not found.',
		needs: 'extractor',
		async check(session) {
			const { run, listedAfterMs } = await startSavedRun(session);
			await listedAfterMs;
			const { id } = await session.getExtractor();
			const query = { extractorId: id, maxPageSize: 100 };
			const { body } = await session.send('GET', '/extract_runs', { query });
			const runs = (body.data ?? []) as Array<{ id: string; extractor?: { id: string } }>;
			if (!runs.some((one) => one.id === run.id)) return notHeld('the run is not listed');
			const others = runs.filter(({ extractor }) => extractor?.id !== id).length;
			return expectThat(others === 0, `${others} of ${runs.length} are of others`);
		},
	},
	{
		id: 'subscription-once',
		assumption: 'A second subscription of an endpoint to the same extractor replaces the first.',
		where: ['nodes/ExtendTrigger/registration.ts'],
		ifWrong: 'Nothing: after a lost response the subscription is looked for first.',
		needs: 'extractor',
		async check(session) {
			const { id: resourceId } = await session.getExtractor();
			const url = `https://n8n-live-check.invalid/${session.id}/subscription`;
			const endpoint = await session.send('POST', '/webhook_endpoints', {
				body: { url, name: session.id, enabledEvents: [], apiVersion: '2026-02-09' },
			});
			if (!endpoint.ok) return notHeld(`the endpoint: ${endpoint.status} ${endpoint.message}`);
			const webhookEndpointId = String(endpoint.body.id);
			for (const event of ['extract_run.processed', 'extract_run.failed']) {
				const more = { resourceType: 'extractor', resourceId, enabledEvents: [event] };
				const body = { webhookEndpointId, ...more };
				const answer = await session.send('POST', '/webhook_subscriptions', { body });
				if (!answer.ok) return notHeld(`${answer.status} ${answer.message}`);
			}
			const query = { webhookEndpointId };
			const { body } = await session.send('GET', '/webhook_subscriptions', { query });
			const { length } = (body.data ?? []) as unknown[];
			return expectThat(length === 1, `${length} subscriptions`);
		},
	},
	{
		id: 'update-replaces',
		assumption: 'An update of an extractor replaces the whole configuration of its draft.',
		where: ['nodes/Extend/actions/extractor/update.operation.ts'],
		ifWrong: "Settings that were left out stay although 'Merge' is off.",
		needs: 'extractor',
		isLast: true,
		async check(session) {
			const { id } = await session.getExtractor();
			const { advancedOptions: _left, ...config } = EXTRACTOR_CONFIG;
			const update = async (body: object) =>
				await session.send('POST', `/extractors/${id}`, { body: body as never });
			const { ok, message } = await update({ config });
			if (!ok) return notHeld(message);
			const { body } = await session.send('GET', `/extractors/${id}`);
			await update({ config: EXTRACTOR_CONFIG });
			const group = getOwn(getOwn(getOwn(body, 'draftVersion'), 'config'), 'advancedOptions');
			const kept = getOwn(group, 'citationMode') === 'line';
			return expectThat(!kept, 'settings that were left out stay');
		},
	},
	{
		id: 'extractor-stays',
		assumption: 'The API cannot delete an extractor.',
		where: ['nodes/Extend/actions/extractor/index.ts'],
		ifWrong: 'Nothing: the node has no such operation, and could have one.',
		needs: 'extractor',
		isLast: true,
		async check(session) {
			const { id } = await session.getExtractor();
			const { ok, status } = await session.send('DELETE', `/extractors/${id}`);
			if (!ok) return held(String(status));
			session.made.kept.delete(id);
			return notHeld('it can be deleted');
		},
	},
];
