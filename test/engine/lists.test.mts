/** What all Get Many operations have in common. */
import { resources } from '../../nodes/Extend/actions/registry';
import { seededIds } from '../emulator/index.mts';
import { getItemError, runExtend } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator({ extractors: 130 });

const LISTS = [
	['extractor', '/extractors'],
	['file', '/files'],
	['run', '/extract_runs'],
	['workflow', '/workflows'],
] as const;
const twice = [{ json: {} }, { json: {} }];

it('every resource with Get Many is in this file', () => {
	const tested = LISTS.map(([resource]) => String(resource));
	const forgotten = resources
		.filter(({ value, operations }) => 'getAll' in operations && !tested.includes(value))
		.map(({ value }) => `Add ['${value}', '/…'] to LISTS in test/engine/lists.test.mts.`);
	expect(forgotten).toEqual([]);
});

describe.each(LISTS)('%s: Get Many', (resource, path) => {
	const list = async (more: object = {}) =>
		await runExtend({
			emulator,
			items: twice,
			parameters: { resource, operation: 'getAll', returnAll: true },
			...more,
		});
	const refuse = () =>
		emulator.faults.add({
			kind: 'status',
			status: 403,
			envelope: { code: 'FORBIDDEN' },
			match: { path },
			times: 1,
		});

	it('asks for as many as were chosen in the chosen order, and gives what it gets', async () => {
		const data = ['one', 'two', 'three'].map((id) => ({ object: resource, id, name: id }));
		emulator.faults.add({
			kind: 'status',
			status: 200,
			body: { object: 'list', data },
			match: { path },
			times: 1,
		});
		const { items } = await list({
			items: [{ json: {} }],
			parameters: { resource, operation: 'getAll', limit: 2, sort: { sortDir: 'asc' } },
		});
		expect(items.map(({ json }) => json.id)).toEqual(['one', 'two']);
		expect(emulator.requests).toMatchObject([{ method: 'GET', path, query: { sortDir: 'asc' } }]);
	});

	it('a list that is refused is an error item; the other item gets its list', async () => {
		refuse();
		const node = { onError: 'continueErrorOutput' as const };
		const { items, errorItems } = await list({ node, options: { concurrency: 1 } });
		expect(errorItems).toHaveLength(1);
		expect(getItemError(errorItems[0])).toMatchObject({
			httpCode: 403,
			description: expect.stringContaining('Happened while reading the list of'),
		});
		expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 1)).toBe(true);
	});

	it('stops the node when errors do', async () => {
		refuse();
		const { thrown } = await list();
		expect(thrown?.message).toMatch(/doesn't have permission .*\[item [01]\]/);
	});

	it('an answer that is no list is an error and not an empty list', async () => {
		emulator.faults.add({ kind: 'status', status: 200, body: { ok: true }, match: { path } });
		const { thrown } = await list();
		expect(thrown?.description).toContain('Happened while reading the list of');
	});
});

it('a page that cannot be had is asked for again; no entry is missing or there twice', async () => {
	emulator.faults.add({
		kind: 'status',
		status: 502,
		body: '',
		match: { path: '/extractors', after: 1 },
		times: 1,
	});
	const { items } = await runExtend({
		emulator,
		items: [{ json: {} }],
		parameters: { resource: 'extractor', operation: 'getAll', returnAll: true },
	});
	const ids = items.map(({ json }) => json.id);
	expect(new Set(ids).size).toBe(132);
	expect(ids).toHaveLength(132);
	expect(ids).toContain(seededIds.invoices);
});
