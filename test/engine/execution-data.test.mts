/** The runs of an execution in n8n's custom data, by which n8n finds the execution of a run. */
import { seededIds } from '../emulator/index.mts';
import {
	byId,
	createCredential,
	createCredentialsHelper,
	createExtendNode,
	INVOICE_FIELDS,
	PACKAGE,
	runExtend,
	type RunExtendOptions,
} from '../support/extendNode.mts';
import { createInvoiceItem, useEmulator } from '../support/fixtures.mts';
import { InputNode, runWorkflow, TestNodeTypes } from '../support/harness.mts';
import { clock, Extend } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const createItems = async (count: number) =>
	await Promise.all([...Array(count)].map(async (_item, index) => await createInvoiceItem(index)));
const execute = async (o: Partial<RunExtendOptions>) => {
	const { run } = await runExtend({ emulator, items: await createItems(2), ...o });
	return run.data.resultData.metadata?.extend_runs;
};
const getRunIds = (kind: Parameters<typeof emulator.runs>[0] = 'extract_run') =>
	emulator
		.runs(kind)
		.map(({ id }) => id)
		.sort();
const split = (text: string | undefined) => text?.split(' ').sort();

it.each([
	['in a manual execution', {}],
	['in production', { mode: 'trigger' }],
	['that are only started', { parameters: { waitForCompletion: false } }],
	[
		'of a batch',
		{
			parameters: {
				resource: 'batch',
				operation: 'start',
				runType: 'extract_run',
				extractor: byId(seededIds.invoices),
			},
		},
	],
] as const)('has the runs %s', async (_name, o) => {
	const saved = await execute(o);
	expect(split(saved)).toEqual(getRunIds());
	expect(saved).toContain('exr_');
});

it.each([undefined, 'continueErrorOutput', 'continueRegularOutput'] as const)(
	'has runs that failed, and those that did not finish in time (On Error: %s)',
	async (onError) => {
		emulator.nextRun({ match: { fileName: '0.txt' }, status: 'FAILED' });
		emulator.nextRun({ match: { fileName: '1.txt' }, pollsUntilDone: 1000 });
		const saved = await execute({
			node: { onError },
			options: { timeout: 20, processingMode: 'async', concurrency: 5 },
		});
		expect(split(saved)).toEqual(getRunIds());
	},
);

it('is not there without a run', async () => {
	const { run } = await runExtend({
		emulator,
		items: [{ json: {} }],
		parameters: { resource: 'run', operation: 'getAll', runType: 'extract_run' },
	});
	expect(run.data.resultData.metadata).toBeUndefined();
});

it('has the run of a reused result and of a skipped document', async () => {
	const items = [await createInvoiceItem(31_000)];
	const o = { items, options: { whenAlreadyProcessed: 'reuse' } };
	const first = await execute(o);
	expect(await execute({ ...o, executionId: '2' })).toBe(first);
	const skip = { items, options: { whenAlreadyProcessed: 'skip' } };
	expect(await execute({ ...skip, executionId: '3' })).toBe(first);
});

it('has the runs of all Extend nodes together', async () => {
	const node = (name: string) =>
		createExtendNode(
			{
				documentSource: 'text',
				text: 'Invoice number: 4711',
				extractUsing: 'config',
				schemaType: 'fields',
				fields: INVOICE_FIELDS,
			},
			{ name, id: name },
		);
	const { run } = await runWorkflow({
		nodes: [{ name: 'Input', type: 'test.input' }, node('One'), node('Two')],
		nodeTypes: new TestNodeTypes()
			.add('test', new InputNode([{ json: {} }, { json: {} }]))
			.add(PACKAGE, new Extend()),
		credentialsHelper: createCredentialsHelper(createCredential(emulator)),
	});
	expect(getRunIds()).toHaveLength(4);
	expect(split(run.data.resultData.metadata?.extend_runs)).toEqual(getRunIds());
});

it('has as many runs as n8n takes without logging an error', async () => {
	const saved = (await execute({ items: await createItems(20) })) ?? '';
	expect(saved.length).toBeLessThanOrEqual(255);
	expect(saved.length).toBeGreaterThan(200);
	for (const id of saved.split(' ')) expect(getRunIds()).toContain(id);
});
