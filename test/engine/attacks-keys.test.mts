/** What a run is found by, and nothing else: ways to get somebody else's result, or to pay twice for one's own; by letter. */
import type { INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { byId, RETRY_ON_FAIL, runExtend, type RunExtendOptions } from '../support/extendNode.mts';
import {
	BINARY_STORAGES,
	createInvoiceText,
	findRequests,
	getUploads,
	storeBinary,
	useEmulator,
} from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const run = async (o: Omit<RunExtendOptions, 'emulator'>) =>
	await runExtend({ emulator, ...o, parameters: { output: 'fields', ...o.parameters } });
const getNumbers = (items: INodeExecutionData[]) => items.map(({ json }) => json.invoice_number);
const failSecondUpload = () =>
	emulator.faults.add({
		kind: 'status',
		status: 400,
		envelope: { code: 'INVALID_REQUEST', message: 'not now' },
		match: { method: 'POST', path: '/files/upload', after: 1 },
		times: 1,
	});
/** Starts runs of the first document only: a further attempt has to find that run again. */
const failSecondStart = () =>
	emulator.faults.add({
		kind: 'status',
		status: 400,
		envelope: { code: 'INVALID_REQUEST', message: 'not now' },
		match: { method: 'POST', path: '/extract', after: 1 },
		times: 1,
	});

describe.each(BINARY_STORAGES)('A9: files in mode $storage', ({ mode, settings }) => {
	beforeEach(async () => void (await initBinaryData(mode)));

	/** Another file of the same name and size for each number of four digits. */
	const createScan = async (number: number): Promise<INodeExecutionData> => ({
		json: {},
		binary: { data: await storeBinary(createInvoiceText(number), 'scan.txt') },
	});

	it('two of the same name and size give their own results', async () => {
		const items = [await createScan(1111), await createScan(2222)];
		const { items: out } = await run({ items, settings });
		expect(getNumbers(out)).toEqual(['1111', '2222']);
	});

	it('also in the same place of what looks like the same execution', async () => {
		const node = { id: `same-place-${mode}-${JSON.stringify(settings)}` };
		const first = await run({ items: [await createScan(1111)], settings, node });
		const second = await run({ items: [await createScan(2222)], settings, node });
		expect(getNumbers([...first.items, ...second.items])).toEqual(['1111', '2222']);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('the same file again finds its run', async () => {
		const node = { id: `same-file-${mode}-${JSON.stringify(settings)}` };
		const items = [await createScan(1111)];
		const first = await run({ items, settings, node });
		const second = await run({ items, settings, node });
		expect(getNumbers([...first.items, ...second.items])).toEqual(['1111', '1111']);
		expect(emulator.billedRuns()).toHaveLength(1);
		expect(getUploads(emulator)).toHaveLength(1);
	});

	it('Retry On Fail finds the run of the first try and pays for nothing twice', async () => {
		failSecondUpload();
		const items = [await createScan(1111), await createScan(2222)];
		const options = { concurrency: 1 };
		const { items: out, thrown } = await run({ items, settings, options, node: RETRY_ON_FAIL });
		expect(thrown).toBeUndefined();
		expect(getNumbers(out)).toEqual(['1111', '2222']);
		expect(emulator.billedRuns()).toHaveLength(2);
		// The file of the first document, the refused upload, and that of the second.
		expect(getUploads(emulator)).toHaveLength(3);
	});
});

describe('A9: where n8n gives no execution ID', () => {
	const parameters = { documentSource: 'text', text: '={{ $json.text }}' };
	const items = [1111, 2222].map((n) => ({ json: { text: createInvoiceText(n) } }));

	it('two executions do not share their runs', async () => {
		const node = { id: 'no-execution' };
		for (let n = 0; n < 2; n++) await run({ items, parameters, node, executionId: null });
		expect(emulator.billedRuns()).toHaveLength(4);
	});

	it('the tries of Retry On Fail do', async () => {
		failSecondStart();
		const { items: out } = await run({
			items,
			parameters,
			options: { concurrency: 1 },
			node: RETRY_ON_FAIL,
			executionId: null,
		});
		expect(getNumbers(out)).toEqual(['1111', '2222']);
		expect(emulator.billedRuns()).toHaveLength(2);
	});
});

describe('A10: a configuration that differs at each try', () => {
	const moving = (text: string) =>
		`={{ ${text.replaceAll('NOW', '$now.toISO() + Math.random()')} }}`;
	const items: INodeExecutionData[] = [1111, 2222].map((n) => ({
		json: { text: createInvoiceText(n) },
	}));
	const asText = { documentSource: 'text', text: '={{ $json.text }}' };

	it('of an extract run is paid for once', async () => {
		failSecondStart();
		const number = `{ type: ['string', 'null'], description: 'Today is ' + NOW }`;
		const { items: out, thrown } = await run({
			items,
			parameters: {
				...asText,
				schemaType: 'json',
				jsonSchema: moving(
					`JSON.stringify({ type: 'object', properties: { invoice_number: ${number} } })`,
				),
			},
			options: { concurrency: 1 },
			node: RETRY_ON_FAIL,
		});
		expect(thrown).toBeUndefined();
		expect(getNumbers(out)).toEqual(['1111', '2222']);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('of a batch is paid for once', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'INTERNAL_ERROR' });
		const override = moving(`JSON.stringify({ extractionRules: 'Today is ' + NOW })`);
		await run({
			items: items.slice(0, 1),
			parameters: {
				resource: 'batch',
				operation: 'start',
				runType: 'extract_run',
				extractor: byId(seededIds.invoices),
				...asText,
			},
			options: { additionalConfig: override },
			node: RETRY_ON_FAIL,
		});
		const starts = findRequests(emulator, 'POST', '/extract_runs/batch');
		expect(JSON.stringify(starts[0].body)).toContain('Today is');
		expect(starts).toHaveLength(1);
	});
});
