/** How a batch is carried out, for each kind of runs that it can consist of. */
import type { INodeProperties } from 'n8n-workflow';
import { toBatchKind, EXTRACT_RUN } from '../../../shared/runs/kinds';
import { optionsCollection } from '../common/options';
import { parseConfigOptions } from '../config/parseConfig';
import { reviewOptions } from '../config/reviewOptions';
import { runOptionsFor } from './runOptions';
import { secretsOption, waitForReviewOption } from './workflowOptions';

const SAVED = ['classify', 'extract', 'split'];
/** A batch is always tagged, since its results are told apart by that, and it is paid as a whole. */
const NOT_FOR_BATCHES = ['maxCredits', 'tagRun', 'timeout'];

function showForBatchTypes(properties: INodeProperties[], ...types: string[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: { show: { '/batchType': types } },
	}));
}

const timeoutOption: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 3600,
	description:
		'How long all of it may take, uploads included. After that each item ends with an error that has the batch ID, by which Batch > Get Results gets the results later. The first item decides.',
};

const overrideOption: INodeProperties = {
	displayName: 'Override Configuration (JSON)',
	name: 'overrideConfig',
	type: 'json',
	typeOptions: { rows: 6 },
	default: '{}',
	description: 'Replaces settings of what is saved in Extend for this batch only',
};

export const batchOptions: INodeProperties = optionsCollection(
	runOptionsFor(toBatchKind(EXTRACT_RUN)).filter(({ name }) => !NOT_FOR_BATCHES.includes(name)),
	[timeoutOption],
	reviewOptions.map((option) => ({
		...option,
		displayOptions: {
			show: { '/batchType': ['extract', 'workflow'], '/waitForCompletion': [true] },
		},
	})),
	showForBatchTypes([overrideOption], ...SAVED),
	showForBatchTypes(parseConfigOptions, 'parse'),
	showForBatchTypes([secretsOption], 'workflow'),
	[
		{
			...waitForReviewOption,
			displayOptions: { show: { '/batchType': ['workflow'], '/waitForCompletion': [true] } },
		},
	],
);
