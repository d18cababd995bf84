/** 'Needs Review Output': which documents go where, with errors, pairing and everything that n8n does with outputs. */
import { randomUUID } from 'node:crypto';
import type { IDataObject, INode, INodeExecutionData, IWorkflowBase } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { makePng } from '../samples/index.mts';
import {
	byId,
	createCredential,
	createCredentialsHelper,
	createExtendNode,
	getItemError,
	INVOICE_FIELDS,
	PACKAGE,
	RETRY_ON_FAIL,
} from '../support/extendNode.mts';
import { computeOutputs, PassNode } from '../support/nodeOutputs.mts';
import { placeOptions } from '../support/placeOptions.mts';
import {
	BINARY_STORAGES,
	createInvoiceItem,
	findRequests,
	getRunRequests,
	useEmulator,
} from '../support/fixtures.mts';
import {
	createBinaryItem,
	executePartially,
	initBinaryData,
	InputNode,
	runWorkflow,
	TestNodeTypes,
} from '../support/harness.mts';
import { clock, Extend } from '../support/testedNodes.mts';
import { getInvoiceNumbers, SAVED_EXTRACTOR } from '../support/invoiceRuns.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();

const createItems = async (...numbers: number[]) =>
	await Promise.all(numbers.map(async (number) => await createInvoiceItem(number)));
let items: INodeExecutionData[];
beforeEach(async () => {
	await initBinaryData('filesystem');
	items = await createItems(1, 2, 3, 4);
});

const CONFIGURED = { extractUsing: 'config', schemaType: 'fields', fields: INVOICE_FIELDS };
const ON = { needsReviewOutput: true };

/** Input -> Extend, with all outputs of the node. */
async function run(
	parameters: IDataObject = {},
	options: IDataObject = ON,
	{ node, settings }: { node?: Partial<INode>; settings?: IWorkflowBase['settings'] } = {},
) {
	const result = await runWorkflow({
		nodes: [
			{ name: 'Input', type: 'test.input' },
			createExtendNode(
				placeOptions(
					{
						...CONFIGURED,
						output: 'fields',
						...parameters,
					},
					options,
				),
				{ id: randomUUID(), ...node },
			),
		],
		nodeTypes: new TestNodeTypes().add('test', new InputNode(items)).add(PACKAGE, new Extend()),
		credentialsHelper: createCredentialsHelper(createCredential(emulator)),
		settings,
	});
	const outputs = [0, 1, 2].map((index) => result.output('Extend', index) ?? []);
	return { outputs, hints: result.hints('Extend'), thrown: result.error('Extend') };
}

const SURE = { invoice_number: { ocrConfidence: 0.99 } };
const UNSURE = { invoice_number: { ocrConfidence: 0.5 } };
/** The documents of the items, by what is known about them. */
const giving = (...metadata: Array<IDataObject | 'fails'>) =>
	metadata.forEach((one, index) =>
		emulator.nextRun({
			match: { fileName: `${index + 1}.txt` },
			...(one === 'fails'
				? { status: 'FAILED', failureReason: 'CORRUPT_FILE' }
				: {
						output: {
							value: { invoice_number: `${index + 1}`, line_items: [{ amount: 1 }, { amount: 2 }] },
							metadata: one,
						},
					}),
		}),
	);
const reasons = ({ json }: INodeExecutionData) => (json._extend as IDataObject).reviewReasons;
const pairs = (output: INodeExecutionData[]) => output.map(({ pairedItem }) => pairedItem);

it('documents that need review have their own output, in their order, paired', async () => {
	giving(UNSURE, SURE, {}, SURE);
	const { outputs } = await run();
	expect(outputs.map(getInvoiceNumbers)).toEqual([['2', '4'], ['1', '3'], []]);
	expect(outputs.map(pairs)).toEqual([[{ item: 1 }, { item: 3 }], [{ item: 0 }, { item: 2 }], []]);
	expect(outputs[1].map(reasons)).toEqual([
		['invoice_number has a confidence of 0.5'],
		["There's nothing to judge by because the run has no confidence scores"],
	]);
	// Nothing of ours is left in what n8n gets.
	for (const item of outputs.flat()) expect(Object.keys(item)).not.toContain('outputIndex');
	const citations = getRunRequests(emulator).map(({ config }) => config);
	expect(citations).toMatchObject(
		[1, 2, 3, 4].map(() => ({ advancedOptions: { citationsEnabled: true } })),
	);
});

it('off, everything is on one output, without citations', async () => {
	giving(UNSURE, SURE, {}, SURE);
	const { outputs } = await run({}, {});
	expect(outputs.map(getInvoiceNumbers)).toEqual([['1', '2', '3', '4'], [], []]);
	for (const { config } of getRunRequests(emulator))
		expect(config).not.toHaveProperty('advancedOptions');
});

it('the rows of a document travel together', async () => {
	const cell = { 'line_items[1].amount': { ocrConfidence: 0.1 } };
	giving(cell, SURE, SURE, SURE);
	const { outputs } = await run({ output: 'rows' });
	expect(outputs.map((output) => output.length)).toEqual([6, 2, 0]);
	expect(outputs[1].map(({ json }) => json.extend_needs_review)).toEqual([false, true]);
	expect(pairs(outputs[1])).toEqual([{ item: 0 }, { item: 0 }]);
});

it('a raw run stays as it is, and a hint says so', async () => {
	giving(UNSURE, SURE, SURE, SURE);
	const { outputs, hints } = await run({ output: 'run' });
	expect(outputs.map((output) => output.length)).toEqual([3, 1, 0]);
	const sent = emulator.runs().find(({ file }) => file?.name === '1.txt');
	expect(outputs[1][0].json).toEqual(JSON.parse(JSON.stringify(sent)));
	expect(hints.join()).toContain("Items don't contain the reasons");
});

describe('skipped documents', () => {
	it('stay on the first output, since somebody decided about them', async () => {
		giving(UNSURE, SURE, SURE, SURE);
		items[2] = await createBinaryItem(makePng(), { fileName: '3.png', mimeType: 'image/png' });
		const { outputs, hints } = await run({}, { ...ON, fileTypes: ['text'] });
		expect(outputs.map(getInvoiceNumbers)).toEqual([['2', undefined, '4'], ['1'], []]);
		expect(outputs[0][1].json._extend).toMatchObject({ skipped: [{ fileName: '3.png' }] });
		expect(outputs.map(pairs)).toEqual([
			[{ item: 1 }, { item: 2 }, { item: 3 }],
			[{ item: 0 }],
			[],
		]);
		expect(hints.join()).toContain('Skipped one file: 3.png');
	});

	it('are nowhere when they are dropped', async () => {
		giving(UNSURE, SURE, SURE, SURE);
		const { outputs } = await run({}, { ...ON, fileTypes: ['pdf'], skippedItems: 'drop' });
		expect(outputs).toEqual([[], [], []]);
	});
});

it('one run over the files of all items is paired with all of them', async () => {
	emulator.nextRun({ output: { value: { invoice_number: '1' }, metadata: UNSURE } });
	const { outputs } = await run({}, { ...ON, combineFiles: 'allItems' });
	expect(outputs.map(getInvoiceNumbers)).toEqual([[], ['1'], []]);
	expect(pairs(outputs[1])).toEqual([[0, 1, 2, 3].map((item) => ({ item }))]);
});

it('a result that is reused goes where it went before', async () => {
	giving(UNSURE, SURE, {}, SURE);
	const reuse = { ...ON, whenAlreadyProcessed: 'reuse' };
	const first = await run({}, reuse);
	const again = await run({}, reuse);
	expect(first.outputs.map(getInvoiceNumbers)).toEqual([['2', '4'], ['1', '3'], []]);
	expect(again.outputs.map(getInvoiceNumbers)).toEqual(first.outputs.map(getInvoiceNumbers));
	expect(again.outputs[1].map(reasons)).toEqual(first.outputs[1].map(reasons));
	expect(emulator.runs()).toHaveLength(4);
});

it('a document that fails a check needs review, whatever its scores', async () => {
	giving(SURE, SURE, SURE, SURE);
	const field = byId('invoice_number');
	const checks = { check: [{ check: 'format', field, format: 'iban' }] };
	const { outputs } = await run({}, { ...ON, checks });
	expect(outputs.map(getInvoiceNumbers)).toEqual([[], ['1', '2', '3', '4'], []]);
	expect(reasons(outputs[1][0])).toEqual(["invoice_number isn't a valid IBAN (1)"]);
});

describe('errors', () => {
	it.each<[string, INode['onError'], string[][], number]>([
		['go on with the results', 'continueRegularOutput', [['1'], ['3'], []], 0],
		['have the last output', 'continueErrorOutput', [['1'], ['3'], []], 2],
	])('%s', async (_what, onError, expected, errorOutput) => {
		giving(SURE, 'fails', UNSURE, SURE);
		const { outputs } = await run({}, ON, { node: { onError } });
		const failed = outputs[errorOutput].filter(({ json }) => json.error !== undefined);
		expect(failed.map((item) => getItemError(item).code)).toEqual(['CORRUPT_FILE']);
		expect(failed[0].binary).toBeDefined();
		expect(getInvoiceNumbers(outputs[1])).toEqual(expected[1]);
		expect(outputs[0].map(({ json }) => json.invoice_number ?? 'error')).toEqual(
			errorOutput === 0 ? ['1', 'error', '4'] : ['1', '4'],
		);
	});

	it('stop the node, and another try bills nothing again', async () => {
		giving(SURE, 'fails', UNSURE, SURE);
		const { thrown } = await run({}, ON, { node: RETRY_ON_FAIL });
		expect(thrown).toBeDefined();
		const billed = emulator.billedRuns().map(({ file }) => file?.name);
		expect(new Set(billed).size).toBe(billed.length);
	});

	it('that are gone with another try leave both outputs complete', async () => {
		emulator.nextRun({
			match: { fileName: '2.txt' },
			status: 'FAILED',
			failureReason: 'INTERNAL_ERROR',
		});
		giving(UNSURE, SURE, {}, SURE);
		const { outputs, thrown } = await run({}, ON, { node: RETRY_ON_FAIL });
		expect(thrown).toBeUndefined();
		expect(outputs.map(getInvoiceNumbers)).toEqual([['2', '4'], ['1', '3'], []]);
		expect(outputs.map(pairs)).toEqual([
			[{ item: 1 }, { item: 3 }],
			[{ item: 0 }, { item: 2 }],
			[],
		]);
		// The failed run of the second document, and one for each document.
		expect(emulator.runs()).toHaveLength(5);
		expect(emulator.billedRuns()).toHaveLength(4);
	});

	it('that are returned as runs need review', async () => {
		giving(SURE, 'fails', SURE, SURE);
		const { outputs } = await run({}, { ...ON, onFailedRun: 'return' });
		expect(outputs.map((output) => output.length)).toEqual([3, 1, 0]);
		expect(reasons(outputs[1][0])).toEqual([
			"There's nothing to judge by because the run has no result",
		]);
	});
});

it.each(BINARY_STORAGES)('keeps files and errors apart: $storage', async ({ mode, settings }) => {
	await initBinaryData(mode);
	items = await createItems(1, 2, 3);
	if (settings && 'binaryMode' in settings) {
		items = items.map(({ json, binary, ...rest }) => ({
			...rest,
			json: { ...json, _files: binary } as IDataObject,
		}));
	}
	giving(SURE, UNSURE, 'fails');
	const { outputs } = await run(
		{},
		{ ...ON, includeInputFile: true },
		{ node: { onError: 'continueErrorOutput' }, settings },
	);
	expect(outputs.map((output) => output.length)).toEqual([1, 1, 1]);
	for (const { binary, json } of outputs.slice(0, 2).flat())
		expect(binary ?? json._files).toBeDefined();
});

describe('other operations', () => {
	it('Run > Get and Wait route any run', async () => {
		giving(SURE, UNSURE, SURE, SURE);
		await run({}, {});
		const ids = emulator
			.runs()
			.sort((a, b) => String(a.file?.name).localeCompare(String(b.file?.name)));
		items = ids.map(({ id }) => ({ json: { id } }));
		for (const operation of ['get', 'wait']) {
			const { outputs } = await run({ resource: 'run', operation, runId: '={{ $json.id }}' });
			expect(outputs.map(getInvoiceNumbers)).toEqual([['1', '3', '4'], ['2'], []]);
		}
	});

	it('Batch > Run and Get Results do so, too', async () => {
		giving(SURE, UNSURE, SURE, SURE);
		const { outputs } = await run({ resource: 'batch', operation: 'start', ...SAVED_EXTRACTOR });
		expect(outputs.map(getInvoiceNumbers)).toEqual([['1', '3', '4'], ['2'], []]);
		const [{ query }] = findRequests(emulator, 'GET', '/extract_runs');
		const { batchId } = query as { batchId: string };
		items = items.slice(0, 1);
		const again = await run({ resource: 'batch', operation: 'getResults', batchId });
		expect(again.outputs.map(getInvoiceNumbers)).toEqual([['1', '3', '4'], ['2'], []]);
	});

	it.each(['NEEDS_REVIEW', 'REJECTED'] as const)('Workflow > Run routes %s', async (status) => {
		emulator.nextRun({ status, match: { kind: 'workflow_run', fileName: '2.txt' } });
		const { outputs } = await run({
			resource: 'workflow',
			operation: 'run',
			workflow: byId(seededIds.plain),
		});
		expect(outputs.map((output) => output.length)).toEqual([3, 1, 0]);
		expect(outputs[1][0].json._extend).toMatchObject({ status, needsReview: true });
	});

	it('a run that is only started is no document to judge', async () => {
		const { outputs } = await run({ waitForCompletion: false });
		expect(outputs.map((output) => output.length)).toEqual([4, 0, 0]);
	});
});

it('a node behind the second output is executed alone with what came there', async () => {
	giving(UNSURE, SURE, UNSURE, SURE);
	const result = await runWorkflow({
		nodes: [
			{ name: 'Input', type: 'test.input' },
			createExtendNode(placeOptions({ ...CONFIGURED, output: 'fields' }, ON), { id: randomUUID() }),
			{ name: 'Store', type: 'test.pass' },
			{ name: 'Ask', type: 'test.pass' },
		],
		connections: {
			Input: { main: [[{ node: 'Extend', type: 'main', index: 0 }]] },
			Extend: {
				main: ['Store', 'Ask'].map((node) => [{ node, type: 'main' as const, index: 0 }]),
			},
		},
		nodeTypes: new TestNodeTypes()
			.add('test', new InputNode(items))
			.add('test', new PassNode())
			.add(PACKAGE, new Extend()),
		credentialsHelper: createCredentialsHelper(createCredential(emulator)),
	});
	expect(getInvoiceNumbers(result.output('Store') ?? [])).toEqual(['2', '4']);
	expect(getInvoiceNumbers(result.output('Ask') ?? [])).toEqual(['1', '3']);

	const before = emulator.requests.length;
	const { Ask, ...runData } = result.run.data.resultData.runData;
	const again = await executePartially(result.workflow, runData, 'Ask');
	expect(getInvoiceNumbers(again.Ask[0].data?.main[0] ?? [])).toEqual(['1', '3']);
	expect(emulator.requests).toHaveLength(before);
});

describe('the outputs in the editor', () => {
	const reviewOptions = ON;

	it.each<[string, IDataObject, string[]]>([
		['with nothing set', {}, ['main']],
		['of Extract', { reviewOptions }, ['Done', 'Needs Review']],
		[
			'of Run > Get',
			{ resource: 'run', operation: 'get', reviewOptions },
			['Done', 'Needs Review'],
		],
		[
			'of Batch, with its default operation',
			{ resource: 'batch', reviewOptions },
			['Done', 'Needs Review'],
		],
		['of Parse, with what is left of Extract', { operation: 'parse', reviewOptions }, ['main']],
		['without waiting', { waitForCompletion: false, reviewOptions }, ['main']],
		['switched off', { reviewOptions: { needsReviewOutput: false } }, ['main']],
	])('%s', (_what, parameters, expected) => expect(computeOutputs(parameters)).toEqual(expected));

	it('the error output is the last one', () =>
		expect(computeOutputs({ reviewOptions }, { onError: 'continueErrorOutput' })).toEqual([
			'Done',
			'Needs Review',
			'Error',
		]));
});
