/** Workflow > Run: send a document through a workflow of Extend. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { hashOf } from '../../../shared/key';
import { WORKFLOW_RUN } from '../../../shared/runKinds';
import { documentProperties } from '../../fields/document';
import { optionsCollection, rawOptions } from '../../fields/options';
import { outputProperties } from '../../fields/output';
import { picker, readPicked, versionPicker } from '../../fields/pickers';
import { reviewOptions } from '../../fields/reviewOptions';
import { runOptionsFor } from '../../fields/runOptions';
import { waitProperties } from '../../fields/wait';
import { readWorkflowOptions, workflowOptions } from '../../fields/workflowOptions';
import { packagePlans } from '../documentJobs';
import type { DocumentRun } from '../documentWork';
import type { NodeRun } from '../nodeRun';
import { warnOfDraft } from '../processorBody';
import { addReviewHint, readRunOutput, runItems } from '../runItems';

export const description: INodeProperties[] = [
	picker('workflow'),
	versionPicker('workflow'),
	...documentProperties(WORKFLOW_RUN),
	...waitProperties,
	...outputProperties,
	optionsCollection(
		runOptionsFor(WORKFLOW_RUN),
		reviewOptions.map((option) => ({
			...option,
			displayOptions: { show: { '/waitForCompletion': [true] } },
		})),
		workflowOptions,
	),
];

export const { plan, takesAll, planAll } = packagePlans(describe);

/** What makes the documents of an item workflow runs. Reads all parameters; sends nothing. */
function describe(nodeRun: NodeRun, itemIndex: number): DocumentRun {
	const { context } = nodeRun;
	const { id, version } = readPicked(context, itemIndex, 'workflow');
	const extra = readWorkflowOptions(context, itemIndex);
	nodeRun.api.secrets.keep(...Object.values(extra.secrets ?? {}));
	const output = readRunOutput(context, itemIndex);
	const waitsForReview = rawOptions(context, itemIndex).waitForReview === true;
	warnOfDraft(nodeRun, { id, version });
	return {
		kind: WORKFLOW_RUN,
		// Hashed: secrets are part of the request, and nothing else may hold them.
		identity: { id, version, extra: hashOf(JSON.stringify(extra)) },
		processorId: id,
		body: async () =>
			await Promise.resolve({
				workflow: { id, ...(version === 'latest' ? {} : { version }) },
				...extra,
			}),
		...(waitsForReview ? { waitsAt: 'NEEDS_REVIEW' } : {}),
		items: (run, source): INodeExecutionData[] => {
			addReviewHint(nodeRun, run);
			return runItems(nodeRun, run, source, output);
		},
	};
}
