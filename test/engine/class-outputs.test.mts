/** 'Output per Classification': which document goes where, whatever the table, the run, and n8n's settings are. */
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { IDataObject, INode, INodeExecutionData, IWorkflowBase } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import {
	byId,
	createCredential,
	createCredentialsHelper,
	createExtendNode,
	getItemError,
	PACKAGE,
	RETRY_ON_FAIL,
} from '../support/extendNode.mts';
import { BINARY_STORAGES, createInvoiceItem, useEmulator } from '../support/fixtures.mts';
import {
	callListMethod,
	executePartially,
	initBinaryData,
	InputNode,
	runWorkflow,
	TestNodeTypes,
	type RunOptions,
} from '../support/harness.mts';
import { computeOutputs, PassNode } from '../support/nodeOutputs.mts';
import { placeOptions } from '../support/placeOptions.mts';
import { Extend } from '../support/testedNodes.mts';

const emulator = useEmulator();

let items: INodeExecutionData[];
const createItems = async (...jsons: IDataObject[]) =>
	await Promise.all(jsons.map(async (json, index) => await createInvoiceItem(index + 1, json)));
beforeEach(async () => {
	await initBinaryData('filesystem');
	items = await createItems({}, {}, {}, {});
});

const table = (...types: unknown[]) => ({
	class: types.map((type) => (typeof type === 'object' ? type : { type })),
});
const CLASSES = table('invoice', 'receipt');
const CLASSIFY = { operation: 'classify', classifyUsing: 'config', classes: CLASSES };
const SAVED = {
	operation: 'classify',
	classifyUsing: 'classifier',
	classifier: byId(seededIds.documentTypes),
};
const SPLIT = { operation: 'split', splitUsing: 'config', classes: CLASSES };
const ON = { outputPerClassification: true };

interface More extends Pick<RunOptions, 'onStarted'> {
	node?: Partial<INode>;
	settings?: IWorkflowBase['settings'];
	options?: IDataObject;
}

/** Input -> Extend, with the items of each output that has some. */
async function run(parameters: IDataObject = CLASSIFY, { node, settings, options }: More = {}) {
	const result = await runWorkflow({
		nodes: [
			{ name: 'Input', type: 'test.input' },
			createExtendNode(placeOptions({ ...ON, ...parameters }, options), {
				id: randomUUID(),
				...node,
			}),
		],
		nodeTypes: new TestNodeTypes().add('test', new InputNode(items)).add(PACKAGE, new Extend()),
		credentialsHelper: createCredentialsHelper(createCredential(emulator)),
		settings,
	});
	const main = result.run.data.resultData.runData.Extend?.[0]?.data?.main ?? [];
	const outputs = main.map((output) => output ?? []);
	for (const item of outputs.flat()) expect(Object.keys(item)).not.toContain('outputIndex');
	return { outputs, hints: result.hints('Extend'), thrown: result.error('Extend') };
}

type Result = string | { id: string; type: string } | 'fails';
/** The classifications of the documents of the items. */
const giving = (...results: Result[]) =>
	results.forEach((result, index) =>
		emulator.nextRun({
			match: { fileName: `${index + 1}.txt` },
			...(result === 'fails'
				? { status: 'FAILED', failureReason: 'CORRUPT_FILE' }
				: {
						output:
							typeof result === 'string'
								? { id: result, type: result, confidence: 0.9, insights: [] }
								: { confidence: 0.9, insights: [], ...result },
					}),
		}),
	);
/** The positions of the input items, by output. */
const positions = (outputs: INodeExecutionData[][]) =>
	outputs.map((output) => output.map(({ pairedItem }) => (pairedItem as { item: number }).item));

describe('Classify', () => {
	it('documents go to the output of their row, others to the last one, in their order', async () => {
		giving('receipt', 'other', 'invoice', 'receipt');
		const { outputs } = await run();
		expect(positions(outputs)).toEqual([[2], [0, 3], [1]]);
		expect(outputs[1][0]).toMatchObject({
			json: { type: 'receipt', _extend: { fileName: '1.txt' } },
			pairedItem: { item: 0 },
		});
	});

	it('off, everything is on one output, and the same is sent', async () => {
		const bodies = [];
		for (const outputPerClassification of [true, false]) {
			giving('receipt', 'other', 'invoice', 'receipt');
			const before = emulator.requests.length;
			const { outputs } = await run({ ...CLASSIFY, outputPerClassification });
			if (!outputPerClassification) expect(positions(outputs)).toEqual([[0, 1, 2, 3]]);
			const sent = emulator.requests.slice(before);
			bodies.push(sent.map(({ method, path, body }) => [method, path, getConfig(body)]).sort());
		}
		expect(bodies[0]).toEqual(bodies[1]);
	});

	it.each<[string, Result]>([
		['a type that is not in the table', 'letter'],
		['a result without a type', { id: '', type: '' }],
	])('%s goes to the last output', async (_what, result) => {
		giving('invoice', result, 'invoice', 'receipt');
		expect(positions((await run()).outputs)).toEqual([[0, 2], [3], [1]]);
	});

	it('a raw run is routed as well, and nothing is added to it', async () => {
		giving('receipt', 'invoice', 'other', 'other');
		const { outputs } = await run({ ...CLASSIFY, simple: false });
		expect(positions(outputs)).toEqual([[1], [0], [2, 3]]);
		const sent = emulator.runs('classify_run').find(({ file }) => file?.name === '1.txt');
		expect(outputs[1][0].json).toEqual(JSON.parse(JSON.stringify(sent)));
	});

	it('a run that is only started has no classification, and one output', async () => {
		const { outputs } = await run({ ...CLASSIFY, waitForCompletion: false });
		expect(positions(outputs)).toEqual([[0, 1, 2, 3]]);
	});

	it('has as many outputs as the table has rows', async () => {
		const types = Array.from({ length: 30 }, (_, index) => `type ${index}`);
		giving('type 29', 'type 0', 'type 17', 'none');
		const { outputs } = await run({ ...CLASSIFY, classes: table(...types) });
		expect(outputs).toHaveLength(31);
		const found = positions(outputs);
		expect([found[29], found[0], found[17], found[30]]).toEqual([[0], [1], [2], [3]]);
	});
});

describe('the rows of the table', () => {
	it.each<[string, unknown[]]>([
		['at the end', ['invoice', 'receipt', 'other']],
		['first', ['other', 'invoice', 'receipt']],
		['in the middle, as it was typed', ['invoice', ' Other ', 'receipt']],
		['by expression', ['invoice', "={{ 'other' }}", 'receipt']],
		['by an expression that does not show it', ['invoice', 'receipt', "={{ 'oth' + 'er' }}"]],
	])('the row other %s has the last output', async (_what, types) => {
		giving('invoice', 'receipt', 'other', 'letter');
		const { outputs } = await run({ ...CLASSIFY, classes: table(...types) });
		const found = positions(outputs);
		expect([...found.slice(0, 2), found.at(-1)]).toEqual([[0], [1], [2, 3]]);
	});

	it('a name by expression is that of each item', async () => {
		items = await createItems({ kind: 'letter' }, { kind: 'order' }, { kind: 'letter' }, {});
		giving('letter', 'order', 'order', 'invoice');
		const classes = table("={{ $json.kind ?? 'note' }}", 'invoice');
		const { outputs } = await run({ ...CLASSIFY, classes });
		expect(positions(outputs)).toEqual([[0, 1], [3], [2]]);
	});

	it('two rows of one type are told apart by their IDs', async () => {
		const classes = table(
			{ type: 'invoice', id: 'invoice_eu' },
			{ type: 'invoice', id: 'invoice_us' },
		);
		giving(
			{ id: 'invoice_us', type: 'invoice' },
			{ id: 'invoice_eu', type: 'invoice' },
			{ id: 'gone', type: 'invoice' },
			'other',
		);
		const { outputs } = await run({ ...CLASSIFY, classes });
		expect(positions(outputs)).toEqual([[1, 2], [0], [3]]);
	});

	it.each([
		['  ', /the name is empty/],
		['Invoice', /listed twice/],
	])('the name "%s" is refused before anything is sent', async (type, message) => {
		const { thrown } = await run({ ...CLASSIFY, classes: table('invoice', type) });
		expect(thrown?.message).toMatch(message);
		expect(emulator.requests).toEqual([]);
	});
});

it('whatever the names are, each document comes out where its own name stands', async () => {
	const other = fc.constantFrom('other', 'Other', ' OTHER ', '-other-', '"other"');
	const name = fc.oneof(
		{ weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
		fc.constantFrom('another', 'others', '__proto__', 'constructor', '{{ $json }}', "'}}", '1'),
		other,
	);
	// n8n takes a text that begins with an equals sign for an expression.
	const isName = (text: string) => text.trim() !== '' && !text.trim().startsWith('=');
	const names = fc.uniqueArray(name.filter(isName), {
		minLength: 1,
		maxLength: 6,
		selector: (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') || text.trim(),
	});
	const documents = fc.array(fc.nat(6), { minLength: 1, maxLength: 4 });
	await fc.assert(
		fc.asyncProperty(names, documents, async (types, positionsInTable) => {
			emulator.reset();
			const classes = table(...types);
			const labels = computeOutputs({ ...CLASSIFY, ...ON, classes });
			items = (await createItems({}, {}, {}, {})).slice(0, positionsInTable.length);
			const given = positionsInTable.map((position) => types[position]?.trim() ?? 'unknown');
			giving(...given.map((type) => ({ id: '', type })));
			const { outputs, thrown } = await run({ ...CLASSIFY, classes });
			// A table with nothing but `other` is refused.
			if (labels.length === 1) return expect(thrown).toBeDefined();
			expect(outputs).toHaveLength(labels.length);
			const last = labels.length - 1;
			for (const [index, type] of given.entries()) {
				const output = labels.slice(0, last).includes(type) ? labels.indexOf(type) : last;
				expect(positions(outputs)[output]).toContain(index);
			}
			expect(outputs.flat()).toHaveLength(items.length);
		}),
		{ numRuns: 60 },
	);
});

describe('a saved classifier', () => {
	it('has the chosen outputs, in their order; the others have the last one', async () => {
		giving('invoice', 'receipt', 'letter', 'other');
		const { outputs } = await run({ ...SAVED, classificationOutputs: ['letter', 'invoice'] });
		expect(positions(outputs)).toEqual([[2], [0], [1, 3]]);
	});

	it('nothing chosen is an error before anything is sent', async () => {
		const refused = run({ ...SAVED, classificationOutputs: [] });
		await expect(refused).rejects.toThrow(/has issues/);
		for (const classificationOutputs of [['Other'], "={{ ['invoice'] }}"]) {
			const { thrown } = await run({ ...SAVED, classificationOutputs });
			expect(thrown?.message).toMatch(/'Classification Outputs': no classification is selected/);
		}
		expect(emulator.requests).toEqual([]);
	});

	const list = async (method: string, parameters: IDataObject, options: IDataObject = {}) =>
		(await callListMethod({
			node: createExtendNode(placeOptions(parameters, options)),
			nodeTypes: new TestNodeTypes().add(PACKAGE, new Extend()),
			credentialsHelper: createCredentialsHelper(createCredential(emulator)),
			group: 'loadOptions',
			method,
		})) as Array<{ name: string; value: string }>;
	const types = (...names: string[]) => names.map((name) => ({ name, value: name }));

	it('offers its classifications, of the chosen version', async () => {
		expect(await list('getClassifierTypes', SAVED)).toEqual(types('invoice', 'receipt', 'letter'));
		const version = { classifierVersion: byId('1.0') };
		expect(await list('getClassifierTypes', SAVED, version)).toEqual(types('invoice', 'receipt'));
		const splitter = { operation: 'split', splitter: byId(seededIds.bundles) };
		expect(await list('getSplitterTypes', splitter)).toEqual(types('invoice', 'receipt'));
	});

	it('offers nothing before one is chosen, and says what is wrong', async () => {
		expect(await list('getClassifierTypes', { operation: 'classify' })).toEqual([]);
		expect(emulator.requests).toEqual([]);
		const gone = list('getClassifierTypes', {
			...SAVED,
			classifier: byId('cl_gone000000000000000'),
		});
		await expect(gone).rejects.toThrow("Extend couldn't find this ID");
	});
});

describe('Split', () => {
	const splits = (...types: string[]) =>
		types.map((type, index) => ({
			id: `s${index}`,
			type,
			classificationId: type,
			identifier: `${index}`,
			observation: '',
			startPage: index + 1,
			endPage: index + 1,
			fileId: `file_${index}`,
		}));
	const giveSplits = (...documents: string[][]) =>
		documents.forEach((types, index) =>
			emulator.nextRun({
				match: { fileName: `${index + 1}.txt` },
				output: { splits: splits(...types) },
			}),
		);
	const identifiers = (outputs: INodeExecutionData[][]) =>
		outputs.map((output) =>
			output.map(({ json, pairedItem }) => [
				(pairedItem as { item: number }).item,
				json.identifier,
			]),
		);

	it.each<[string, IDataObject]>([
		['listed classifications', SPLIT],
		[
			'a saved splitter',
			{
				operation: 'split',
				splitter: byId(seededIds.bundles),
				classificationOutputs: ['invoice', 'receipt'],
			},
		],
	])('each document of a bundle goes to its own output: %s', async (_what, parameters) => {
		items = items.slice(0, 2);
		giveSplits(['invoice', 'receipt', 'invoice'], ['letter', 'receipt', 'other']);
		const { outputs } = await run(parameters);
		expect(identifiers(outputs)).toEqual([
			[
				[0, '0'],
				[0, '2'],
			],
			[
				[0, '1'],
				[1, '1'],
			],
			[
				[1, '0'],
				[1, '2'],
			],
		]);
	});

	it('a file without documents goes to the last output', async () => {
		items = items.slice(0, 2);
		giveSplits([], ['invoice']);
		expect(positions((await run(SPLIT)).outputs)).toEqual([[1], [], [0]]);
	});

	it('the whole run has one output', async () => {
		items = items.slice(0, 1);
		giveSplits(['invoice', 'receipt']);
		expect(positions((await run({ ...SPLIT, output: 'run' })).outputs)).toEqual([[0]]);
	});
});

describe('what is not processed', () => {
	it.each([
		['go on with the results', 'continueRegularOutput', [[0, 1], [2], [3]]],
		['have the output at the end', 'continueErrorOutput', [[0], [2], [3], [1]]],
	] as const)('errors %s', async (_what, onError, expected) => {
		giving('invoice', 'fails', 'receipt', 'other');
		const { outputs } = await run(CLASSIFY, { node: { onError } });
		expect(positions(outputs)).toEqual(expected);
		const failed = outputs.flat().filter(({ json }) => json.error !== undefined);
		expect(failed.map((item) => getItemError(item).code)).toEqual(['CORRUPT_FILE']);
		expect(failed[0].binary).toBeDefined();
	});

	it('an error stops the node, and another try bills nothing again', async () => {
		giving('invoice', 'fails', 'receipt', 'other');
		const { thrown } = await run(CLASSIFY, { node: RETRY_ON_FAIL });
		expect(thrown).toBeDefined();
		const billed = emulator.billedRuns().map(({ file }) => file?.name);
		expect(new Set(billed).size).toBe(billed.length);
	});

	it('a failed run that is returned goes to the last output', async () => {
		giving('invoice', 'fails', 'receipt', 'other');
		const { outputs } = await run(CLASSIFY, { options: { onFailedRun: 'return' } });
		expect(positions(outputs)).toEqual([[0], [2], [1, 3]]);
	});

	it('skipped files go there as well', async () => {
		giving('invoice');
		items = [items[0], { json: {} }];
		const parameters = { ...CLASSIFY, binaryPropertyName: '*' };
		expect(positions((await run(parameters)).outputs)).toEqual([[0], [], [1]]);
		// The first one is known by now.
		const skip = { whenAlreadyProcessed: 'skip' };
		await run(parameters, { options: skip });
		const { outputs } = await run(parameters, { options: skip });
		expect(positions(outputs)).toEqual([[], [], [0, 1]]);
		expect(outputs[2][0].json).toMatchObject({ _extend: { skipped: [{ fileName: '1.txt' }] } });
	});

	it('an earlier result that is used again goes to its output', async () => {
		// The process remembers the documents of the tests before.
		items = [await createInvoiceItem(11), await createInvoiceItem(12)];
		const output = { id: 'receipt', type: 'receipt', confidence: 0.9, insights: [] };
		emulator.nextRun({ match: { fileName: '11.txt' }, output });
		const reuse = { options: { whenAlreadyProcessed: 'reuse' } };
		await run(CLASSIFY, reuse);
		const billed = emulator.billedRuns().length;
		const { outputs } = await run(CLASSIFY, reuse);
		expect(positions(outputs)[1]).toEqual([0]);
		expect(emulator.billedRuns()).toHaveLength(billed);
	});
});

it.each(BINARY_STORAGES)('keeps files and errors apart: $storage', async ({ mode, settings }) => {
	await initBinaryData(mode);
	items = await createItems({}, {}, {});
	if (settings && 'binaryMode' in settings) {
		items = items.map(({ json, binary, ...rest }) => ({
			...rest,
			json: { ...json, _files: binary } as IDataObject,
		}));
	}
	giving('invoice', 'fails', 'letter');
	const { outputs } = await run(CLASSIFY, {
		options: { includeInputFile: true },
		node: { onError: 'continueErrorOutput' },
		settings,
	});
	expect(positions(outputs)).toEqual([[0], [], [2], [1]]);
	for (const { binary, json } of [...outputs[0], ...outputs[2]])
		expect(binary ?? json._files).toBeDefined();
});

it('a node behind an output is executed alone with what came there', async () => {
	giving('receipt', 'other', 'invoice', 'receipt');
	const result = await runWorkflow({
		nodes: [
			{ name: 'Input', type: 'test.input' },
			createExtendNode(placeOptions({ ...CLASSIFY, ...ON }), { id: randomUUID() }),
			{ name: 'Receipts', type: 'test.pass' },
			{ name: 'Others', type: 'test.pass' },
		],
		connections: {
			Input: { main: [[{ node: 'Extend', type: 'main', index: 0 }]] },
			Extend: {
				main: [
					[],
					...['Receipts', 'Others'].map((node) => [{ node, type: 'main' as const, index: 0 }]),
				],
			},
		},
		nodeTypes: new TestNodeTypes()
			.add('test', new InputNode(items))
			.add('test', new PassNode())
			.add(PACKAGE, new Extend()),
		credentialsHelper: createCredentialsHelper(createCredential(emulator)),
	});
	const files = (output: INodeExecutionData[] = []) =>
		output.map(({ json }) => (json._extend as IDataObject).fileName);
	expect(files(result.output('Receipts'))).toEqual(['1.txt', '4.txt']);
	expect(files(result.output('Others'))).toEqual(['2.txt']);

	const before = emulator.requests.length;
	const { Receipts, ...runData } = result.run.data.resultData.runData;
	const again = await executePartially(result.workflow, runData, 'Receipts');
	expect(files(again.Receipts[0].data?.main[0] ?? [])).toEqual(['1.txt', '4.txt']);
	expect(emulator.requests).toHaveLength(before);
});

describe('the outputs in the editor', () => {
	const ODD = [
		'{{ 1 + 1 }}',
		'`${process.exit()}`',
		'"]; throw 1 //',
		'</script><b>x</b>',
		'🧾 }}',
	];
	const saved = { ...SAVED, ...ON, classificationOutputs: ['letter', 'other', 'invoice'] };
	it.each<[string, IDataObject, string[]]>([
		['off', CLASSIFY, ['main']],
		['of Classify', { ...CLASSIFY, ...ON }, ['invoice', 'receipt', 'other']],
		['of Split', { ...SPLIT, ...ON }, ['invoice', 'receipt', 'other']],
		['of whole runs', { ...SPLIT, ...ON, output: 'run' }, ['main']],
		[
			'of what is left of whole runs',
			{ ...CLASSIFY, ...ON, output: 'run' },
			['invoice', 'receipt', 'other'],
		],
		['without waiting', { ...CLASSIFY, ...ON, waitForCompletion: false }, ['main']],
		['of a saved classifier', saved, ['letter', 'invoice', 'other']],
		['of a saved splitter with nothing chosen', { operation: 'split', ...ON }, ['other']],
		[
			'of another operation, with what is left of Classify',
			{ ...CLASSIFY, ...ON, operation: 'parse' },
			['main'],
		],
		[
			'of Extract, with reviews and what is left of Classify',
			{ ...ON, classes: CLASSES, reviewOptions: { needsReviewOutput: true } },
			['Done', 'Needs Review'],
		],
		[
			'of Classify, with what is left of Extract',
			{ ...CLASSIFY, ...ON, reviewOptions: { needsReviewOutput: true } },
			['invoice', 'receipt', 'other'],
		],
		[
			'of a table by expression',
			{ ...CLASSIFY, ...ON, classes: '={{ $json.classes }}' },
			['other'],
		],
		['without rows', { ...CLASSIFY, ...ON, classes: {} }, ['other']],
		[
			'while names are typed',
			{ ...CLASSIFY, ...ON, classes: table('', {}, ' OTHER ', 'a ') },
			['1', '2', 'a', 'OTHER'],
		],
		[
			'with names by expression',
			{ ...CLASSIFY, ...ON, classes: table('={{ $json.kind }}', '=fixed') },
			['{{ $json.kind }}', 'fixed', 'other'],
		],
		['with odd names', { ...CLASSIFY, ...ON, classes: table(...ODD) }, [...ODD, 'other']],
	])('%s', (_what, parameters, expected) => expect(computeOutputs(parameters)).toEqual(expected));

	it('the error output is the last one', () =>
		expect(computeOutputs({ ...CLASSIFY, ...ON }, { onError: 'continueErrorOutput' })).toEqual([
			'invoice',
			'receipt',
			'other',
			'Error',
		]));
});

/** What was asked, without what differs for each execution. */
function getConfig(body: unknown): unknown {
	return (body as { config?: unknown } | undefined)?.config;
}
