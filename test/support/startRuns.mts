/** Starts runs without the node, for tests of operations on existing runs. */
import type { IDataObject } from 'n8n-workflow';
import { seededIds, type Emulator } from '../emulator/index.mts';
import { callApi, uploadBytes } from '../emulator/support/client.mts';
import { makeForm } from '../samples/index.mts';
import { createInvoiceText } from './fixtures.mts';

export const RUN_KIND_NAMES = [
	'classify',
	'edit',
	'extract',
	'parse',
	'split',
	'workflow',
] as const;
export type RunKindName = (typeof RUN_KIND_NAMES)[number];

const PROCESSORS: Readonly<Record<RunKindName, IDataObject>> = {
	classify: { classifier: { id: seededIds.documentTypes } },
	edit: { config: { instructions: 'Full name: Ada Lovelace' } },
	extract: { extractor: { id: seededIds.invoices } },
	parse: {},
	split: { splitter: { id: seededIds.bundles } },
	workflow: { workflow: { id: seededIds.plain } },
};

/** Starts a run over an invoice with this number (a form for `edit`) and returns its ID. */
export async function startRunViaApi(
	emulator: Emulator,
	kind: RunKindName,
	number = 4711,
	more: IDataObject = {},
): Promise<string> {
	const id =
		kind === 'edit'
			? await uploadBytes(emulator, `${number}.pdf`, await makeForm())
			: await uploadBytes(emulator, `${number}.txt`, createInvoiceText(number));
	const body = { ...PROCESSORS[kind], file: { id }, ...more };
	const { json } = await callApi(emulator, 'POST', `/${kind}_runs`, body);
	return (json as { id: string }).id;
}
