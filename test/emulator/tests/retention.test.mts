/** What retention removes, and what then becomes of runs and files. */
import { callApi, minimalConfig, uploadBytes, useBareEmulator } from '../support/client.mts';

const emulator = useBareEmulator();
const upload = async () => await uploadBytes(emulator, 'a.txt', 'Invoice No.: 7');
const parse = async (route: string, id: string, mode = 'zero') =>
	await callApi(emulator, 'POST', route, { file: { id }, dataRetention: { mode } });
const read = async (path: string) => {
	const { status, json } = await callApi(emulator, 'GET', path);
	return [status, json.code];
};

describe('zero retention', () => {
	test('a synchronous run and its file are gone after the response', async () => {
		const id = await upload();
		const { status, json } = await parse('/parse', id);
		expect([status, json.output.chunks[0].content]).toEqual([200, expect.stringContaining('7')]);
		expect(await read(`/parse_runs/${json.id}`)).toEqual([404, 'NOT_FOUND']);
		expect((await callApi(emulator, 'GET', '/parse_runs')).json.data).toEqual([]);
		expect(await read(`/files/${id}`)).toEqual([404, 'FILE_PURGED']);
		expect(emulator.billedRuns('parse_run')).toHaveLength(1);
	});

	test('an asynchronous run stays until its result is read', async () => {
		emulator.options.pollsUntilDone = 1;
		const { json } = await parse('/parse_runs', await upload());
		const path = `/parse_runs/${json.id}`;
		const statuses = [];
		for (let i = 0; i < 2; i++)
			statuses.push((await callApi(emulator, 'GET', path)).json.status as string);
		expect(statuses).toEqual(['PROCESSING', 'PROCESSED']);
		expect(await read(path)).toEqual([404, 'NOT_FOUND']);
	});

	test('a URL of the output stays valid', async () => {
		const { json } = await parse('/parse_runs', await upload());
		const found = await callApi(emulator, 'GET', `/parse_runs/${json.id}?responseType=url`);
		const output = (await (await fetch(found.json.outputUrl)).json()) as { chunks: object[] };
		expect(output.chunks).toHaveLength(1);
	});

	test('the default of the workspace removes nothing', async () => {
		const id = await upload();
		const { json } = await parse('/parse', id, 'workspace_default');
		expect(await read(`/parse_runs/${json.id}`)).toEqual([200, undefined]);
		expect(await read(`/files/${id}`)).toEqual([200, undefined]);
	});

	test('is refused to an organization that is not eligible', async () => {
		emulator.options.zeroRetention = false;
		const { status, json } = await parse('/parse', await upload());
		expect([status, json.code]).toEqual([400, 'INVALID_REQUEST']);
		expect(json.message).toContain('Path: dataRetention.mode');
		expect(emulator.runs('all')).toEqual([]);
	});
});

test('a file that retention removed is in no list and cannot be used', async () => {
	const [first, second] = [await upload(), await upload()];
	emulator.purgeFile(first);
	await callApi(emulator, 'POST', '/__emulator/purge', { fileId: second });
	for (const id of [first, second]) {
		expect(await read(`/files/${id}`)).toEqual([404, 'FILE_PURGED']);
		const body = { file: { id }, config: minimalConfig };
		const { status, json } = await callApi(emulator, 'POST', '/extract', body);
		expect([status, json.code]).toEqual([404, 'FILE_PURGED']);
	}
	expect((await callApi(emulator, 'GET', '/files')).json.data).toEqual([]);
	expect(emulator.files()).toEqual([]);
	expect(await read('/files/file_never')).toEqual([404, 'NOT_FOUND']);
});
