/** Workflow > Run and Get Many in the real engine. */
import type { INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { makePng } from '../samples/index.mts';
import { clock } from '../support/testedNodes.mts';
import {
	createBrokenItem,
	createInvoicePdfItem,
	createTextItem,
} from '../support/documentItems.mts';
import {
	byId,
	getItemError,
	runExtend,
	runOperation,
	type OperationWork,
} from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { createBinaryItem } from '../support/harness.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
let invoices: INodeExecutionData[];
let scan: INodeExecutionData;
useVirtualClock(clock);

beforeAll(async () => {
	invoices = await Promise.all([createInvoicePdfItem(1), createInvoicePdfItem(2)]);
	scan = await createBinaryItem(makePng(), { fileName: 'scan.png', mimeType: 'image/png' });
});

const OWN = { resource: 'workflow', operation: 'run', workflow: byId(seededIds.plain) };
const run = async (...work: OperationWork) => await runOperation(emulator, OWN, ...work);
const starts = () =>
	emulator.requests
		.filter(({ method, path }) => method === 'POST' && path === '/workflow_runs')
		.map(({ body }) => body as Record<string, unknown>);

describe('Run', () => {
	it('sends each document through the workflow and gives the runs as they are', async () => {
		const { items: out, thrown } = await run(invoices);
		expect(thrown).toBeUndefined();
		const runs = new Map(emulator.runs('workflow_run').map((one) => [one.id, one]));
		expect(out.map(({ json }) => json)).toEqual(out.map(({ json }) => runs.get(String(json.id))));
		expect(new Set(out.map(({ json }) => json.id)).size).toBe(2);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(starts()[0]).toMatchObject({
			workflow: { id: seededIds.plain },
			file: { id: expect.any(String) },
			metadata: { n8n: { key: expect.any(String) } },
		});
	});

	it('the fields of its extraction stand at the top, its steps beside', async () => {
		const { items: out } = await run(invoices, { output: 'fields' });
		expect(out[0].json.invoice_number).toEqual(expect.any(String));
		expect(out[0].json._extend).toMatchObject({
			status: 'PROCESSED',
			sourceField: 'data',
			steps: [
				{ type: 'PARSE', status: 'PROCESSED' },
				{ type: 'EXTRACT', result: { invoice_number: out[0].json.invoice_number } },
			],
		});
		const rows = await run(invoices.slice(0, 1), {
			output: 'rows',
			rowsField: byId('line_items'),
			runDetails: 'object',
		});
		expect(rows.items.length).toBeGreaterThan(1);
		expect(rows.items[1].json._extend).toMatchObject({ row: 2 });
	});

	it('sends version, secrets, provided outputs and priority; secrets never come out', async () => {
		const outputs = [
			{ processorId: seededIds.invoices, output: { value: { invoice_number: 'X' } } },
		];
		const { items: out } = await run(
			invoices.slice(0, 1),
			{ workflowVersion: byId('1'), output: 'fields' },
			{
				options: {
					secrets: { secret: [{ name: 'erpToken', value: 'hidden-value' }] },
					outputs: JSON.stringify(outputs),
					priority: 7,
				},
			},
		);
		expect(starts()[0]).toMatchObject({
			workflow: { id: seededIds.plain, version: '1' },
			secrets: { erpToken: 'hidden-value' },
			outputs,
			priority: 7,
		});
		expect(out[0].json.invoice_number).toBe('X');
		expect(JSON.stringify(out)).not.toContain('hidden-value');
	});

	it('a run that needs a review is a result with a hint, and no failure', async () => {
		const { items: out, thrown, hints } = await run([scan], { workflow: byId(seededIds.intake) });
		expect(thrown).toBeUndefined();
		expect(out[0].json.status).toBe('NEEDS_REVIEW');
		expect(hints.join()).toContain('waiting for a review');
	});

	it("with 'Wait for Review' it goes on until a person has decided; the changes are a list", async () => {
		const running = run(
			[scan],
			{ workflow: byId(seededIds.intake), output: 'fields' },
			{ options: { waitForReview: true } },
		);
		await waitUntil(() => emulator.runs('workflow_run')[0]?.status === 'NEEDS_REVIEW');
		const [{ id }] = emulator.runs('workflow_run');
		emulator.review(id, {
			approve: true,
			changes: { invoice_number: '4711' },
			notes: { invoice_number: 'from the scan' },
		});
		const { items: out } = await running;
		expect(out[0].json.invoice_number).toBe('4711');
		expect(out[0].json._extend).toMatchObject({
			reviewed: true,
			changes: [{ path: 'invoice_number', before: null, after: '4711', note: 'from the scan' }],
		});
	});

	it('a rejected run is a result with a hint', async () => {
		const running = run(
			[scan],
			{ workflow: byId(seededIds.intake) },
			{ options: { waitForReview: true } },
		);
		await waitUntil(() => emulator.runs('workflow_run')[0]?.status === 'NEEDS_REVIEW');
		emulator.review(emulator.runs('workflow_run')[0].id, { approve: false, note: 'not ours' });
		const { items: out, hints } = await running;
		expect(out[0].json).toMatchObject({ status: 'REJECTED', rejectionNote: 'not ours' });
		expect(hints.join()).toContain('rejected');
	});

	it("without a decision within 'Timeout' the error has the run ID", async () => {
		const { thrown } = await run(
			[scan],
			{ workflow: byId(seededIds.intake) },
			{ options: { waitForReview: true, timeout: 60 } },
		);
		const [{ id }] = emulator.runs('workflow_run');
		expect(thrown?.message).toContain(`${id} didn't finish in time`);
	});

	it('the files of all items go through together; the same file twice is refused', async () => {
		const { items: out } = await run(invoices, { combineFiles: 'allItems' });
		expect(out).toHaveLength(1);
		expect(out[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
		expect(out[0].json.files as object[]).toHaveLength(2);

		const twice = await run(invoices.slice(0, 1), {
			documentSource: 'fileId',
			fileId: 'file_1\nfile_1',
			combineFiles: 'perItem',
		});
		expect(twice.thrown?.message).toContain('the file file_1 is listed twice');
	});

	it('a lost answer is found by reading the newest runs, not paid again', async () => {
		emulator.faults.add({
			kind: 'reset',
			when: 'after',
			match: { method: 'POST', path: '/workflow_runs' },
			times: 1,
		});
		const { items: out, hints } = await run(invoices);
		expect(out).toHaveLength(2);
		expect(emulator.runs('workflow_run')).toHaveLength(2);
		expect(hints.join()).toContain('reused it');
	});

	it('stopping the execution cancels the run', async () => {
		emulator.options.latencyMs = 60_000;
		let cancel = () => {};
		const running = run(
			[await createTextItem('Invoice number: 1')],
			{},
			{
				onStarted: (stop) => (cancel = stop),
			},
		);
		await waitUntil(() => emulator.runs('workflow_run').length === 1);
		cancel();
		await running;
		expect(emulator.runs('workflow_run')[0].status).toBe('CANCELLED');
	});

	it('a failed run is an error item with the file; the other goes through', async () => {
		const node = { onError: 'continueErrorOutput' as const };
		const items = [await createBrokenItem(), invoices[1]];
		const { items: out, errorItems } = await run(items, {}, { node });
		expect(out[0].pairedItem).toEqual({ item: 1 });
		expect(getItemError(errorItems[0])).toMatchObject({
			code: 'DOCUMENT_PROCESSOR_ERROR',
			runId: expect.stringMatching(/^workflow_run_/),
			retryable: true,
		});
		expect(errorItems[0].binary?.data).toMatchObject({ fileName: 'broken.pdf' });
	});
});

it('Get Many reads page after page, up to the limit, in the order that is chosen', async () => {
	for (let n = 1; n <= 130; n++) {
		await fetch(`${emulator.url}/workflows`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${emulator.apiKey}`,
				'x-extend-api-version': '2026-02-09',
				'content-type': 'application/json',
			},
			body: JSON.stringify({ name: `Workflow ${n}` }),
		});
	}
	const list = async (parameters: object) =>
		await runExtend({
			emulator,
			items: [{ json: {} }],
			parameters: { resource: 'workflow', operation: 'getAll', ...parameters },
		});
	const all = await list({ returnAll: true });
	expect(all.items).toHaveLength(132);
	expect(new Set(all.items.map(({ json }) => json.id)).size).toBe(132);
	const some = await list({ limit: 3, sort: { sortDir: 'asc' } });
	expect(some.items.map(({ json }) => json.name)).toEqual([
		'Invoice Intake',
		'Plain Extraction',
		'Workflow 1',
	]);
	expect((await list({})).items).toHaveLength(50);
});
