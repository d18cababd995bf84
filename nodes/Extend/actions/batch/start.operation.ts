/** Batch > Start: the documents of all items in one request. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { entryOf } from '../../../shared/records';
import { EXTRACT_RUN, PARSE_RUN, WORKFLOW_RUN } from '../../../shared/runKinds';
import { batchOptions } from '../../fields/batchOptions';
import { BATCH_TYPES } from '../../fields/batchRef';
import { documentProperties } from '../../fields/document';
import { rawOptions } from '../../fields/options';
import { anyRunOutputProperties, onlyWhenWaiting } from '../../fields/output';
import { readParseConfig } from '../../fields/parseConfig';
import { parsingCollection } from '../../fields/parseOptions';
import { picker, readPicked, versionPicker, type PickedKind } from '../../fields/pickers';
import { readSaved, type ProcessorConfig } from '../../fields/processorConfig';
import { readSecrets } from '../../fields/workflowOptions';
import { planBatches, type BatchRequest } from '../batchPlan';
import { carryOutBatches } from '../batchWork';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';
import { processorBody, processorIdOf, warnOfDraft } from '../processorBody';
import { addReviewHint, readRunOutput, runItems } from '../runItems';
import { withDisplayOptions } from '../../fields/withDisplayOptions';

/** What the runs of each type go by. */
const PICKED: Readonly<Record<string, PickedKind>> = {
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
	...Object.entries(PICKED).flatMap(([type, kind]) =>
		[picker(kind), versionPicker(kind)].map((property) => ({
			...property,
			displayOptions: { show: { batchType: [type] } },
		})),
	),
	// A choice that some types do not have stands there twice, with and without it.
	...withDisplayOptions(
		{ hide: { batchType: ['split'] } },
		documentProperties({ takesText: true, mostFiles: 1 }),
	),
	...withDisplayOptions(
		{ show: { batchType: ['split'] } },
		documentProperties({ takesText: false, mostFiles: 1 }),
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

/** Only asked when items are not taken together, which they always are. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	return await planAll(nodeRun, [itemIndex]);
}

/** A batch is made of the documents of all items. */
export function takesAll(): boolean {
	return true;
}

/** One job over all items; it gives the result of each document by itself. */
export async function planAll(nodeRun: NodeRun, itemIndexes: number[]): Promise<Job[]> {
	const batches = await planBatches(nodeRun, itemIndexes, (index) => describe(nodeRun, index));
	const run = async () => ({ parts: await carryOutBatches(nodeRun, batches) });
	return [{ itemIndexes, run }];
}

/** What an item asks for. Reads all parameters but those of the document; sends nothing. */
function describe(nodeRun: NodeRun, itemIndex: number): BatchRequest {
	const { context } = nodeRun;
	const type = String(context.getNodeParameter('batchType', itemIndex, 'extract'));
	const kind = entryOf(BATCH_TYPES, type) ?? EXTRACT_RUN;
	const output = readRunOutput(context, itemIndex);
	const waitsForReview = rawOptions(context, itemIndex).waitForReview === true;
	return {
		...(kind === WORKFLOW_RUN
			? throughWorkflow(nodeRun, itemIndex)
			: byProcessor(nodeRun, itemIndex, kind === PARSE_RUN ? undefined : entryOf(PICKED, type))),
		kind,
		...(waitsForReview ? { waitsAt: 'NEEDS_REVIEW' } : {}),
		items: (run, source): INodeExecutionData[] => {
			addReviewHint(nodeRun, run);
			return runItems(nodeRun, run, source, output);
		},
	};
}

type Asked = Pick<BatchRequest, 'identity' | 'processorId' | 'body' | 'input'>;

/** By something saved, or for parse runs by a configuration of this node. */
function byProcessor(nodeRun: NodeRun, itemIndex: number, kind: PickedKind | undefined): Asked {
	const { context } = nodeRun;
	const options = rawOptions(context, itemIndex);
	const config: ProcessorConfig = kind
		? readSaved(context, itemIndex, kind, {}, options, 'enter its ID')
		: { using: 'config', config: readParseConfig(context, itemIndex) };
	if (config.using === 'saved') warnOfDraft(nodeRun, config.picked);
	return {
		identity: config,
		processorId: processorIdOf(config),
		body: async () => await processorBody(nodeRun, config),
		input: {},
	};
}

/** Secrets go with each document, so they may differ between the items of a batch. */
function throughWorkflow(nodeRun: NodeRun, itemIndex: number): Asked {
	const { id, version } = readPicked(nodeRun.context, itemIndex, 'workflow');
	warnOfDraft(nodeRun, { id, version });
	const workflow = { id, ...(version === 'latest' ? {} : { version }) };
	const input = readSecrets(nodeRun.context, itemIndex);
	nodeRun.api.secrets.keep(...Object.values(input.secrets ?? {}));
	return {
		identity: workflow,
		processorId: id,
		body: async () => await Promise.resolve({ workflow }),
		input,
	};
}
