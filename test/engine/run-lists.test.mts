/** Run > Get Many in the real engine: filters, pages, short items. */
import type { IDataObject } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { byId, getItemError, runExtend, type RunExtendOptions } from '../support/extendNode.mts';
import { callApi, uploadBytes } from '../emulator/support/client.mts';
import { findRequests, useEmulator } from '../support/fixtures.mts';
import { startRunViaApi, type RunKindName } from '../support/startRuns.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const LISTED: RunKindName[] = ['classify', 'extract', 'parse', 'split', 'workflow'];

const list = async (parameters: IDataObject = {}, more: Partial<RunExtendOptions> = {}) =>
	await runExtend({
		emulator,
		items: [{ json: {} }],
		...more,
		parameters: { resource: 'run', operation: 'getAll', ...parameters },
	});
const several = async (count: number, more?: IDataObject) => {
	const ids: string[] = [];
	const file = { text: 'Invoice number: 1', name: 'one.txt' };
	for (let n = 0; n < count; n++) {
		ids.push(await startRunViaApi(emulator, 'extract', n, { file, ...more }));
	}
	return ids;
};
/** Asks for the run once, which brings it to its end. */
const done = async (id: string) => await callApi(emulator, 'GET', `/extract_runs/${id}`);
const tagged = (executionId: string, workflowId = 'wf-1') => ({
	metadata: { n8n: { key: 'k', executionId, workflowId } },
});
const lists = (path: string) => findRequests(emulator, 'GET', path);

it.each(LISTED)('lists %s runs, newest first, in ten fields', async (kind) => {
	const ids = [await startRunViaApi(emulator, kind, 1), await startRunViaApi(emulator, kind, 2)];
	const { items, thrown } = await list({ runType: `${kind}_run` });
	expect(thrown).toBeUndefined();
	const own = items.filter(({ json }) => ids.includes(String(json.id)));
	expect(own.map(({ json }) => json.id)).toEqual([ids[1], ids[0]]);
	expect(Object.keys(items[0].json).length).toBeLessThanOrEqual(10);
	expect(own[0].json).toMatchObject({ fileName: '2.txt', fileId: expect.stringMatching(/^file_/) });
	expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
});

it("without 'Simplify' each run is as the API lists it", async () => {
	const [id] = await several(1);
	const { items } = await list({ simple: false });
	expect(items[0].json).toMatchObject({ id, object: 'extract_run', reviewed: false });
	expect(items[0].json).not.toHaveProperty('output');
});

it('a run over several files names them all', async () => {
	const files = [
		{ text: 'a', name: 'a.txt' },
		{ text: 'b', name: 'b.txt' },
	];
	const ids: string[] = [];
	for (const { text, name } of files) {
		ids.push(await uploadBytes(emulator, name, text));
	}
	const request = { file: undefined, package: { files: ids.map((id) => ({ id })) } };
	await done(await startRunViaApi(emulator, 'extract', 1, request));
	const { items } = await list();
	expect(items[0].json).toMatchObject({ fileName: 'a.txt, b.txt', fileId: ids[0] });
});

describe('pages', () => {
	it('up to the limit, with no more asked for than needed', async () => {
		const ids = await several(7);
		const { items } = await list({ limit: 3 });
		expect(items.map(({ json }) => json.id)).toEqual(ids.reverse().slice(0, 3));
		expect(lists('/extract_runs').map(({ query }) => query)).toMatchObject([{ maxPageSize: '3' }]);
	});

	it('all of them, for each item', async () => {
		await several(103);
		const { items } = await list({ returnAll: true }, { items: [{ json: {} }, { json: {} }] });
		expect(items).toHaveLength(206);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			...Array.from({ length: 103 }, () => ({ item: 0 })),
			...Array.from({ length: 103 }, () => ({ item: 1 })),
		]);
		expect(lists('/extract_runs')).toHaveLength(4);
	});

	it.each(['limit', 'maxPageSize'] as const)(
		'of parse runs, where servers read %s',
		async (parseListReads) => {
			emulator.options.parseListReads = parseListReads;
			const ids = [];
			for (let n = 0; n < 4; n++) ids.push(await startRunViaApi(emulator, 'parse', n));
			const { items } = await list({ runType: 'parse_run', limit: 2 });
			expect(items).toHaveLength(2);
			expect(lists('/parse_runs')).toHaveLength(1);
		},
	);
});

describe('filters', () => {
	it.each([
		['status', { status: 'FAILED' }, { status: 'FAILED' }],
		['source', { source: 'API' }, { source: 'API' }],
		['source ID', { sourceId: 'abc' }, { sourceId: 'abc' }],
		['batch ID', { batchId: 'bpr_1' }, { batchId: 'bpr_1' }],
		['file name', { fileNameContains: 'inv' }, { fileNameContains: 'inv' }],
		['extractor', { extractor: byId(seededIds.invoices) }, { extractorId: seededIds.invoices }],
		[
			'extractor by its dashboard address',
			{ extractor: byId(`https://dashboard.extend.ai/extractors/${seededIds.invoices}`) },
			{ extractorId: seededIds.invoices },
		],
	])('%s goes to the API', async (_name, filters, query) => {
		const { thrown } = await list({ filters });
		expect(thrown).toBeUndefined();
		const [request] = lists('/extract_runs');
		expect(request.query).toEqual({ maxPageSize: '50', ...query });
	});

	it.each([
		['classify', 'classifier', 'classifierId', seededIds.documentTypes],
		['split', 'splitter', 'splitterId', seededIds.bundles],
		['workflow', 'workflow', 'workflowId', seededIds.plain],
	])('%s runs of one %s', async (kind, parameter, name, id) => {
		const filters = { [parameter]: byId(id) };
		const { thrown } = await list({ runType: `${kind}_run`, filters });
		expect(thrown).toBeUndefined();
		expect(lists(`/${kind}_runs`)[0].query).toMatchObject({ [name]: id });
	});

	it('only what the list of the kind knows is sent', async () => {
		const filters = { source: 'API', sourceId: 'x', status: 'NEEDS_REVIEW', batchId: '' };
		const { thrown } = await list({ runType: 'workflow_run', filters });
		expect(thrown).toBeUndefined();
		expect(lists('/workflow_runs')[0].query).toEqual({ maxPageSize: '50', status: 'NEEDS_REVIEW' });
	});

	it('sorts where the API sorts', async () => {
		const ids = await several(2);
		const { items } = await list({ sort: { sortBy: 'createdAt', sortDir: 'asc' } });
		expect(items.map(({ json }) => json.id)).toEqual(ids);
	});

	it('a status that is none is refused by Extend: an error item beside the others', async () => {
		await done((await several(1))[0]);
		const { items, errorItems } = await list(
			{ filters: { status: '={{ $json.status }}' } },
			{
				items: [{ json: { status: 'NONSENSE' } }, { json: { status: 'PROCESSED' } }],
				node: { onError: 'continueErrorOutput' },
			},
		);
		expect(items).toHaveLength(1);
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'INVALID_REQUEST', httpCode: 400 });
	});
});

describe('what n8n started', () => {
	it.each([
		['execution', { executionId: '77' }],
		['workflow', { n8nWorkflowId: 'wf-77' }],
	])('by %s, over several pages until enough match', async (_name, filters) => {
		const oldest = await several(2, tagged('77', 'wf-77'));
		await several(120, tagged('78', 'wf-78'));
		const newest = await several(1, tagged('77', 'wf-77'));
		await several(1);
		const { items } = await list({ filters, limit: 2 });
		expect(items.map(({ json }) => json.id)).toEqual([newest[0], oldest[1]]);
		expect(lists('/extract_runs')).toHaveLength(2);
		expect((await list({ filters, returnAll: true })).items).toHaveLength(3);
	});

	it('what the node itself has started is found', async () => {
		const { items: started } = await runExtend({
			emulator,
			items: [{ json: {} }],
			parameters: { documentSource: 'text', text: 'Invoice number: 1', waitForCompletion: false },
		});
		await several(1);
		const { items } = await list({ filters: { n8nWorkflowId: 'wf-test' } });
		expect(items.map(({ json }) => json.id)).toEqual([started[0].json.id]);
	});

	it('each workflow run is read, since their list tells no metadata', async () => {
		const ids = [];
		for (let n = 0; n < 12; n++) {
			ids.push(await startRunViaApi(emulator, 'workflow', n, tagged(n % 4 === 0 ? '77' : '78')));
		}
		const filters = { executionId: '77' };
		const { items } = await list({ runType: 'workflow_run', filters });
		expect(items.map(({ json }) => json.id)).toEqual([ids[8], ids[4], ids[0]]);
		expect(findRequests(emulator, 'GET', /^\/workflow_runs\/./)).toHaveLength(12);

		emulator.requests.length = 0;
		const first = await list({ runType: 'workflow_run', filters, limit: 1 });
		expect(first.items.map(({ json }) => json.id)).toEqual([ids[8]]);
		expect(findRequests(emulator, 'GET', /^\/workflow_runs\/./).length).toBeLessThan(12);
	});

	it('a workflow run that was deleted meanwhile is left out; one that cannot be read is told', async () => {
		const gone = await startRunViaApi(emulator, 'workflow', 1, tagged('77'));
		const there = await startRunViaApi(emulator, 'workflow', 2, tagged('77'));
		const path = `/workflow_runs/${gone}`;
		const parameters = { runType: 'workflow_run', filters: { executionId: '77' } };
		const envelope = { code: 'NOT_FOUND' };
		emulator.faults.add({ kind: 'status', status: 404, envelope, match: { path }, times: 1 });
		const { items } = await list(parameters);
		expect(items.map(({ json }) => json.id)).toEqual([there]);

		emulator.faults.add({ kind: 'status', status: 403, body: '', match: { path }, times: 1 });
		expect((await list(parameters)).thrown?.description).toBeDefined();
	});
});
