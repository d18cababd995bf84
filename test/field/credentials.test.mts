/** Credentials as they are pasted, with files on disk: n8n refuses to send some requests after a stream was opened. */
import { getItemError, runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, useEmulator } from '../support/fixtures.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();

/** What a bare process would die of. */
const uncaught: unknown[] = [];
const record = (error: unknown) => void uncaught.push(error);
beforeAll(() => void process.on('uncaughtException', record).on('unhandledRejection', record));
afterAll(() => void process.off('uncaughtException', record).off('unhandledRejection', record));

const run = async (credential: object) =>
	await runExtend({
		emulator,
		items: [await createInvoiceItem(1)],
		parameters: { output: 'fields' },
		credential: { ...credential },
		node: { onError: 'continueRegularOutput' },
	});

it.each([
	['a base URL without a scheme', { baseUrl: 'api.extend.ai' }, 'https://'],
	['no base URL', { baseUrl: '' }, 'no base URL'],
	['a key with a foreign letter', { apiKey: 'sk_ä' }, 'API key'],
	['a workspace ID with a blank', { workspaceId: 'ws 1' }, 'workspace ID'],
	['a base URL that leads nowhere', { baseUrl: 'http://127.0.0.1:1' }, "Couldn't connect"],
])('D1: %s is the error of the item and of nothing else', async (_what, credential, sentence) => {
	const { items } = await run(credential);
	const { message, description } = getItemError(items[0]);
	expect(message).toContain(sentence);
	expect(description).not.toContain(String(message));
	await new Promise((resolve) => setImmediate(resolve));
	expect(uncaught).toEqual([]);
	expect(emulator.requests).toEqual([]);
});

it('D1: what comes along with a copied key is dropped', async () => {
	for (const paste of ['Bearer %', '\u200b%', '"%"\n']) {
		const { items } = await run({ apiKey: paste.replace('%', emulator.apiKey) });
		expect(items[0].json.invoice_number).toBe('1');
	}
});
