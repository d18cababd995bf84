/** How a batch is executed, for each kind of runs that it can have. */
import type { INodeProperties } from 'n8n-workflow';
import { toBatchKind, EXTRACT_RUN } from '../../../shared/runs/kinds';
import { optionsCollection } from '../common/optionsCollection';
import { overrideConfigOption, timeoutOption } from '../common/sharedOptions';
import { parseConfigOptions } from '../parsing/parseConfig';
import { reviewOptions } from '../config/reviewOptions';
import { runOptionsFor } from './runOptions';
import { secretsOption, waitForReviewOption } from './workflowOptions';

const SAVED = ['classify', 'extract', 'split'];
/** A batch is always tagged, since its results are matched to documents by the tag, and it is paid as a whole. */
const NOT_FOR_BATCHES = ['maxCredits', 'tagRun', 'timeout'];

function showForBatchTypes(properties: INodeProperties[], ...types: string[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: { show: { '/batchType': types } },
	}));
}

const batchTimeoutOption = timeoutOption(
	3600,
	'How long all of it may take, uploads included. After that each item ends with an error that has the batch ID, by which Batch > Get Results gets the results later. The first item decides.',
);

const overrideOption = overrideConfigOption('what is saved in Extend for this batch');

export const batchOptions: INodeProperties = optionsCollection(
	runOptionsFor(toBatchKind(EXTRACT_RUN)).filter(({ name }) => !NOT_FOR_BATCHES.includes(name)),
	[batchTimeoutOption],
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
