/** Faults that whole executions with random settings and faults have found (test/chaos/fuzz), each by itself. */
import type { INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { byId, RETRY_ON_FAIL, runExtend } from '../support/extendNode.mts';
import {
	createInvoiceItem,
	findRequests,
	stringifyRun,
	useEmulator,
} from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { waitUntil } from '../support/waitUntil.mts';

const emulator = useEmulator();
let items: INodeExecutionData[];
useVirtualClock(clock);

beforeAll(async () => {
	items = await Promise.all([4711, 4712, 4713].map(async (number) => createInvoiceItem(number)));
});

const BATCH = {
	resource: 'batch',
	operation: 'start',
	runType: 'extract_run',
	extractUsing: 'extractor',
	extractor: byId(seededIds.invoices),
};
const ENDLESS_MS = 3_600_000;
const getStatuses = () => emulator.runs().map(({ status }) => status);

describe('runs of a batch that the list does not show yet', () => {
	// All of them, or all but one.
	it.each([3, 2])('are canceled after Stop (%i of 3)', async (hidden) => {
		emulator.options.latencyMs = ENDLESS_MS;
		emulator.faults.add({ kind: 'listLag', lists: 2, times: hidden });
		const { run } = await runExtend({
			emulator,
			items,
			parameters: BATCH,
			onStarted: (cancel) =>
				void waitUntil(() => findRequests(emulator, 'GET', /^\/batch_runs/).length > 1).then(
					cancel,
				),
		});
		expect(run.status).toBe('canceled');
		await waitUntil(() => getStatuses().every((status) => status === 'CANCELLED'));
		expect(getStatuses()).toHaveLength(3);
	});

	it("are canceled by 'Cancel on Timeout'", async () => {
		emulator.options.latencyMs = ENDLESS_MS;
		emulator.faults.add({ kind: 'listLag', lists: 2, times: 3 });
		const { thrown } = await runExtend({
			emulator,
			items,
			parameters: BATCH,
			options: { timeout: 20, cancelRunOn: ['timeout'] },
		});
		expect(thrown?.description).toContain('n8n canceled it');
		expect(getStatuses()).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
	});
});

it("a run that an earlier attempt has started is used, whatever 'Max Credits' says", async () => {
	// The first item is late, so n8n executes the node again. Then its run is done and costs something, too.
	emulator.nextRun({ match: { fileName: '4711' }, pollsUntilDone: 25 });
	const { items: out } = await runExtend({
		emulator,
		items,
		parameters: { output: 'fields' },
		options: { processingMode: 'async', concurrency: 1, timeout: 20, maxCredits: 4 },
		node: { ...RETRY_ON_FAIL, onError: 'continueRegularOutput' },
	});
	expect(out.map(({ json }) => json.invoice_number)).toEqual(['4711', '4712', '4713']);
	expect(emulator.runs()).toHaveLength(3);
});

it.each(['continueRegularOutput', 'stopWorkflow'] as const)(
	'a password is hidden when a further attempt reads the failure of a run (%s)',
	async (onError) => {
		const password = 'open sesame 77';
		emulator.nextRun({
			status: 'FAILED',
			failureReason: 'CORRUPT_FILE',
			failureMessage: `It does not open with "${password}".`,
			pollsUntilDone: 25,
		});
		const result = await runExtend({
			emulator,
			items: items.slice(0, 1),
			options: { processingMode: 'async', timeout: 20, password },
			node: { ...RETRY_ON_FAIL, onError },
		});
		expect(emulator.runs()).toHaveLength(1);
		expect(stringifyRun(result)).toContain('does not open with');
		expect(stringifyRun(result)).not.toContain(password);
	},
);
