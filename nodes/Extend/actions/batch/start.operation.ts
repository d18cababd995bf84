/** Batch > Run: the documents of all items in one request. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { resourcePicker } from '../../../shared/parameters/resourcePicker';
import {
	CLASSIFY_RUN,
	EXTRACT_RUN,
	PARSE_RUN,
	SPLIT_RUN,
	WORKFLOW_RUN,
	type RunKind,
} from '../../../shared/runs/kinds';
import { getOwn } from '../../../shared/utils/objects';
import { executeBatches } from '../../execution/batch/executeBatches';
import { planBatches } from '../../execution/batch/planBatches';
import type { BatchRunSpec } from '../../execution/batch/types';
import { addDraftHint, describeProcessorRun } from '../../execution/document/processorRequest';
import type { ExecutionContext } from '../../execution/executionContext';
import { toRunItems } from '../../execution/output/runItems';
import type { ItemIndexes, Job } from '../../execution/types';
import { withDisplayOptions } from '../../parameters/common/displayOptions';
import { readDeclared } from '../../parameters/common/readDeclared';
import { classesCollection, readSavedClasses } from '../../parameters/config/classesConfig';
import { CLASSIFY_TEXT } from '../../parameters/config/classifyText';
import { readSavedExtractor } from '../../parameters/config/extractConfig';
import { extractionOptionsCollection } from '../../parameters/config/extractionOptions';
import type { ProcessorConfig } from '../../parameters/config/processorConfig';
import { SPLIT_TEXT } from '../../parameters/config/splitText';
import { documentProperties } from '../../parameters/document/documentProperties';
import { fileOptionsCollection } from '../../parameters/document/fileOptions';
import { outputOptionsCollection } from '../../../shared/parameters/output/outputOptions';
import { reviewProperties } from '../../../shared/parameters/output/reviewOptions';
import {
	batchOutputProperties,
	onlyWhenWaiting,
	readOutputSettings,
} from '../../parameters/output/runOutput';
import { readParseConfig } from '../../parameters/parsing/parseConfig';
import {
	batchParseOptionsCollection,
	parseOptionsCollection,
} from '../../parameters/parsing/parseOptions';
import { BATCH_TYPES } from '../../parameters/reference/batchReference';
import { readSavedResource } from '../../parameters/reference/resourceReference';
import { BATCH_RESOURCES, batchOptions } from '../../parameters/run/batchOptions';
import { waitForCompletionProperty } from '../../parameters/run/waitForCompletion';
import { readSecrets, readWaitForReview } from '../../parameters/run/workflowOptions';

const runTypeProperty: INodeProperties = {
	displayName: 'Run Type',
	name: 'runType',
	type: 'options',
	noDataExpression: true,
	default: 'extract_run',
	description: 'What to do with the documents',
	options: [
		{
			name: 'Classify',
			value: 'classify_run',
			description: 'Identify the type of each document',
		},
		{
			name: 'Extract',
			value: 'extract_run',
			description: 'Get fields and tables from each document',
		},
		{ name: 'Parse', value: 'parse_run', description: 'Get the text of each document' },
		{
			name: 'Split',
			value: 'split_run',
			description: 'Split each file into the documents it contains',
		},
		{
			name: 'Workflow',
			value: 'workflow_run',
			description: 'Run each document through an Extend workflow',
		},
	],
};

/** The collections with the settings of each type, beside those that all types have. */
const SETTINGS: Readonly<Record<string, INodeProperties[]>> = {
	classify_run: [
		fileOptionsCollection({ pages: true }),
		classesCollection(CLASSIFY_TEXT),
		parseOptionsCollection,
	],
	extract_run: [
		fileOptionsCollection({ pages: true, sheets: true }),
		extractionOptionsCollection,
		parseOptionsCollection,
	],
	parse_run: [fileOptionsCollection({ pages: true }), batchParseOptionsCollection],
	split_run: [
		fileOptionsCollection({ pages: true }),
		classesCollection(SPLIT_TEXT),
		parseOptionsCollection,
	],
	workflow_run: [fileOptionsCollection()],
};

function showForType(type: string, properties: INodeProperties[]): INodeProperties[] {
	return withDisplayOptions({ show: { runType: [type] } }, properties);
}

export const description: INodeProperties[] = [
	runTypeProperty,
	// A choice that some types do not have stands there twice, with and without it.
	...withDisplayOptions(
		{ hide: { runType: ['split_run'] } },
		documentProperties({ acceptsText: true }),
	),
	...showForType('split_run', documentProperties({ acceptsText: false })),
	...Object.entries(BATCH_RESOURCES).flatMap(([type, resource]) =>
		showForType(type, [resourcePicker(resource)]),
	),
	...onlyWhenWaiting(
		Object.keys(BATCH_TYPES).flatMap((type) => showForType(type, batchOutputProperties(type))),
	),
	{
		...waitForCompletionProperty,
		description:
			'Whether to wait for the batch to finish. When off, returns the batch ID right away.',
	},
	batchOptions,
	...Object.entries(SETTINGS).flatMap(([type, settings]) => showForType(type, settings)),
	...onlyWhenWaiting([
		...showForType('extract_run', [
			...reviewProperties({ configuresRun: true }),
			outputOptionsCollection({ hasFile: true, citations: 'node' }),
		]),
		...showForType('workflow_run', [
			...reviewProperties({ configuresRun: false }),
			outputOptionsCollection({ hasFile: true, citations: 'extractor' }),
		]),
		...withDisplayOptions({ hide: { runType: ['extract_run', 'workflow_run'] } }, [
			outputOptionsCollection({ hasFile: true }),
		]),
	]),
];

/** Never called, since `handlesAllItems` is always true. */
export async function plan(execution: ExecutionContext, itemIndex: number): Promise<Job[]> {
	return await planAllItems(execution, [itemIndex]);
}

/** A batch is made of the documents of all items. */
export function handlesAllItems(): boolean {
	return true;
}

/** One job over all items; it gives the result of each document by itself. */
export async function planAllItems(
	execution: ExecutionContext,
	itemIndexes: ItemIndexes,
): Promise<Job[]> {
	const batchPlan = await planBatches(execution, itemIndexes, (index) =>
		describeBatchRun(execution, index),
	);
	const run = async () => ({ parts: await executeBatches(execution, batchPlan) });
	return [{ itemIndexes, run }];
}

/** Reads all parameters but those of the document; sends nothing. */
function describeBatchRun(execution: ExecutionContext, itemIndex: number): BatchRunSpec {
	const { context } = execution;
	const type = String(readDeclared(context, itemIndex, runTypeProperty));
	const kind = getOwn(BATCH_TYPES, type) ?? EXTRACT_RUN;
	const output = readOutputSettings(context, itemIndex);
	const waitForReview = readWaitForReview(context, itemIndex);
	return {
		...(kind === WORKFLOW_RUN
			? describeWorkflow(execution, itemIndex)
			: {
					...describeProcessorRun(execution, readProcessor(context, itemIndex, kind)),
					input: {},
				}),
		kind,
		...(waitForReview ? { waitsAt: 'NEEDS_REVIEW' } : {}),
		toItems: (run, origin) => toRunItems(execution, run, origin, output),
	};
}

/** What is saved in Extend, or for parse runs a configuration of this node. Throws NodeOperationError. */
function readProcessor(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: RunKind,
): ProcessorConfig {
	switch (kind) {
		case PARSE_RUN:
			return { using: 'config', config: readParseConfig(context, itemIndex) };
		case CLASSIFY_RUN:
			return readSavedClasses(context, itemIndex, CLASSIFY_TEXT);
		case SPLIT_RUN:
			return readSavedClasses(context, itemIndex, SPLIT_TEXT);
		default:
			return readSavedExtractor(context, itemIndex);
	}
}

/** Secrets go with each document, so they may differ between the items of a batch. */
function describeWorkflow(
	execution: ExecutionContext,
	itemIndex: number,
): Pick<BatchRunSpec, 'identity' | 'processorId' | 'buildBody' | 'input'> {
	const { id, version } = readSavedResource(execution.context, itemIndex, 'workflow');
	addDraftHint(execution, { id, version });
	const workflow = { id, ...(version === 'latest' ? {} : { version }) };
	const input = readSecrets(execution.context, itemIndex);
	for (const secret of Object.values(input.secrets ?? {})) execution.api.redactor.add(secret);
	return {
		identity: workflow,
		processorId: id,
		buildBody: () => ({ workflow }),
		input,
	};
}
