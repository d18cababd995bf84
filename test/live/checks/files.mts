/** Files: upload, names, types, passwords, addresses. */
import { safeFileName } from '../../../nodes/shared/files/fileNames';
import { PARSE_RUN } from '../../../nodes/shared/runs/kinds';
import { lockPdf, makeInvoice } from '../../samples/index.mts';
import { finishRun, INVOICE_TEXT } from '../sharedRuns.mts';
import { expectThat, notCheckable, notHeld, type Assumption } from '../types.mts';

const UPLOAD = 'nodes/shared/files/upload.ts';
const DOWNLOAD = 'nodes/shared/files/download.ts';
/** How long presigned addresses hold, in s. */
const PRESIGNED_S = 15 * 60;

export const fileChecks: Assumption[] = [
	{
		id: 'type-by-name',
		assumption: 'Extend tells the type of a file by its name and content, not by its MIME type.',
		where: ['nodes/shared/files/fileNames.ts'],
		ifWrong: 'Files that mail programs send as octet-stream are refused.',
		async check(session) {
			const id = await session.upload('type.txt', INVOICE_TEXT);
			const { body } = await session.send('GET', `/files/${id}`);
			return expectThat(body.type === 'TXT', `type ${String(body.type)}`);
		},
	},
	{
		id: 'file-names',
		assumption: 'Names with umlauts, blanks and quotes arrive as the node sends them.',
		where: ['nodes/shared/files/multipart.ts', 'nodes/shared/files/fileNames.ts'],
		ifWrong: 'Files have garbled names in Extend and in the items.',
		async check(session) {
			const name = 'Prüfung "März" — 1,5 %.txt';
			const id = await session.upload(name, INVOICE_TEXT, 'text/plain');
			const { body } = await session.send('GET', `/files/${id}`);
			return expectThat(body.name === safeFileName(session.fileName(name)), String(body.name));
		},
	},
	{
		id: 'upload-password',
		assumption: 'The form field `password` of an upload opens a protected PDF.',
		where: [UPLOAD],
		ifWrong: "'Password' has no effect on files of n8n.",
		credits: 2,
		async check(session) {
			const { pdf } = await makeInvoice({ seed: 8, pages: 1 });
			const password = `pw-${session.id}`;
			const locked = await lockPdf(pdf, password);
			const id = await session.upload('locked.pdf', locked, 'application/pdf', password);
			const body = { file: { id }, config: { engine: 'parse_light' } };
			const started = await session.send('POST', '/parse_runs', { body });
			if (!started.ok) return notHeld(`${started.status} ${started.code}`);
			const run = await finishRun(session, PARSE_RUN, String(started.body.id));
			const came = `${run.status} ${String(run.failureReason ?? '')}`;
			return expectThat(run.status === 'PROCESSED', came);
		},
	},
	{
		id: 'presigned-url',
		assumption: 'A file has an address that gives its bytes without the API key.',
		where: [DOWNLOAD, 'nodes/shared/files/externalFetch.ts'],
		ifWrong: 'File › Download fails.',
		async check(session) {
			const id = await session.upload('download.txt', INVOICE_TEXT, 'text/plain');
			const { body } = await session.send('GET', `/files/${id}`);
			if (typeof body.presignedUrl !== 'string') return notHeld('it has no `presignedUrl`');
			const response = await fetch(body.presignedUrl);
			const text = await response.text();
			return expectThat(text === INVOICE_TEXT, `${response.status}, ${text.length} characters`);
		},
	},
	{
		id: 'presigned-minutes',
		assumption: 'Such an address holds for fifteen minutes.',
		where: [DOWNLOAD],
		ifWrong: 'Downloads that wait long fail; the address is asked for just before.',
		async check(session) {
			const id = await session.upload('expiry.txt', INVOICE_TEXT, 'text/plain');
			const { body } = await session.send('GET', `/files/${id}`);
			const { searchParams } = new URL(String(body.presignedUrl));
			const seconds = Number(searchParams.get('X-Amz-Expires') ?? NaN);
			if (Number.isNaN(seconds)) return notCheckable('the address does not say it');
			return expectThat(seconds === PRESIGNED_S, `${seconds} s`);
		},
	},
	{
		id: 'delete-file',
		assumption: 'A deleted file gets 404 from then on.',
		where: ['nodes/shared/api/requests.ts'],
		ifWrong: 'A deletion that was repeated counts as failed.',
		async check(session) {
			const id = await session.upload('delete.txt', INVOICE_TEXT, 'text/plain');
			const deleted = await session.send('DELETE', `/files/${id}`);
			if (!deleted.ok) return notHeld(`deleting: ${deleted.status} ${deleted.code}`);
			const read = await session.send('GET', `/files/${id}`);
			return expectThat(read.status === 404, `reading: ${read.status}`);
		},
	},
	{
		id: 'upload-size',
		assumption: 'A file that is too large gets `FILE_SIZE_TOO_LARGE`.',
		where: ['nodes/shared/errors/codeMessages.ts', UPLOAD],
		ifWrong: "The error shows Extend's message without our advice.",
		check: () => notCheckable('the limit is not published, and it needs a huge upload'),
	},
];
