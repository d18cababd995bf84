/** Every exchange ends, whatever the server or the machine's clock does; by its letter in the list of attacks. */
import { clock } from '../../nodes/shared/utils/clock';
import { getItemError, runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, useEmulator } from '../support/fixtures.mts';

const emulator = useEmulator();
const text = { documentSource: 'text', text: 'Total: 1', output: 'fields' };

describe('C1: a response that drips ends with its time', () => {
	it.each([
		['a start', { method: 'POST', path: '/extract' }, 'sync'],
		['a poll', { method: 'GET', path: '/extract_runs/.+' }, 'async'],
	])(
		'of %s',
		async (_name, match, processingMode) => {
			emulator.nextRun({ pollsUntilDone: 100 });
			emulator.faults.add({ kind: 'drip', ms: 300, match });
			const began = performance.now();
			const { items } = await runExtend({
				emulator,
				items: [{ json: {} }],
				parameters: text,
				options: { processingMode, timeout: 2, onLostConnection: 'fail' },
				node: { onError: 'continueRegularOutput' },
			});
			// A start whose response did not arrive in time is found in the list.
			expect(items).toHaveLength(1);
			expect(emulator.billedRuns().length).toBeLessThan(2);
			// Dripping on, the response would take minutes.
			expect(performance.now() - began).toBeLessThan(20_000);
		},
		40_000,
	);
});

describe('C4: a clock that is set back makes no wait longer', () => {
	it('nor a deadline later', async () => {
		const { now } = Date;
		const before = clock.now();
		try {
			Date.now = () => now() - 3_600_000;
			await clock.sleep(20);
			expect(clock.now() - before).toBeGreaterThanOrEqual(19);
			expect(clock.now() - before).toBeLessThan(5_000);
			expect(before - clock.wallNow()).toBeGreaterThan(3_000_000);
		} finally {
			Date.now = now;
		}
	});
});

describe('D1: nothing happens outside of the item', () => {
	it.each([
		['a key that no header takes', { apiKey: 'sk_ä' }],
		['a base URL without scheme', { baseUrl: 'extend.example.com' }],
		['a workspace ID with a space', { workspaceId: 'ws 1' }],
	])('%s', async (_name, credential) => {
		const item = await createInvoiceItem(4711);
		const { items } = await runExtend({
			emulator,
			items: [item],
			credential: {
				apiKey: emulator.apiKey,
				region: 'custom',
				baseUrl: emulator.url,
				...credential,
			},
			node: { onError: 'continueRegularOutput' },
		});
		// What was destroyed emits its error in a later turn; an uncaught one fails the test.
		for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
		expect(getItemError(items[0]).message).toBeTruthy();
	});
});
