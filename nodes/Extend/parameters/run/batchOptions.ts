/** How a batch is executed, for each kind of runs that it can have. */
import type { INodeProperties } from 'n8n-workflow';
import type { RunObject } from '../../../shared/http/responses';
import { EXTRACT_RUN, toBatchKind } from '../../../shared/runs/kinds';
import { timeoutOption } from '../common/sharedOptions';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { versionPicker, type ResourceType } from '../../../shared/parameters/resourcePicker';
import { runOptionsFor } from './runOptions';
import { secretsOption, waitForReviewOption } from './workflowOptions';

/** The default of 'Timeout' for a batch, in seconds. */
export const BATCH_TIMEOUT_S = 3600;

/** The saved resource that the runs of each type use; parse runs have none. */
export const BATCH_RESOURCES: Readonly<Partial<Record<RunObject, ResourceType>>> = {
	classify_run: 'classifier',
	extract_run: 'extractor',
	split_run: 'splitter',
	workflow_run: 'workflow',
};

/** A batch is billed as a whole, and its files are never combined. */
const NOT_FOR_BATCHES = ['combineFiles', 'maxCredits', 'timeout'];

const batchTimeoutOption: INodeProperties = {
	...timeoutOption(
		BATCH_TIMEOUT_S,
		'Maximum time for the whole batch, including uploads. Use Get Results to get results later.',
	),
	noDataExpression: true,
};

/** Results are matched to documents by the key, so a batch always has it. */
function withoutUntracked(option: INodeProperties): INodeProperties {
	if (option.name !== 'onLostConnection') return option;
	const options = option.options?.filter(
		(choice) => !('value' in choice && choice.value === 'untracked'),
	);
	return { ...option, options };
}

export const batchOptions: INodeProperties = optionsCollection(
	runOptionsFor(toBatchKind(EXTRACT_RUN))
		.filter(({ name }) => !NOT_FOR_BATCHES.includes(name))
		.map(withoutUntracked),
	[batchTimeoutOption],
	Object.entries(BATCH_RESOURCES).map(([type, resource]) => ({
		...versionPicker(resource),
		displayOptions: { show: { '/runType': [type] } },
	})),
	[{ ...secretsOption, displayOptions: { show: { '/runType': ['workflow_run'] } } }],
	[
		{
			...waitForReviewOption,
			displayOptions: { show: { '/runType': ['workflow_run'], '/waitForCompletion': [true] } },
		},
	],
);
