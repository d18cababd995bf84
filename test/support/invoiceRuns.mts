/** Runs of the node over invoices: what many engine tests send, and what they look at. */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { seededIds, type Emulator } from '../emulator/index.mts';
import {
	byId,
	runExtend,
	runOperation,
	type OperationWork,
	type RunExtendOptions,
} from './extendNode.mts';
import { runOnTwoInvoices } from './twoInvoices.mts';

/** The parameters of a saved extractor. */
export const SAVED_EXTRACTOR = { extractUsing: 'extractor', extractor: byId(seededIds.invoices) };

export const getInvoiceNumbers = (items: INodeExecutionData[]) =>
	items.map(({ json }) => json.invoice_number);

/** What the node says about a result beside its fields. */
export const getRunInfo = ({ json }: INodeExecutionData) => (json._extend ?? {}) as IDataObject;

/** Fields of two invoices, with these 'Review Options'. */
export const runReview = async (
	emulator: Emulator,
	reviewOptions: IDataObject,
	parameters: IDataObject = {},
	more: Partial<RunExtendOptions> = {},
) =>
	await runOnTwoInvoices(
		emulator,
		{ output: 'fields', ...parameters },
		{ options: reviewOptions, ...more },
	);

/** Fields of texts, each with a run of its own; errors become items. */
export const runOnTexts = async (
	emulator: Emulator,
	texts: string[],
	options: IDataObject = {},
	node: Partial<INode> = {},
	parameters: IDataObject = {},
) =>
	await runExtend({
		emulator,
		items: texts.map((text) => ({ json: { text } })),
		parameters: {
			output: 'fields',
			documentSource: 'text',
			text: '={{ $json.text }}',
			...parameters,
		},
		options: { processingMode: 'async', ...options },
		node: { onError: 'continueRegularOutput', ...node },
	});

export const BATCH_TYPES = {
	classify: { classifier: byId(seededIds.documentTypes) },
	extract: { extractor: byId(seededIds.invoices) },
	parse: {},
	split: { splitter: byId(seededIds.bundles) },
	workflow: { workflow: byId(seededIds.plain) },
} satisfies Record<string, IDataObject>;
export type BatchType = keyof typeof BATCH_TYPES;

/** Batch > Run with a saved processor. */
export const runBatch = async (emulator: Emulator, type: BatchType, ...work: OperationWork) => {
	const own = { runType: `${type}_run`, ...BATCH_TYPES[type] };
	return await runOperation(emulator, { resource: 'batch', operation: 'start', ...own }, ...work);
};

/** A document of its own in each item, as text, without a file. */
export const AS_TEXT = { documentSource: 'text', text: '=Invoice number: {{ $json.n }}' };
