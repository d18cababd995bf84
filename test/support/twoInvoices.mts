/** The node over two items with an invoice each, `1.txt` and `2.txt`. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../emulator/index.mts';
import { runExtend, type RunExtendOptions } from './extendNode.mts';
import { createInvoiceItem } from './fixtures.mts';

export async function createTwoInvoices(): Promise<INodeExecutionData[]> {
	return [await createInvoiceItem(1), await createInvoiceItem(2)];
}

/** @param more in place of what it does by default, e.g. other items */
export async function runOnTwoInvoices(
	emulator: Emulator,
	parameters: IDataObject,
	more: Partial<RunExtendOptions> = {},
) {
	return await runExtend({ emulator, items: await createTwoInvoices(), ...more, parameters });
}
