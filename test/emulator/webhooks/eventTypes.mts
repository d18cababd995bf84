const definition = (what: string) =>
	['created', 'updated', 'deleted', 'draft.updated', 'version.published'].map(
		(change) => `${what}.${change}`,
	);
const ends = (run: string) => [`${run}.processed`, `${run}.failed`];
const workflowRunEvents = [
	'workflow_run.completed',
	'workflow_run.failed',
	'workflow_run.needs_review',
	'workflow_run.rejected',
	'workflow_run.cancelled',
	'workflow_run.step_run.processed',
];

/** Events that an endpoint itself can be enabled for. */
export const endpointEvents = [
	...['extract_run', 'classify_run', 'split_run', 'parse_run', 'edit_run'].flatMap(ends),
	...['batch_processor_run', 'batch_parse_run'].flatMap(ends),
	...['extractor', 'classifier', 'splitter'].flatMap(definition),
	'workflow.created',
	'workflow.deployed',
	'workflow.deleted',
];

/** Events that a subscription to one resource can have, by the type of the resource. */
export const subscriptionEvents: Record<string, string[]> = {
	extractor: [...ends('extract_run'), ...ends('batch_processor_run')],
	classifier: [...ends('classify_run'), ...ends('batch_processor_run')],
	splitter: [...ends('split_run'), ...ends('batch_processor_run')],
	workflow: workflowRunEvents,
};
