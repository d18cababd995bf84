/** A6: results with more items than fit on the stack as arguments of a call (some 120,000). */
import type { IDataObject } from 'n8n-workflow';
import { runExtend } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';

const emulator = useEmulator();
const times = <T,>(count: number, make: (n: number) => T) =>
	Array.from({ length: count }, (_, n) => make(n));
/** Answers all requests to `path` with this. */
const answer = (method: string, path: string, body: IDataObject) =>
	emulator.faults.add({ kind: 'status', status: 200, body, match: { method, path } });
const run = async (parameters: IDataObject) =>
	await runExtend({
		emulator,
		items: [{ json: {} }],
		parameters: { documentSource: 'text', text: 'Total: 1', ...parameters },
	});

describe('A6: no result is lost because it has many items', () => {
	it('rows of a table', async () => {
		const lines = times(125_000, (n) => ({ n }));
		const output = { value: { lines }, metadata: {} };
		const body = { object: 'extract_run', id: 'exr_1', status: 'PROCESSED', output };
		answer('POST', '/extract', body);
		const { items, thrown } = await run({ output: 'rows', extractUsing: 'infer' });
		expect(thrown?.message).toBeUndefined();
		expect(items).toHaveLength(125_000);
		expect(items.at(-1)).toMatchObject({ json: { n: 124_999 }, pairedItem: { item: 0 } });
	});

	it('blocks of a parsed document', async () => {
		const blocks = times(150_000, (n) => ({ id: n }));
		const output = { chunks: [{ content: '', blocks }] };
		const body = { object: 'parse_run', id: 'pr_1', status: 'PROCESSED', output };
		answer('POST', '/parse', body);
		const { items, thrown } = await run({
			operation: 'parse',
			output: 'blocks',
			documentSource: 'fileId',
			fileId: 'file_1',
		});
		expect(thrown?.message).toBeUndefined();
		expect(items).toHaveLength(150_000);
		expect(items.at(-1)).toMatchObject({ json: { id: 149_999 }, pairedItem: { item: 0 } });
	});

	it('runs of a list', async () => {
		const data = times(130_000, (n) => ({
			object: 'extract_run',
			id: `exr_${n}`,
			status: 'PROCESSED',
		}));
		answer('GET', '/extract_runs', { object: 'list', data });
		const { items, thrown } = await run({ resource: 'run', operation: 'getAll', returnAll: true });
		expect(thrown?.message).toBeUndefined();
		expect(items).toHaveLength(130_000);
		expect(items.at(-1)?.json.id).toBe('exr_129999');
	});

	it('files of an item', async () => {
		const { items } = await runExtend({
			emulator,
			items: [{ json: {} }],
			parameters: {
				documentSource: 'fileId',
				fileId: `={{ Array.from({ length: 125000 }, (_, n) => 'file_' + n) }}`,
				combineFiles: 'perItem',
			},
			node: { onError: 'continueRegularOutput' },
		});
		expect(JSON.stringify(items)).toContain(
			'there are 125000 files, but the maximum per run is 50',
		);
	});
});
