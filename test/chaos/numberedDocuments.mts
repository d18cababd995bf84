/** Test documents. Their numbers show which document a result belongs to. */
import type { INodeExecutionData } from 'n8n-workflow';
import { makeForm } from '../samples/index.mts';
import { createInvoiceItem, storeBinary } from '../support/fixtures.mts';
import type { ModeName } from './modes.mts';

export const FIRST_NUMBER = 4711;

/** Invoices, or forms for the mode `edit`. */
export async function createDocuments(
	mode: ModeName,
	count: number,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for (let number = FIRST_NUMBER; items.length < count; number++) {
		if (mode !== 'edit') items.push(await createInvoiceItem(number));
		else {
			const form = Buffer.from(await makeForm());
			const data = await storeBinary(form, `${number}.pdf`, 'application/pdf');
			items.push({ json: {}, binary: { data } });
		}
	}
	return items;
}
