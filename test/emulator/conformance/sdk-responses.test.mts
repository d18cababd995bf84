/** Every call of the SDK that the emulator offers, and its response compared with the SDK's types. */
import { ExtendClient } from 'extend-ai';
import { makeForm, makeInvoice } from '../../samples/index.mts';
import { seededIds } from '../index.mts';
import { minimalConfig, uploadBytes, useBareEmulator } from '../support/client.mts';
import { sdkRoutes } from './sdkRoutes.mts';
import { SdkTypes } from './sdkTypes.mts';

/** What responses have that the SDK does not know yet. */
const NEWER_FIELDS = [/\.output\.metadata: unknown$/, /\.chunks\[\d+\]\.id: unknown$/];

const emulator = useBareEmulator();
const types = new SdkTypes();
const called = new Set<string>();

/** Makes a call, e.g. `extractRuns.create`, and compares its response. Returns the response. */
async function call(name: string, ...parameters: unknown[]): Promise<any> {
	const client = new ExtendClient({
		token: emulator.apiKey,
		environment: emulator.url,
		maxRetries: 0,
	}) as Record<string, any>;
	const [resource, method] = name.split('.');
	const response: unknown = await (method
		? client[resource][method](...parameters)
		: client[resource](...parameters));
	const problems = types
		.findProblems(name, response)
		.filter((problem) => !NEWER_FIELDS.some((field) => field.test(problem)));
	expect([name, problems]).toEqual([name, []]);
	called.add(name);
	return response;
}

const text = { text: 'Invoice number: 7\nTotal: 10.00 EUR' };
const makeFile = async (name = 'a.pdf', bytes?: Uint8Array) => ({
	id: await uploadBytes(emulator, name, bytes ?? (await makeInvoice({ seed: 6 })).pdf),
});

test('files', async () => {
	const { id } = await call('files.upload', new File(['Invoice'], 'a.txt'), { convertToPdf: true });
	await call('files.retrieve', id, { rawText: true, markdown: false, html: false });
	await call('files.list', { nameContains: 'a', sortDir: 'asc', maxPageSize: 1 });
	await call('files.delete', id);
});

const other = { id: 'other', type: 'other', description: 'Everything else' };
const KINDS: Array<[kind: string, processor: string, seeded: string, config: object]> = [
	['extract', 'extractor', seededIds.invoices, minimalConfig],
	['classify', 'classifier', seededIds.documentTypes, { classifications: [other] }],
	['split', 'splitter', seededIds.bundles, { splitClassifications: [other] }],
];

test.each(KINDS)('%s runs', async (kind, processor, seeded, config) => {
	const file = await makeFile();
	const runs = `${kind}Runs`;
	const citations = {
		advancedOptions: { citationsEnabled: true, modelReasoningInsightsEnabled: true },
	};
	const more = kind === 'extract' ? citations : {};
	await call(kind, { file, config: { ...config, ...more }, metadata: { n: 1 } });
	const { id } = await call(`${runs}.create`, { file, [processor]: { id: seeded }, priority: 1 });
	await call(`${runs}.retrieve`, id);
	emulator.nextRun({ status: 'FAILED', failureReason: 'PARSING_ERROR' });
	const failed = await call(`${runs}.create`, { file, config });
	expect((await call(`${runs}.retrieve`, failed.id)).status).toBe('FAILED');
	await call(`${runs}.list`, { [`${processor}Id`]: seeded, sortBy: 'updatedAt', source: 'API' });
	emulator.options.pollsUntilDone = 9;
	const running = await call(`${runs}.create`, { file, config });
	await call(`${runs}.cancel`, running.id);
	await call(`${runs}.delete`, running.id);
	const batch = { [processor]: { id: seeded }, inputs: [{ file, metadata: {} }], priority: 2 };
	const { id: batchId } = await call(`${runs}.createBatch`, batch);
	await call('batchRuns.get', batchId);
});

test('a package of files, and a schema that is inferred', async () => {
	const files = [await makeFile(), await makeFile()];
	await call('extract', { config: minimalConfig, package: { files } });
	await call('extract', { file: files[0] });
});

test.each(KINDS)('processors of %s runs', async (_kind, processor, seeded, config) => {
	const all = `${processor}s`;
	const versions = `${processor}Versions`;
	await call(`${all}.list`, { maxPageSize: 1, sortBy: 'createdAt', sortDir: 'desc' });
	await call(`${all}.retrieve`, seeded);
	const { id } = await call(`${all}.create`, { name: 'New', config });
	await call(`${all}.update`, id, { name: 'Newer', config });
	await call(`${versions}.create`, id, { releaseType: 'minor', description: 'First', config });
	await call(`${versions}.list`, id, { sortDir: 'asc' });
	await call(`${versions}.retrieve`, id, 'latest');
});

test('parse runs', async () => {
	const file = await makeFile();
	const config = {
		blockOptions: { tables: { cellBlocksEnabled: true } },
		advancedOptions: { returnOcr: { words: true } },
	};
	await call('parse', { file, config, metadata: {}, dataRetention: { mode: 'zero' } });
	const again = await makeFile();
	await call('parse', { file: again, responseType: 'url' });
	await call('parse', { file: await makeFile('a.png') });
	const { id } = await call('parseRuns.create', { file: again });
	await call('parseRuns.retrieve', id, { responseType: 'url' });
	await call('parseRuns.list', { status: 'PROCESSED', source: 'API' });
	emulator.options.pollsUntilDone = 9;
	const running = await call('parseRuns.create', { file: again });
	await call('parseRuns.cancel', running.id);
	await call('parseRuns.delete', running.id);
	const batch = await call('parseRuns.createBatch', { inputs: [{ file: text }], priority: 1 });
	await call('batchRuns.get', batch.id);
});

test('edit runs', async () => {
	const file = await makeFile('form.pdf', await makeForm());
	await call('edit', { file, config: { instructions: 'City: Lyon' } });
	const { id } = await call('editRuns.create', { file });
	await call('editRuns.retrieve', id);
	await call('editRuns.delete', id);
});

test('form detection', async () => {
	const file = await makeFile('form.pdf', await makeForm());
	const inputSchema = {
		type: 'object',
		properties: { city: { type: ['string', 'null'] }, shoe_size: { type: ['number', 'null'] } },
	};
	const run = await call('detectForm', { file, config: { inputSchema } });
	expect(Object.keys(run.output.schema.properties)).toHaveLength(7);
	expect(Object.keys(run.output.annotatedSchema.properties)).toEqual(['city']);
	expect(run.output.mappingResult).toMatchObject({
		matches: [{ inputPath: 'city', formFieldKey: 'city' }],
		unmatchedInputPaths: ['shoe_size'],
	});
	const { id } = await call('formDetectionRuns.create', { file });
	const found = await call('formDetectionRuns.retrieve', id);
	expect(found.output).toMatchObject({ annotatedSchema: null, mappingResult: null });
	const { schema } = found.output;
	schema.properties.city['extend_edit:value'] = 'Lyon';
	const { output } = await call('edit', { file, config: { schema } });
	expect(output.filledValues).toEqual({ city: 'Lyon' });
});

test('evaluation sets and their items', async () => {
	const { id: fileId } = await makeFile();
	const { id } = await call('evaluationSets.create', {
		name: 'Ours',
		entityId: seededIds.invoices,
	});
	await call('evaluationSets.retrieve', id);
	const list = await call('evaluationSets.list', { entityId: seededIds.invoices });
	expect(list.data).toMatchObject([{ id, description: '', entity: { id: seededIds.invoices } }]);
	const expectedOutput = { value: { invoice_number: '1' } };
	const { evaluationSetItems } = await call('evaluationSetItems.create', id, {
		items: [{ fileId, expectedOutput }],
	});
	const [{ id: itemId }] = evaluationSetItems;
	await call('evaluationSetItems.list', id, { sortDir: 'asc' });
	await call('evaluationSetItems.update', id, itemId, { expectedOutput: { value: {} } });
	const item = await call('evaluationSetItems.retrieve', id, itemId);
	expect(item).toMatchObject({ file: { id: fileId }, expectedOutput: { value: {} } });
	await call('evaluationSetItems.delete', id, itemId);
	expect((await call('evaluationSetItems.list', id)).data).toEqual([]);
});

test('workflows and their runs', async () => {
	await call('workflows.list', { maxPageSize: 1 });
	const steps = [
		{ type: 'TRIGGER', name: 'start', next: [{ step: 'p' }] },
		{ type: 'PARSE', name: 'p' },
	];
	const { id: workflowId } = await call('workflows.create', { name: 'New', steps });
	await call('workflows.retrieve', workflowId);
	await call('workflows.update', workflowId, { name: 'Newer', steps });
	await call('workflowVersions.create', workflowId, { name: 'First', steps });
	await call('workflowVersions.list', workflowId, { sortDir: 'asc' });
	await call('workflowVersions.retrieve', workflowId, '1');
	const workflow = { id: seededIds.plain, version: '1' };
	const { id } = await call('workflowRuns.create', {
		workflow,
		file: text,
		secrets: { a: { b: 1 } },
	});
	await call('workflowRuns.retrieve', id);
	await call('workflowRuns.update', id, { name: 'Run', metadata: { a: 1 } });
	await call('workflowRuns.list', { status: 'PROCESSED', workflowId: seededIds.plain });
	Object.assign(emulator.options, { initialStatus: 'PENDING', pollsUntilDone: 9 });
	const waiting = await call('workflowRuns.create', { workflow, file: text });
	await call('workflowRuns.cancel', waiting.id);
	await call('workflowRuns.delete', waiting.id);
	await call('workflowRuns.createBatch', { workflow, inputs: [{ file: text, secrets: {} }] });
});

test('webhook endpoints and subscriptions', async () => {
	const { id } = await call('webhookEndpoints.create', {
		url: 'http://127.0.0.1:1/hook',
		name: 'Hook',
		enabledEvents: ['extract_run.processed'],
		apiVersion: '2026-02-09',
		advancedOptions: { headers: { a: 'b' }, payload: { format: 'url', urlThresholdBytes: 1 } },
	});
	await call('webhookEndpoints.list', { status: 'enabled', sortDir: 'asc' });
	await call('webhookEndpoints.retrieve', id);
	await call('webhookEndpoints.update', id, { status: 'disabled' });
	const { id: subscriptionId } = await call('webhookSubscriptions.create', {
		webhookEndpointId: id,
		resourceType: 'workflow',
		resourceId: seededIds.intake,
		enabledEvents: ['workflow_run.completed'],
	});
	await call('webhookSubscriptions.list', { webhookEndpointId: id });
	await call('webhookSubscriptions.retrieve', subscriptionId);
	await call('webhookSubscriptions.update', subscriptionId, {
		enabledEvents: ['workflow_run.failed'],
	});
	await call('webhookSubscriptions.delete', subscriptionId);
	await call('webhookEndpoints.delete', id);
});

test('no call was left out', () => {
	expect([...sdkRoutes.keys()].filter((name) => !called.has(name))).toEqual([]);
});

test('a response that does not fit is noticed', () => {
	const batch = { object: 'batch_run', id: 7, status: 'NEW', runCount: 1, extra: true };
	expect(types.findProblems('batchRuns.get', batch)).toEqual([
		'$.createdAt: missing',
		'$.id: expected string, got number',
		'$.extra: unknown',
	]);
});
