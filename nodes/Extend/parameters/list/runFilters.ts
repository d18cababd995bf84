/** Which runs are listed: the API's filters for each kind, and filters by what started the run in n8n. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { KnownRunStatus, RunObject } from '../../../shared/http/responses';
import { isRecord } from '../../../shared/utils/objects';
import type { RunKind } from '../../../shared/runs/kinds';
import type { StarterFilter } from '../../../shared/runs/startedBy';
import { isSet } from '../common/buildConfig';
import { extractId } from '../../../shared/parameters/requiredId';
import { resourcePicker, type ResourceType } from '../../../shared/parameters/resourcePicker';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const PROCESSOR_RUNS: RunObject[] = ['classify_run', 'extract_run', 'split_run'];
const ALL_BUT_WORKFLOW: RunObject[] = [...PROCESSOR_RUNS, 'parse_run'];

function showForRunTypes(...runTypes: RunObject[]): Pick<INodeProperties, 'displayOptions'> {
	return { displayOptions: { show: { '/runType': runTypes } } };
}

/** The options of a collection cannot be required. */
function processorFilter(type: ResourceType, runType: RunObject): INodeProperties {
	const description = `Only return runs of this ${type}`;
	return { ...resourcePicker(type), required: undefined, description, ...showForRunTypes(runType) };
}

interface StatusChoice {
	name: string;
	value: KnownRunStatus;
}

const CANCELED: StatusChoice = { name: 'Canceled', value: 'CANCELLED' };
const FAILED: StatusChoice = { name: 'Failed', value: 'FAILED' };
const UNFAILED: StatusChoice[] = [
	{ name: 'Pending', value: 'PENDING' },
	{ name: 'Processed', value: 'PROCESSED' },
	{ name: 'Processing', value: 'PROCESSING' },
];

/** Extend has no such filter for canceled parse runs. */
const PARSE_STATUSES = [FAILED, ...UNFAILED];

const STATUSES = [CANCELED, ...PARSE_STATUSES];

const WORKFLOW_STATUSES: StatusChoice[] = [
	CANCELED,
	{ name: 'Canceling', value: 'CANCELLING' },
	FAILED,
	{ name: 'Needs Review', value: 'NEEDS_REVIEW' },
	...UNFAILED,
	{ name: 'Rejected', value: 'REJECTED' },
];

const SOURCES = [
	{ name: 'Admin', value: 'ADMIN' },
	{ name: 'API', value: 'API' },
	{ name: 'Batch', value: 'BATCH_PROCESSOR_RUN' },
	{ name: 'Playground', value: 'PLAYGROUND' },
	{ name: 'Studio', value: 'STUDIO' },
	{ name: 'Workflow Configuration', value: 'WORKFLOW_CONFIGURATION' },
	{ name: 'Workflow Run', value: 'WORKFLOW_RUN' },
];

const PARSE_SOURCES = [
	{ name: 'Admin', value: 'ADMIN' },
	{ name: 'API', value: 'API' },
	{ name: 'Batch', value: 'BATCH_PARSER_RUN' },
	{ name: 'Edit Run', value: 'EDIT_RUN' },
	{ name: 'Other Run', value: 'DOCUMENT_PROCESSOR_RUN' },
	{ name: 'Studio', value: 'STUDIO' },
	{ name: 'Workflow Run', value: 'WORKFLOW_RUN' },
];

function choiceFilter(
	displayName: string,
	name: string,
	description: string,
	options: INodeProperties['options'],
	runTypes: RunObject[],
	defaultValue: string,
): INodeProperties {
	const property: INodeProperties = {
		displayName,
		name,
		type: 'options',
		default: '',
		description,
		options,
	};
	return { ...property, default: defaultValue, ...showForRunTypes(...runTypes) };
}

const STATUS = 'Only return runs with this status';
const SOURCE = 'Only return runs started from this source';

/** Sorted by what people read. */
const filters: INodeProperties[] = [
	{
		displayName: 'Batch ID',
		name: 'batchId',
		type: 'string',
		default: '',
		placeholder: 'e.g. bpr_xK9mLPqRtN3vS8wF5hB2c',
		description: 'Only return runs of this batch',
	},
	processorFilter('classifier', 'classify_run'),
	processorFilter('extractor', 'extract_run'),
	{
		displayName: 'File Name Contains',
		name: 'fileNameContains',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice',
		description: 'Only return runs of files with this text in their name',
	},
	choiceFilter('Source', 'source', SOURCE, SOURCES, PROCESSOR_RUNS, 'API'),
	choiceFilter('Source', 'source', SOURCE, PARSE_SOURCES, ['parse_run'], 'API'),
	{
		displayName: 'Source ID',
		name: 'sourceId',
		type: 'string',
		default: '',
		placeholder: 'e.g. workflow_run_Bk3mX8nQ2vL7pR5tY9wZ',
		description: 'Only return runs started by this Extend object, e.g. a workflow run',
		...showForRunTypes(...ALL_BUT_WORKFLOW),
	},
	processorFilter('splitter', 'split_run'),
	{
		displayName: 'Started by Execution ID',
		name: 'executionId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 4711',
		description:
			'Only return runs started by this n8n execution. Can be slow, because n8n filters the runs itself.',
	},
	{
		displayName: 'Started by Workflow ID',
		name: 'n8nWorkflowId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 9aB2cD4eF6gH8iJ0',
		description:
			'Only return runs started by this n8n workflow. Can be slow, because n8n filters the runs itself.',
	},
	choiceFilter('Status', 'status', STATUS, STATUSES, PROCESSOR_RUNS, 'PROCESSED'),
	choiceFilter('Status', 'status', STATUS, PARSE_STATUSES, ['parse_run'], 'PROCESSED'),
	choiceFilter('Status', 'status', STATUS, WORKFLOW_STATUSES, ['workflow_run'], 'PROCESSED'),
	processorFilter('workflow', 'workflow_run'),
];

export const runFiltersProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: filters,
};

export interface RunFilters {
	/** for the API */
	query: IDataObject;
	startedBy: StarterFilter;
}

/** The filters of an item, as far as this kind's list has them (Extend docs: list runs). */
export function readRunFilters(params: ItemParameters, { object, recovery }: RunKind): RunFilters {
	const rules = { acceptsUnknownChoices: true };
	const values = params.collection('filters', filters, rules);
	const names = ['status', 'batchId', 'fileNameContains'];
	if (ALL_BUT_WORKFLOW.includes(object)) names.push('source', 'sourceId');
	const query = Object.fromEntries(
		names.filter((name) => isSet(values[name])).map((name) => [name, String(values[name]).trim()]),
	);
	const processorIdName = recovery?.processorFilter;
	if (processorIdName !== undefined) {
		const id = getLocatorId(values[processorIdName.replace(/Id$/, '')]);
		if (id !== '') query[processorIdName] = id;
	}
	return {
		query,
		startedBy: {
			executionId: toTrimmedText(values.executionId),
			workflowId: toTrimmedText(values.n8nWorkflowId),
		},
	};
}

/** The ID in a picker inside a collection, where n8n does not extract the value. */
function getLocatorId(picked: unknown): string {
	return extractId(String((isRecord(picked) ? picked.value : picked) ?? ''));
}

function toTrimmedText(value: unknown): string | undefined {
	return String(value ?? '').trim() || undefined;
}
