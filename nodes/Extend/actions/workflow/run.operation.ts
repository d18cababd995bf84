/** Workflow > Run: send a document through a workflow of Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { sha256 } from '../../../shared/utils/hash';
import { WORKFLOW_RUN } from '../../../shared/runs/kinds';
import { documentProperties } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { fileOptionsCollection } from '../../parameters/document/fileOptions';
import { outputOptionsCollection } from '../../../shared/parameters/output/outputOptions';
import { readSavedResource } from '../../parameters/reference/resourceReference';
import { readOutputSettings } from '../../../shared/parameters/output/readOutputSettings';
import { onlyWhenWaiting, outputProperties } from '../../parameters/output/runOutput';
import { resourcePicker, versionPicker } from '../../../shared/parameters/resourcePicker';
import { reviewProperties } from '../../../shared/parameters/output/reviewOptions';
import { runOptionsFor } from '../../parameters/run/runOptions';
import { waitForCompletionProperty } from '../../parameters/run/waitForCompletion';
import {
	readWaitForReview,
	readWorkflowOptions,
	workflowOptions,
} from '../../parameters/run/workflowOptions';
import { multiFileOperation } from '../../execution/document/planDocuments';
import type { DocumentRunSpec } from '../../execution/document/types';
import type { ExecutionContext } from '../../execution/executionContext';
import { addDraftHint } from '../../execution/document/processorRequest';
import { toRunItems } from '../../execution/output/runItems';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	...documentProperties(WORKFLOW_RUN),
	resourcePicker('workflow'),
	...outputProperties,
	waitForCompletionProperty,
	optionsCollection(runOptionsFor(WORKFLOW_RUN), workflowOptions, [versionPicker('workflow')]),
	fileOptionsCollection(),
	...onlyWhenWaiting([
		...reviewProperties({ configuresRun: false }),
		outputOptionsCollection({ hasFile: true, citations: 'extractor' }),
	]),
];

export const { plan, handlesAllItems, planAllItems } = multiFileOperation(describeWorkflowRun);

/** Reads all parameters; sends nothing. */
function describeWorkflowRun(execution: ExecutionContext, params: ItemParameters): DocumentRunSpec {
	const { id, version } = readSavedResource(params, 'workflow');
	const extra = readWorkflowOptions(params);
	for (const secret of Object.values(extra.secrets ?? {})) execution.api.redactor.add(secret);
	const output = readOutputSettings(params);
	const waitForReview = readWaitForReview(params);
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
