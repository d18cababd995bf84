/**
 * The kinds of runs and how the API treats each: where they are started, found, cancelled. One life cycle
 * (runs.ts) serves all of them. The table with reasons stands in docs/decisions.md.
 */
export interface RunKind {
	/** as in error messages */
	label: string;
	/** POST starts a run at once, GET lists, GET /{id} reads */
	path: string;
	/** POST blocks until the run is done, five minutes at most */
	syncPath: string;
	/** the list filter that takes the ID of the extractor, classifier … */
	processorFilter: string;
}

export const EXTRACT_RUN: RunKind = {
	label: 'extract run',
	path: '/extract_runs',
	syncPath: '/extract',
	processorFilter: 'extractorId',
};
