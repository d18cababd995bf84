/** Workflow > Run: send a document through a workflow of Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { sha256 } from '../../../shared/runs/idempotencyKey';
import { WORKFLOW_RUN } from '../../../shared/runs/kinds';
import { documentProperties } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { readOptions } from '../../parameters/common/readOptions';
import { outputProperties } from '../../parameters/output/runOutput';
import {
	resourcePicker,
	readResourceRef,
	versionPicker,
} from '../../../shared/parameters/resourcePicker';
import { reviewOptions } from '../../parameters/config/reviewOptions';
import { runOptionsFor } from '../../parameters/run/runOptions';
import { waitProperties } from '../../parameters/run/waitForCompletion';
import { readWorkflowOptions, workflowOptions } from '../../parameters/run/workflowOptions';
import { multiFileOperation } from '../../execution/document/planDocuments';
import type { DocumentRunSpec } from '../../execution/document/types';
import type { ExecutionContext } from '../../execution/executionContext';
import { addDraftHint } from '../../execution/document/processorRequest';
import { readRunOutputSettings, toRunItems } from '../../execution/output/runItems';

export const description: INodeProperties[] = [
	resourcePicker('workflow'),
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

export const { plan, handlesAllItems, planAllItems } = multiFileOperation(describeWorkflowRun);

/** Reads all parameters; sends nothing. */
function describeWorkflowRun(execution: ExecutionContext, itemIndex: number): DocumentRunSpec {
	const { context } = execution;
	const { id, version } = readResourceRef(context, itemIndex, 'workflow');
	const extra = readWorkflowOptions(context, itemIndex);
	for (const secret of Object.values(extra.secrets ?? {})) execution.api.redactor.add(secret);
	const output = readRunOutputSettings(context, itemIndex);
	const waitForReview = readOptions(context, itemIndex).waitForReview === true;
	addDraftHint(execution, { id, version });
	return {
		kind: WORKFLOW_RUN,
		// Hashed: secrets are part of the request, and nothing else may hold them.
		identity: { id, version, extra: sha256(JSON.stringify(extra)) },
		processorId: id,
		buildBody: () => ({
			workflow: { id, ...(version === 'latest' ? {} : { version }) },
			...extra,
		}),
		...(waitForReview ? { waitsAt: 'NEEDS_REVIEW' } : {}),
		toItems: (run, origin) => toRunItems(execution, run, origin, output),
	};
}
