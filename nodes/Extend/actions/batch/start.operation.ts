/** Batch > Start: the documents of all items in one request. */
import type { INodeProperties } from 'n8n-workflow';
import { getOwn } from '../../../shared/utils/objects';
import { EXTRACT_RUN, PARSE_RUN, WORKFLOW_RUN } from '../../../shared/runs/kinds';
import { batchOptions } from '../../parameters/run/batchOptions';
import { BATCH_TYPES } from '../../parameters/reference/batchReference';
import { documentProperties } from '../../parameters/document/documentProperties';
import { readOptions } from '../../parameters/common/readOptions';
import { anyRunOutputProperties, onlyWhenWaiting } from '../../parameters/output/runOutput';
import { readParseConfig } from '../../parameters/parsing/parseConfig';
import { parsingCollection } from '../../parameters/parsing/parseOptions';
import {
	resourcePicker,
	readResourceRef,
	versionPicker,
	type ResourceType,
} from '../../../shared/parameters/resourcePicker';
import { readSaved, type ProcessorConfig } from '../../parameters/config/processorConfig';
import { readSecrets } from '../../parameters/run/workflowOptions';
import { planBatches } from '../../execution/batch/planBatches';
import type { BatchRunSpec } from '../../execution/batch/types';
import { executeBatches } from '../../execution/batch/executeBatches';
import { addDraftHint, describeProcessorRun } from '../../execution/document/processorRequest';
import type { ExecutionContext } from '../../execution/executionContext';
import { readRunOutputSettings, toRunItems } from '../../execution/output/runItems';
import type { Job } from '../../execution/types';
import { withDisplayOptions } from '../../parameters/common/displayOptions';
import { ACTION_MESSAGES } from '../messages';

/** What processes the documents of each type; parse runs have none. */
const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
	classify: 'classifier',
	extract: 'extractor',
	split: 'splitter',
	workflow: 'workflow',
};

export const description: INodeProperties[] = [
	{
		displayName: 'Batch Type',
		name: 'batchType',
		type: 'options',
		noDataExpression: true,
		default: 'extract',
		description: 'What to do with the documents',
		options: [
			{ name: 'Classify', value: 'classify', description: 'Find out which kind each one is' },
			{ name: 'Extract', value: 'extract', description: 'Get the fields and tables of each one' },
			{ name: 'Parse', value: 'parse', description: 'Get the text of each one' },
			{ name: 'Split', value: 'split', description: 'Cut each one into the documents it holds' },
			{ name: 'Workflow', value: 'workflow', description: 'Send each one through a workflow' },
		],
	},
	...Object.entries(RESOURCE_TYPES).flatMap(([type, kind]) =>
		[resourcePicker(kind), versionPicker(kind)].map((property) => ({
			...property,
			displayOptions: { show: { batchType: [type] } },
		})),
	),
	// Text is a source for all types but one, so the parameter exists twice, with and without it.
	...withDisplayOptions(
		{ hide: { batchType: ['split'] } },
		documentProperties({ acceptsText: true, maxFiles: 1 }),
	),
	...withDisplayOptions(
		{ show: { batchType: ['split'] } },
		documentProperties({ acceptsText: false, maxFiles: 1 }),
	),
	{
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait until the batch is done and return the result of each document with its item. When off, the node returns the started batches right away.',
	},
	...onlyWhenWaiting(anyRunOutputProperties),
	batchOptions,
	{ ...parsingCollection, displayOptions: { show: { batchType: ['parse'] } } },
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
	itemIndexes: number[],
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
	const type = String(context.getNodeParameter('batchType', itemIndex, 'extract'));
	const kind = getOwn(BATCH_TYPES, type) ?? EXTRACT_RUN;
	const output = readRunOutputSettings(context, itemIndex);
	const waitForReview = readOptions(context, itemIndex).waitForReview === true;
	return {
		...(kind === WORKFLOW_RUN
			? describeWorkflow(execution, itemIndex)
			: describeProcessor(
					execution,
					itemIndex,
					kind === PARSE_RUN ? undefined : getOwn(RESOURCE_TYPES, type),
				)),
		kind,
		...(waitForReview ? { waitsAt: 'NEEDS_REVIEW' } : {}),
		toItems: (run, origin) => toRunItems(execution, run, origin, output),
	};
}

type ProcessorSpec = Pick<BatchRunSpec, 'identity' | 'processorId' | 'buildBody' | 'input'>;

/** A saved processor, or for parse runs a configuration of this node. */
function describeProcessor(
	execution: ExecutionContext,
	itemIndex: number,
	kind: ResourceType | undefined,
): ProcessorSpec {
	const { context } = execution;
	const options = readOptions(context, itemIndex);
	const config: ProcessorConfig = kind
		? readSaved(context, itemIndex, kind, {}, options, ACTION_MESSAGES.enterId)
		: { using: 'config', config: readParseConfig(context, itemIndex) };
	return { ...describeProcessorRun(execution, config), input: {} };
}

/** Secrets go with each document, so they may differ between the items of a batch. */
function describeWorkflow(execution: ExecutionContext, itemIndex: number): ProcessorSpec {
	const { id, version } = readResourceRef(execution.context, itemIndex, 'workflow');
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
