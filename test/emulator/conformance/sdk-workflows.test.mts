/** Workflows, their runs and batches with the official SDK. */
import { ExtendClient } from 'extend-ai';
import { makeInvoice, makePng } from '../../samples/index.mts';
import { seededIds } from '../index.mts';
import { callApi, uploadBytes, useBareEmulator } from '../support/client.mts';

const emulator = useBareEmulator();
const client = () =>
	new ExtendClient({ token: emulator.apiKey, environment: emulator.url, maxRetries: 0 });
const text = (number: number) => ({ text: `Invoice number: ${number}\nTotal: 10.00 EUR` });

describe('workflows with the SDK', () => {
	test('list, create, update, deploy, versions', async () => {
		const listed = await client().workflows.list({});
		expect(listed.data.map(({ name }) => name)).toEqual(['Plain Extraction', 'Invoice Intake']);
		const created = await client().workflows.create({ name: 'Letters' });
		expect(created.draftVersion.steps.map(({ type }) => type)).toEqual(['TRIGGER', 'PARSE']);
		await client().workflows.update(created.id, { name: 'Mail' });
		expect((await client().workflows.retrieve(created.id)).name).toBe('Mail');
		const version = await client().workflowVersions.create(created.id, {});
		expect(version.version).toBe('1');
		const versions = await client().workflowVersions.list(created.id, {});
		expect(versions.data.map(({ version: label }) => label)).toEqual(['draft', '1']);
	});
});

describe('workflow runs with the SDK', () => {
	test('a run goes through its steps', async () => {
		const { pdf, expected } = await makeInvoice({ seed: 5 });
		const id = await uploadBytes(emulator, 'a.pdf', pdf);
		const run = await client().workflowRuns.createAndPoll({
			workflow: { id: seededIds.plain },
			file: { id },
			metadata: { order: 'A-1' },
			secrets: { token: 'hidden-value' },
		});
		expect(run).toMatchObject({
			status: 'PROCESSED',
			metadata: { order: 'A-1' },
			workflowVersion: { version: '2' },
		});
		expect(JSON.stringify(run)).not.toContain('hidden-value');
		const steps = run.stepRuns as Array<{ stepType: string; result: any }>;
		expect(steps.map(({ stepType }) => stepType)).toEqual(['PARSE', 'EXTRACT']);
		expect(steps[1].result.extractRun.output.value.invoice_number).toBe(expected.invoice_number);

		const listed = await client().workflowRuns.list({ workflowId: seededIds.plain });
		expect(listed.data).toHaveLength(1);
		expect(listed.data[0]).not.toHaveProperty('metadata');
		expect(listed.data[0]).not.toHaveProperty('stepRuns');
		await client().workflowRuns.update(run.id, { metadata: { more: 1 } });
		const updated = await client().workflowRuns.retrieve(run.id);
		expect(updated.metadata).toEqual({ order: 'A-1', more: 1 });
		await client().workflowRuns.delete(run.id);
		await expect(client().workflowRuns.retrieve(run.id)).rejects.toThrow();
	});

	test('a run with low confidence waits for a reviewer, whose changes can be read', async () => {
		const id = await uploadBytes(emulator, 'scan.png', makePng());
		const run = await client().workflowRuns.createAndPoll({
			workflow: { id: seededIds.intake },
			file: { id },
		});
		expect(run.status).toBe('NEEDS_REVIEW');
		emulator.review(run.id, {
			approve: true,
			changes: { invoice_number: '4711' },
			notes: { invoice_number: 'read from the scan' },
			by: 'ada@example.com',
		});
		const done = await client().workflowRuns.retrieve(run.id);
		expect(done).toMatchObject({
			status: 'PROCESSED',
			reviewed: true,
			reviewedByUser: 'ada@example.com',
		});
		const { extractRun } = (done.stepRuns as any[]).find(
			({ stepType }) => stepType === 'EXTRACT',
		).result;
		expect(extractRun.initialOutput.value.invoice_number).toBeNull();
		expect(extractRun.reviewedOutput.value.invoice_number).toBe('4711');
		expect(extractRun.edits.invoice_number).toMatchObject({
			originalValue: null,
			editedValue: '4711',
			notes: 'read from the scan',
		});
		expect(() => emulator.review(run.id, { approve: false })).toThrow();
	});

	test('cancel, reject, packages and rejected requests', async () => {
		const cancelled = await client().workflowRuns.create({
			workflow: { id: seededIds.plain },
			file: text(1),
		});
		if (cancelled.status === 'PROCESSING') {
			const answer = await client().workflowRuns.cancel(cancelled.id);
			expect(answer.status).toBe('CANCELLED');
		}
		const waiting = await client().workflowRuns.createAndPoll({
			workflow: { id: seededIds.intake },
			file: text(2),
			metadata: { review: true },
		});
		emulator.review(waiting.id, { approve: false, note: 'not ours' });
		const rejected = await client().workflowRuns.retrieve(waiting.id);
		expect(rejected).toMatchObject({ status: 'REJECTED', rejectionNote: 'not ours' });

		const [a, b] = [
			await uploadBytes(emulator, 'a.txt', 'Invoice number: 1'),
			await uploadBytes(emulator, 'b.txt', 'x'),
		];
		const both = await client().workflowRuns.createAndPoll({
			workflow: { id: seededIds.plain },
			package: { files: [{ id: a }, { id: b }] },
		});
		expect(both.files.map(({ id }) => id)).toEqual([a, b]);
		for (const files of [[{ id: a }], [{ id: a }, { id: a }]]) {
			const wrong = client().workflowRuns.create({
				workflow: { id: seededIds.plain },
				package: { files },
			});
			await expect(wrong).rejects.toThrow();
		}
	});
});

describe('batches with the SDK', () => {
	test('a batch of extract runs ends and its runs are listed', async () => {
		const batch = await client().extractRuns.createBatch({
			extractor: { id: seededIds.invoices },
			inputs: [1, 2, 3].map((n) => ({ file: text(n), metadata: { n } })),
		});
		expect(batch).toMatchObject({ object: 'batch_run', runCount: 3 });
		let { status } = batch;
		while (status === 'PROCESSING') ({ status } = await client().batchRuns.get(batch.id));
		expect(status).toBe('PROCESSED');
		const runs = await client().extractRuns.list({ batchId: batch.id });
		expect(runs.data.map(({ metadata }) => (metadata as { n: number }).n).sort()).toEqual([
			1, 2, 3,
		]);
		expect((await client().extractRuns.list({ source: 'API' })).data).toEqual([]);
	});

	test('parse batches accept text, workflow run batches only return their ID', async () => {
		const parsed = await client().parseRuns.createBatch({ inputs: [{ file: text(1) }] });
		expect(parsed.id).toMatch(/^bpar_/);
		const started = await client().workflowRuns.createBatch({
			workflow: { id: seededIds.plain },
			inputs: [{ file: text(1) }, { file: text(2) }],
		});
		expect(Object.keys(started)).toEqual(['batchId']);
		await expect(client().batchRuns.get(started.batchId)).rejects.toThrow();
		const runs = await client().workflowRuns.list({ batchId: started.batchId });
		expect(runs.data).toHaveLength(2);
	});
});

describe('batches that do not end with their runs', () => {
	const createBatch = async () =>
		await client().extractRuns.createBatch({
			extractor: { id: seededIds.invoices },
			inputs: [{ file: text(1) }, { file: text(2) }],
		});
	const getStatuses = async (batchId: string) =>
		(await client().extractRuns.list({ batchId })).data.map(({ status }) => status);

	test('a batch is pending as long as all of its runs are', async () => {
		Object.assign(emulator.options, { initialStatus: 'PENDING', pollsUntilDone: 1 });
		const batch = await createBatch();
		const polled = [await client().batchRuns.get(batch.id), await client().batchRuns.get(batch.id)];
		expect([batch, ...polled].map(({ status }) => status)).toEqual([
			'PENDING',
			'PENDING',
			'PROCESSED',
		]);
	});

	test.each([
		['FAILED', 'failed'],
		['CANCELLED', null],
	] as const)('%s with the rest of its runs; the event is %s', async (endedAs, event) => {
		await client().webhookEndpoints.create({
			url: `${emulator.url}/nothing`,
			name: 'batches',
			enabledEvents: ['batch_processor_run.processed', 'batch_processor_run.failed'],
			apiVersion: '2026-02-09',
		});
		emulator.options.webhookRetriesMs = [];
		emulator.options.pollsUntilDone = 9;
		const batch = await createBatch();
		emulator.endBatch(batch.id, endedAs);
		expect(await client().batchRuns.get(batch.id)).toMatchObject({ status: endedAs, runCount: 2 });
		expect(await getStatuses(batch.id)).toEqual([endedAs, endedAs]);
		await emulator.waitForDeliveries();
		expect(emulator.deliveries.map(({ eventType }) => eventType)).toEqual(
			event ? [`batch_processor_run.${event}`] : [],
		);
	});

	test('the end of the next batch can be scripted, also over HTTP', async () => {
		emulator.nextBatch('FAILED');
		expect(await createBatch()).toMatchObject({ status: 'FAILED' });
		await callApi(emulator, 'POST', '/__emulator/batches', { endedAs: 'CANCELLED' });
		expect(await createBatch()).toMatchObject({ status: 'CANCELLED' });
		expect((await createBatch()).status).toBe('PROCESSING');
	});

	test.each<[string, object, string]>([
		['a key of another kind', { classifier: { id: 'cl_1' } }, 'classifier'],
		['metadata for all', { metadata: {} }, 'metadata'],
		[
			'an extractor for one input',
			{ inputs: [{ file: text(1), extractor: {} }] },
			'inputs.0.extractor',
		],
		['a package', { inputs: [{ package: { files: [] } }] }, 'inputs.0.file'],
	])('%s is refused', async (_what, more, path) => {
		const body = { extractor: { id: seededIds.invoices }, inputs: [{ file: text(1) }], ...more };
		const { status, json } = await callApi(emulator, 'POST', '/extract_runs/batch', body);
		expect([status, (json.message as string).split('; Path: ')[1]]).toEqual([400, path]);
		expect(emulator.runs('all')).toEqual([]);
	});
});
