/** What comes out: the run as it is, its fields, the rows of a table, and what a builder is told beside it. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds, type RunScript } from '../emulator/index.mts';
import { InputNode, runWorkflow, TestNodeTypes } from '../support/harness.mts';
import { clock, Extend } from '../support/testedNodes.mts';
import {
	createCredential,
	createCredentialsHelper,
	getItemError,
	createExtendNode,
	PACKAGE,
	runExtend,
	type RunExtendOptions,
} from '../support/extendNode.mts';
import {
	createInvoiceItem,
	getRunRequests,
	findRequests,
	useEmulator,
} from '../support/fixtures.mts';
import { RETRY_TWICE } from '../support/extendNode.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();

let items: INodeExecutionData[];
beforeAll(async () => {
	items = [await createInvoiceItem(1), await createInvoiceItem(2)];
});

/** With the details of the run as an object. Other shapes: output-shape.test.mts. */
const run = async (parameters: IDataObject, { options, ...more }: Partial<RunExtendOptions> = {}) =>
	await runExtend({
		emulator,
		items,
		parameters,
		options: { currency: 'object', runDetails: 'object', ...options },
		...more,
	});
/** What `_extend.run` has: everything that stands nowhere else, without the key of this node. */
function withoutResult({ output, config, metadata, ...rest }: IDataObject): IDataObject {
	const { n8n, ...own } = metadata as IDataObject;
	return { ...rest, metadata: own };
}
const byName = (value: string) => ({ __rl: true, mode: 'id', value });
const extra = (json: IDataObject) => json._extend as IDataObject;

/** The next two runs give this output, the one for the first item first. */
const giving = (...scripts: RunScript[]) =>
	scripts.forEach((script, i) =>
		emulator.nextRun({ match: { fileName: `${i + 1}.txt` }, ...script }),
	);
/** The runs that Extend has, in the order of the items. */
const runs = () =>
	emulator.runs().sort((a, b) => String(a.file?.name).localeCompare(String(b.file?.name)));
const value = (of: IDataObject, metadata: IDataObject = {}) => ({
	output: { value: of, metadata },
});

describe('the whole run', () => {
	it.each([
		['waited for in one call', {}],
		['polled for', { processingMode: 'async' }],
	])('comes out exactly as Extend gave it, %s', async (_what, options) => {
		const { items: out } = await run({}, { options });
		expect(out.map(({ json }) => json)).toEqual(runs());
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(out[0].json).toMatchObject({
			object: 'extract_run',
			output: { value: { invoice_number: '1', total_amount: { amount: 12.5 } } },
			file: { name: '1.txt', metadata: { pageCount: 1 } },
			usage: { credits: 2, totalCredits: 3 },
		});
		expect(out[0].binary).toBeUndefined();
	});

	it('keeps what this package does not know, and what a person changed', async () => {
		const reviewed = {
			reviewed: true,
			edited: true,
			initialOutput: { value: { a: 'x' }, metadata: {} },
			reviewedOutput: { value: { a: 'y' }, metadata: { a: { insights: [{ type: 'new' }] } } },
			edits: { a: { originalValue: 'x', editedValue: 'y', notes: null, page: 1 } },
			something_new: { deep: [1, { x: null }] },
			dataRetention: { mode: 'zero' },
		};
		giving({ extra: reviewed }, { extra: reviewed, ...value({ a: null, b: [], c: {}, d: 0 }) });
		const { items: out } = await run({});
		expect(out.map(({ json }) => json)).toEqual(runs());
		expect(out[1].json).toMatchObject({ ...reviewed, output: { value: { a: null, d: 0 } } });
	});

	it('keeps the output and settings of extractors of the old kind', async () => {
		const legacy = { total: { id: 'f1', type: 'number', value: 5, confidence: 0.9 } };
		const config = { type: 'EXTRACT', fields: [{ id: 'f1', name: 'total', type: 'number' }] };
		giving({ output: legacy, extra: { config } }, { output: legacy });
		const { items: out } = await run({});
		expect(out[0].json).toMatchObject({ output: legacy, config });
		expect(out.map(({ json }) => json)).toEqual(runs());
	});

	it('has the files of a run over several', async () => {
		const { items: out } = await run({ combineFiles: 'allItems' });
		expect(out[0].json).toEqual(runs()[0]);
		expect(out[0].json).toMatchObject({
			file: null,
			files: [{ name: '1.txt' }, { name: '2.txt' }],
		});
	});

	it('leaves out what Extend leaves out', async () => {
		emulator.options.omitNulls = true;
		const { items: out } = await run({});
		expect(out[0].json).not.toHaveProperty('failureReason');
		expect(out[0].json).toEqual(runs()[0]);
	});

	it.each(['PROCESSED_WITH_WARNINGS', 'NEEDS_REVIEW'])(
		'with the status %s, which is new, is a result like any other',
		async (status) => {
			giving({ status }, {});
			// A status that is not known is waited for until the deadline.
			const options = { processingMode: 'async', timeout: 60 };
			const { items: out, thrown } = await run({}, { options });
			expect(thrown?.message).toBeUndefined();
			expect(out.map(({ json }) => json.status)).toEqual([status, 'PROCESSED']);
		},
	);
});

describe('a run that is not waited for', () => {
	it.each(['run', 'fields', 'rows'])('comes out as it was started, also as %s', async (output) => {
		emulator.options.pollsUntilDone = 5;
		const { items: out, hints } = await run({ waitForCompletion: false, output });
		expect(out.map(({ json }) => json)).toEqual(runs());
		expect(out.map(({ json }) => json.status)).toEqual(['PROCESSING', 'PROCESSING']);
		expect(findRequests(emulator, 'GET', /.*/)).toEqual([]);
		expect(hints).toEqual([]);
	});
});

describe('the extracted fields', () => {
	it('stand at the top, all else under _extend', async () => {
		const { items: out } = await run({ output: 'fields' });
		const [, second] = runs();
		expect(out[1].json).toEqual({
			invoice_number: '2',
			invoice_date: '2026-03-03',
			supplier_name: null,
			total_amount: { amount: 12.5, iso_4217_currency_code: 'EUR' },
			line_items: [],
			_extend: {
				runId: second.id,
				status: 'PROCESSED',
				fileId: second.file?.id,
				fileName: '2.txt',
				sourceField: 'data',
				dashboardUrl: second.dashboardUrl,
				credits: 3,
				needsReview: null,
				lowConfidenceFields: [],
				run: withoutResult(second as unknown as IDataObject),
			},
		});
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('of an extractor of the old kind are its values', async () => {
		const legacy = { total: { id: 'f1', type: 'number', value: 5 }, none: { id: 'f2' } };
		giving({ output: legacy }, { output: legacy });
		const { items: out } = await run({ output: 'fields' });
		expect(out[0].json).toMatchObject({ total: 5, none: null, _extend: { needsReview: null } });
	});

	it('are those that a person corrected', async () => {
		const before = value({ a: 'x' }).output;
		giving({ ...value({ a: 'y' }), extra: { reviewed: true, initialOutput: before } }, {});
		const { items: out } = await run({ output: 'fields' });
		expect(out[0].json.a).toBe('y');
	});

	it('called error or _extend get another name, and the item stays a result', async () => {
		const odd = value({ error: 'none', _extend: 1, message: 'm' });
		giving(odd, odd);
		const result = await runWorkflow({
			nodes: [
				{ name: 'Input', type: 'test.input' },
				createExtendNode(
					{ extractUsing: 'infer', output: 'fields' },
					{ onError: 'continueErrorOutput', ...RETRY_TWICE },
				),
			],
			nodeTypes: new TestNodeTypes().add('test', new InputNode(items)).add(PACKAGE, new Extend()),
			credentialsHelper: createCredentialsHelper(createCredential(emulator)),
		});
		const out = result.output('Extend') ?? [];
		expect(out.map(({ json: { _extend, ...fields } }) => fields)).toEqual(
			items.map(() => ({ field_error: 'none', field__extend: 1, message: 'm' })),
		);
		expect(result.output('Extend', 1) ?? []).toEqual([]);
		// n8n takes a top-level error of the first item for a failure and runs the node again
		expect(getRunRequests(emulator)).toHaveLength(2);
	});

	it('of a failed run that is to be returned are none', async () => {
		giving({ status: 'FAILED', failureReason: 'PARSING_ERROR' }, {});
		const { items: out, hints } = await run(
			{ output: 'fields' },
			{ options: { onFailedRun: 'return' } },
		);
		expect(out[0].json).toEqual({
			_extend: expect.objectContaining({ status: 'FAILED', needsReview: null }) as unknown,
		});
		expect(out[1].json.invoice_number).toBe('2');
		expect(hints).toContain(
			"One run failed or was canceled. The output includes it because of 'On Failed Run'.",
		);
	});
});

describe('the rows of a table', () => {
	const lines = (n: number) =>
		Array.from({ length: n }, (_, i) => ({ description: `line ${i + 1}`, amount: i }));

	it('are one item each, with the other fields repeated', async () => {
		giving(value({ invoice_number: 'A', line_items: lines(3) }));
		giving({}, value({ invoice_number: 'B', line_items: lines(1) }));
		const { items: out } = await run({ output: 'rows' });
		expect(out.map(({ json: { _extend, ...row } }) => row)).toEqual([
			{ invoice_number: 'A', description: 'line 1', amount: 0 },
			{ invoice_number: 'A', description: 'line 2', amount: 1 },
			{ invoice_number: 'A', description: 'line 3', amount: 2 },
			{ invoice_number: 'B', description: 'line 1', amount: 0 },
		]);
		expect(out.map(({ json }) => extra(json).row)).toEqual([1, 2, 3, 1]);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 0, 1].map((item) => ({ item })));
		expect(new Set(out.map(({ json }) => extra(json).runId)).size).toBe(2);
	});

	it('carry the file of their document when asked to', async () => {
		giving(value({ line_items: lines(2) }), value({ line_items: lines(1) }));
		const { items: out } = await run({ output: 'rows' }, { options: { includeInputFile: true } });
		expect(out.map(({ binary }) => binary?.data.fileName)).toEqual(['1.txt', '1.txt', '2.txt']);
	});

	it('of an empty table are one item, so that no document is lost', async () => {
		giving(value({ invoice_number: 'A', line_items: [] }), value({ line_items: lines(1) }));
		const { items: out } = await run({ output: 'rows' });
		expect(out).toHaveLength(2);
		expect(out[0].json).toMatchObject({ invoice_number: 'A', _extend: { row: null } });
		expect(out[0].json).not.toHaveProperty('line_items');
	});

	it('with names that the other fields have get the name of the table before', async () => {
		const clash = { total: 10, error: 'e', line_items: [{ total: 1, name: 'x', error: 'f' }] };
		giving(value(clash), value(clash));
		const { items: out } = await run({ output: 'rows' });
		const { _extend, ...row } = out[0].json;
		expect(row).toEqual({
			total: 10,
			field_error: 'e',
			line_items_total: 1,
			line_items_error: 'f',
			name: 'x',
		});
	});

	it('come from the table that is chosen', async () => {
		const two = value({ a: [{ x: 1 }], b: [{ y: 2 }, { y: 3 }] });
		giving(two, two);
		const { items: out } = await run({
			extractUsing: 'infer',
			output: 'rows',
			rowsField: byName('b'),
		});
		const rows = out.map(({ json: { _extend, ...row } }) => row);
		expect(rows.slice(0, 2)).toEqual([
			{ a: [{ x: 1 }], y: 2 },
			{ a: [{ x: 1 }], y: 3 },
		]);
		expect(rows).toHaveLength(4);
	});

	it('of two tables without a choice fail with both names and the paid run', async () => {
		const two = value({ a: [{ x: 1 }], b: [{ y: 2 }] });
		giving(two, value({ a: [{ x: 9 }] }));
		const { items: out } = await run(
			{ extractUsing: 'infer', output: 'rows' },
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(getItemError(out[0])).toMatchObject({
			code: 'INVALID_INPUT',
			message: expect.stringMatching(
				/^Couldn't turn the run exr_\w+ into items \(1\.txt in data\)$/,
			) as string,
			description: "Reason: the result has several tables. Set 'Table' to one of these: a, b.",
			runId: emulator.runs().find(({ file }) => file?.name === '1.txt')?.id,
			dashboardUrl: expect.stringContaining('/runs/') as string,
		});
		expect(out[1].json).toMatchObject({ x: 9, _extend: { row: 1 } });
	});

	it('of a result without any are one item, with a hint', async () => {
		giving(value({ a: 1 }), value({ a: 2 }));
		const { items: out, hints } = await run({ extractUsing: 'infer', output: 'rows' });
		expect(out.map(({ json }) => json.a)).toEqual([1, 2]);
		expect(hints.join()).toContain('no table');
	});
});

describe('whether a result needs review', () => {
	const sure = { ocrConfidence: 0.99, citations: [{ page: { number: 2 } }] };
	const unsure = { ocrConfidence: 0.5, citations: [{ page: { number: 3 } }] };

	it('is told by the confidence, which comes with citations', async () => {
		giving(value({ a: 'x', b: 'y' }, { a: sure, b: sure }), value({ a: 'x' }, { a: unsure }));
		const { items: out, hints } = await run({ output: 'fields' });
		expect(extra(out[0].json)).toMatchObject({ needsReview: false, lowConfidenceFields: [] });
		expect(extra(out[1].json)).toMatchObject({
			needsReview: true,
			lowConfidenceFields: [{ path: 'a', value: 'x', score: 0.5, page: 3 }],
		});
		expect(hints).toEqual(["Review one document. Check 'needsReview' in the output."]);
	});

	it('goes by the thresholds of the node', async () => {
		const scored = { reviewAgentScore: 4 };
		const both = value({ a: 'x', b: 'y' }, { a: { ...unsure, ocrConfidence: 0.7 }, b: scored });
		giving(both, both);
		const reviewed = async (options: IDataObject) => {
			giving(both, both);
			const { items: out } = await run({ output: 'fields' }, { options });
			return (extra(out[0].json).lowConfidenceFields as Array<{ path: string }>).map(
				({ path }) => path,
			);
		};
		expect(await reviewed({})).toEqual(['a']);
		expect(await reviewed({ confidenceThreshold: 0.7 })).toEqual([]);
		expect(await reviewed({ confidenceThreshold: 0.7, reviewScoreThreshold: 4 })).toEqual(['b']);
		expect(await reviewed({ reviewScoreThreshold: 4 })).toEqual(['a', 'b']);
	});

	it('is told row by row', async () => {
		const table = value(
			{ line_items: [{ amount: 1 }, { amount: 2 }] },
			{ 'line_items[0].amount': sure, 'line_items[1].amount': unsure },
		);
		giving(table, table);
		const { items: out } = await run({ output: 'rows' });
		expect(out.map(({ json }) => extra(json).needsReview)).toEqual([false, true, false, true]);
	});

	it('nobody knows without scores, and a hint says what to turn on', async () => {
		const { items: out, hints } = await run({
			output: 'fields',
			reviewOptions: { reviewScoreThreshold: 3 },
		});
		expect(out.map(({ json }) => extra(json).needsReview)).toEqual([null, null]);
		expect(hints).toEqual([
			"'needsReview' is empty because the run has no confidence scores. Turn on 'Citations' or 'Review Agent'.",
		]);
	});

	it('is known for a document whose text was really read', async () => {
		const { items: out, hints } = await run(
			{ extractUsing: 'extractor', extractor: byName(seededIds.invoices), output: 'fields' },
			{ options: { 'citations.citationMode': 'line' } },
		);
		expect(out.map(({ json }) => typeof extra(json).needsReview)).toEqual(['boolean', 'boolean']);
		expect(hints.join()).not.toContain('No field has');
	});

	it('is no matter of the whole run, which gets no hint of it', async () => {
		giving(value({ a: 'x' }, { a: unsure }), {});
		const { hints } = await run({ output: 'run' });
		expect(hints).toEqual([]);
	});
});
