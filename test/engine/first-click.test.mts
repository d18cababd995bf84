/** What an email finds: 'Input Binary Field' left as it is, patterns that match nothing, and what is skipped. */
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { byId, getItemError, runExtend } from '../support/extendNode.mts';
import {
	BINARY_STORAGES,
	createInvoiceText,
	getRunRequests,
	storeBinary,
	useEmulator,
} from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { seededIds } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();
const FIELDS = { output: 'fields' };

async function createMail(...numbers: number[]): Promise<INodeExecutionData> {
	const binary: Record<string, IBinaryData> = {};
	for (const [index, number] of numbers.entries()) {
		binary[`attachment_${index}`] = await storeBinary(createInvoiceText(number), `${number}.txt`);
	}
	return { json: {}, ...(numbers.length > 0 ? { binary } : {}) };
}

describe.each(BINARY_STORAGES)('an email, stored in mode $storage', ({ mode, settings }) => {
	beforeEach(async () => void (await initBinaryData(mode)));

	it('with one attachment works with nothing set', async () => {
		const items = [await createMail(11), await createMail(12)];
		const { items: out, hints } = await runExtend({
			emulator,
			items,
			settings,
			parameters: FIELDS,
		});
		expect(out.map(({ json }) => json.invoice_number)).toEqual(['11', '12']);
		expect(out[0].json._extend).toMatchObject({ sourceField: 'attachment_0' });
		expect(hints).toContain(
			"The item has no binary field 'data', so n8n used its only file: attachment_0.",
		);
	});

	it('with several is told which fields there are', async () => {
		const items = [await createMail(11), await createMail(12, 13)];
		const node = { onError: 'continueRegularOutput' } as const;
		const { items: out } = await runExtend({ emulator, items, settings, node, parameters: FIELDS });
		expect(out[0].json.invoice_number).toBe('11');
		expect(getItemError(out[1]).description).toContain('attachment_0, attachment_1');
	});

	it('with another name than the default never takes another file', async () => {
		const parameters = { ...FIELDS, binaryPropertyName: 'invoice' };
		const items = [await createMail(11)];
		const { thrown } = await runExtend({ emulator, items, settings, parameters });
		expect(thrown?.message).toContain('"invoice"');
		expect(emulator.requests).toEqual([]);
	});

	it('without attachments is skipped by a pattern, and costs nothing', async () => {
		const parameters = { ...FIELDS, binaryPropertyName: 'attachment_*' };
		const items = [await createMail(), await createMail(11, 12)];
		const { items: out, hints } = await runExtend({ emulator, items, settings, parameters });
		expect(out.map(({ json }) => json.invoice_number)).toEqual([undefined, '11', '12']);
		expect(out[0].json).toEqual({
			_extend: {
				skipped: [expect.objectContaining({ fileName: null, fieldName: 'attachment_*' })],
			},
		});
		expect(hints.join()).toContain('attachment_*');
		expect(getRunRequests(emulator)).toHaveLength(2);
	});

	it('without attachments gives nothing when skipped items are dropped', async () => {
		const parameters = { ...FIELDS, binaryPropertyName: '*' };
		const items = [await createMail(), await createMail(11)];
		const options = { skippedItems: 'drop' };
		const run = await runExtend({ emulator, items, settings, parameters, options });
		expect(run.items.map(({ json }) => json.invoice_number)).toEqual(['11']);
		expect(run.items[0].pairedItem).toEqual({ item: 1 });
	});
});

it('a batch takes the only file of each email, too', async () => {
	const { items } = await runExtend({
		emulator,
		items: [await createMail(11), await createMail(12)],
		parameters: {
			resource: 'batch',
			operation: 'start',
			extractor: byId(seededIds.invoices),
			...FIELDS,
		},
	});
	expect(items.map(({ json }) => json.invoice_number)).toEqual(['11', '12']);
});
