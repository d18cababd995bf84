const listDefinitionEvents = (what: string) =>
	['created', 'updated', 'deleted', 'draft.updated', 'version.published'].map(
		(change) => `${what}.${change}`,
	);
const listRunEvents = (run: string) => [`${run}.processed`, `${run}.failed`];
const WORKFLOW_RUN_EVENTS = [
	'workflow_run.completed',
	'workflow_run.failed',
	'workflow_run.needs_review',
	'workflow_run.rejected',
	'workflow_run.cancelled',
	'workflow_run.step_run.processed',
];

/** Events that an endpoint can enable. */
export const endpointEvents = [
	...['extract_run', 'classify_run', 'split_run', 'parse_run', 'edit_run'].flatMap(listRunEvents),
	...['batch_processor_run', 'batch_parse_run'].flatMap(listRunEvents),
	...['extractor', 'classifier', 'splitter'].flatMap(listDefinitionEvents),
	'workflow.created',
	'workflow.deployed',
	'workflow.deleted',
];

/** Events of a resource subscription, by resource type. */
export const subscriptionEvents: Record<string, string[]> = {
	extractor: [...listRunEvents('extract_run'), ...listRunEvents('batch_processor_run')],
	classifier: [...listRunEvents('classify_run'), ...listRunEvents('batch_processor_run')],
	splitter: [...listRunEvents('split_run'), ...listRunEvents('batch_processor_run')],
	workflow: WORKFLOW_RUN_EVENTS,
};
