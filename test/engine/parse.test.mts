/** Document > Parse in the real engine. */
import type { INodeExecutionData } from 'n8n-workflow';
import { makeInvoice } from '../samples/index.mts';
import { clock } from '../support/testedNodes.mts';
import { getItemError, runExtend, type RunExtendOptions } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { createBinaryItem, readBinary } from '../support/harness.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
let items: INodeExecutionData[];
useVirtualClock(clock);

beforeAll(async () => {
	items = [
		await createBinaryItem(Buffer.from((await makeInvoice({ seed: 7 })).pdf), {
			fileName: 'first.pdf',
			mimeType: 'application/pdf',
		}),
		await createBinaryItem(Buffer.from('Dear Ada\n\nThe parcel is here.'), {
			fileName: 'second.txt',
			mimeType: 'text/plain',
		}),
	];
});

const parse = async (parameters: object = {}, more: Partial<RunExtendOptions> = {}) =>
	await runExtend({
		emulator,
		items,
		...more,
		parameters: { operation: 'parse', ...parameters },
	});
const posted = (path: string) =>
	emulator.requests.filter((request) => request.method === 'POST' && request.path === path);

it('gives the text of each document in one field, with what is known about the run', async () => {
	const { items: out, thrown } = await parse();
	expect(thrown).toBeUndefined();
	expect(out).toHaveLength(2);
	expect(out[1].json.text).toContain('The parcel is here.');
	expect(out[1].json.pageCount).toBe(1);
	expect(out[0].json._extend).toMatchObject({
		fileName: 'first.pdf',
		sourceField: 'data',
		status: 'PROCESSED',
	});
	expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	expect(posted('/parse').map(({ body }) => body)).toEqual([
		expect.objectContaining({ config: { target: 'markdown' } }),
		expect.objectContaining({ config: { target: 'markdown' } }),
	]);
});

it('chunks and blocks are items of their own; the whole run comes as Extend gives it', async () => {
	const chunks = await parse({ output: 'chunks', parseOptions: { chunking: 'page' } });
	expect(chunks.items[0].json).toMatchObject({ type: 'page', _extend: { chunk: 1 } });
	expect(chunks.items[0].json).not.toHaveProperty('blocks');
	expect(chunks.items[0].json.content).toEqual(expect.any(String));

	const blocks = await parse({ output: 'blocks' });
	expect(blocks.items.length).toBeGreaterThan(chunks.items.length);
	expect(blocks.items[1].json).toMatchObject({
		object: 'block',
		_extend: { chunk: 1, block: 2, fileName: 'first.pdf' },
	});
	expect(blocks.items.at(-1)?.pairedItem).toEqual({ item: 1 });

	const whole = await parse({ output: 'run' });
	const runs = new Map(emulator.runs('parse_run').map((run) => [run.id, run]));
	expect(whole.items).toHaveLength(2);
	for (const { json } of whole.items) expect(json).toEqual(runs.get(String(json.id)));
});

it('spatial text and parsing options go into the configuration; only what is set is sent', async () => {
	await parse(
		{ target: 'spatial', parseOptions: { 'engine.engine': 'parse_light', pageRotation: false } },
		{ options: { pageRanges: '1-2', additionalConfig: '{"advancedOptions":{"x":1}}' } },
	);
	expect((posted('/parse')[0].body as { config: object }).config).toEqual({
		target: 'spatial',
		engine: 'parse_light',
		advancedOptions: { pageRotationEnabled: false, pageRanges: [{ start: 1, end: 2 }], x: 1 },
	});
});

it('the text also comes as a file, beside the source file', async () => {
	const { items: out } = await parse(
		{ output: 'chunks' },
		{ options: { textFileField: 'data', includeInputFile: true } },
	);
	const { data, data_1: source } = out[0].binary ?? {};
	expect(data).toMatchObject({ fileName: 'first.md', mimeType: 'text/markdown' });
	expect(source).toMatchObject({ fileName: 'first.pdf' });
	expect((await readBinary(data)).toString()).toContain(String(out[0].json.content).slice(0, 20));

	const spatial = await parse({ target: 'spatial' }, { options: { textFileField: 'text' } });
	expect(spatial.items[1].binary?.text).toMatchObject({
		fileName: 'second.txt',
		mimeType: 'text/plain',
	});
});

it('a document without text still comes out', async () => {
	emulator.nextRun({ match: { kind: 'parse_run' }, output: { chunks: [] } });
	const { items: out } = await parse({ output: 'chunks' }, { items: items.slice(0, 1) });
	expect(out).toHaveLength(1);
	expect(out[0].json._extend).toMatchObject({ chunk: null, fileName: 'first.pdf' });
});

it.each(['sync', 'async'])(
	'%s: a lost answer is found on the newest page, not paid again',
	async (mode) => {
		const path = mode === 'sync' ? '/parse' : '/parse_runs';
		emulator.faults.add({
			kind: 'reset',
			when: 'after',
			match: { method: 'POST', path },
			times: 1,
		});
		const { items: out, hints, thrown } = await parse({}, { options: { processingMode: mode } });
		expect(thrown).toBeUndefined();
		expect(out).toHaveLength(2);
		expect(emulator.billedRuns('parse_run')).toHaveLength(2);
		expect(hints.join()).toContain('reused it');
	},
);

it.each(['maxPageSize', 'limit'] as const)('finds it where the list reads %s', async (reads) => {
	emulator.options.parseListReads = reads;
	emulator.faults.add({
		kind: 'truncate',
		match: { method: 'POST', path: '/parse_runs' },
		times: 1,
	});
	const { items: out } = await parse({}, { options: { processingMode: 'async' } });
	expect(out).toHaveLength(2);
	expect(emulator.billedRuns('parse_run')).toHaveLength(2);
});

it('text is refused before anything is sent, also where an expression chose it', async () => {
	const { thrown } = await parse({ documentSource: 'text', text: 'Hello' });
	expect(thrown?.message).toContain("Check 'Document Source'");
	expect(emulator.requests).toEqual([]);
});

it('a file that cannot be parsed becomes an error item with the file; the other goes through', async () => {
	const broken = await createBinaryItem(Buffer.from('%PDF-1.7 broken'), {
		fileName: 'broken.pdf',
		mimeType: 'application/pdf',
	});
	const settings = { items: [broken, items[1]], node: { onError: 'continueErrorOutput' as const } };
	const { items: out, errorItems } = await parse({}, settings);
	expect(out).toHaveLength(1);
	expect(out[0].pairedItem).toEqual({ item: 1 });
	expect(errorItems).toHaveLength(1);
	expect(getItemError(errorItems[0])).toMatchObject({ code: 'CORRUPT_FILE' });
	expect(errorItems[0].binary?.data).toMatchObject({ fileName: 'broken.pdf' });

	const stopped = await parse({}, { items: [broken, items[1]] });
	expect(stopped.thrown?.message).toMatch(/corrupted.*\[item 0\]/);
});

it('without waiting the started run comes out', async () => {
	const { items: out } = await parse({ waitForCompletion: false });
	expect(out[0].json).toMatchObject({ object: 'parse_run', status: 'PROCESSING' });
	expect(posted('/parse_runs')).toHaveLength(2);
});
