/** Batch > Run: the documents of all items in one request. */
import type { INodeProperties } from 'n8n-workflow';
import type { RunObject } from '../../../shared/http/responses';
import { resourcePicker } from '../../../shared/parameters/resourcePicker';
import {
	CLASSIFY_RUN,
	EXTRACT_RUN,
	PARSE_RUN,
	SPLIT_RUN,
	WORKFLOW_RUN,
	type RunKind,
} from '../../../shared/runs/kinds';
import { getOwn, type NonEmpty } from '../../../shared/utils/objects';
import { executeBatches } from '../../execution/batch/executeBatches';
import { planBatches } from '../../execution/batch/planBatches';
import type { OutputSettings } from '../../../shared/output/types';
import type { BatchRunSpec } from '../../execution/batch/types';
import { addDraftHint, describeProcessorRun } from '../../execution/document/processorRequest';
import type { ExecutionContext } from '../../execution/executionContext';
import { toRunItems } from '../../execution/output/runItems';
import { getItemIndexes, type Job } from '../../execution/types';
import { withDisplayOptions } from '../../parameters/common/displayOptions';
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
import { readOutputSettings } from '../../../shared/parameters/output/readOutputSettings';
import { batchOutputProperties, onlyWhenWaiting } from '../../parameters/output/runOutput';
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
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

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

const RUN_TYPES = Object.values(BATCH_TYPES).map(({ object }) => object);

/** The collections with the settings of each type, beside those that all types have. */
const SETTINGS: Readonly<Partial<Record<RunObject, INodeProperties[]>>> = {
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

function showForType(type: RunObject, properties: INodeProperties[]): INodeProperties[] {
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
	...RUN_TYPES.flatMap((type) => {
		const resource = BATCH_RESOURCES[type];
		return resource ? showForType(type, [resourcePicker(resource)]) : [];
	}),
	...onlyWhenWaiting(RUN_TYPES.flatMap((type) => showForType(type, batchOutputProperties(type)))),
	{
		...waitForCompletionProperty,
		description:
			'Whether to wait for the batch to finish. When off, returns the batch ID right away.',
	},
	batchOptions,
	...RUN_TYPES.flatMap((type) => showForType(type, SETTINGS[type] ?? [])),
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
export async function plan(execution: ExecutionContext, params: ItemParameters): Promise<Job[]> {
	return await planAllItems(execution, [params]);
}

/** A batch is made of the documents of all items. */
export function handlesAllItems(): boolean {
	return true;
}

/** One job over all items; it gives the result of each document by itself. */
export async function planAllItems(
	execution: ExecutionContext,
	items: NonEmpty<ItemParameters>,
): Promise<Job[]> {
	const batchPlan = await planBatches(execution, items, (params) =>
		describeBatchRun(execution, params),
	);
	const run = async () => ({ parts: await executeBatches(execution, batchPlan) });
	return [{ itemIndexes: getItemIndexes(items), run }];
}

/** Reads all parameters but those of the document; sends nothing. */
function describeBatchRun(execution: ExecutionContext, params: ItemParameters): BatchRunSpec {
	const type = String(params.declared(runTypeProperty));
	const kind = getOwn(BATCH_TYPES, type) ?? EXTRACT_RUN;
	const output = readOutputSettings(params);
	const waitForReview = readWaitForReview(params);
	return {
		...(kind === WORKFLOW_RUN
			? describeWorkflow(execution, params)
			: {
					...describeProcessorRun(execution, readProcessor(params, kind, output)),
					input: {},
				}),
		kind,
		...(waitForReview ? { waitsAt: 'NEEDS_REVIEW' } : {}),
		toItems: (run, origin) => toRunItems(execution, run, origin, output),
	};
}

/** What is saved in Extend, or for parse runs a configuration of this node. Throws NodeOperationError. */
function readProcessor(
	params: ItemParameters,
	kind: RunKind,
	output: OutputSettings,
): ProcessorConfig {
	switch (kind) {
		case PARSE_RUN:
			return { using: 'config', config: readParseConfig(params) };
		case CLASSIFY_RUN:
			return readSavedClasses(params, CLASSIFY_TEXT);
		case SPLIT_RUN:
			return readSavedClasses(params, SPLIT_TEXT);
		default:
			return readSavedExtractor(params, output);
	}
}

/** Secrets go with each document, so they may differ between the items of a batch. */
function describeWorkflow(
	execution: ExecutionContext,
	params: ItemParameters,
): Pick<BatchRunSpec, 'identity' | 'processorId' | 'buildBody' | 'input'> {
	const { id, version } = readSavedResource(params, 'workflow');
	addDraftHint(execution, { id, version });
	const workflow = { id, ...(version === 'latest' ? {} : { version }) };
	const input = readSecrets(params);
	for (const secret of Object.values(input.secrets ?? {})) execution.api.redactor.add(secret);
	return {
		identity: workflow,
		processorId: id,
		buildBody: () => ({ workflow }),
		input,
	};
}
