/**
 * The kinds of runs and how the API treats each: where they are started, read, found again, cancelled. One
 * life cycle (runs.ts) serves all of them. The table with reasons stands in docs/decisions.md.
 */
import type { IDataObject } from 'n8n-workflow';

/** Where to look for the run that carries our key, after its answer was lost. */
export interface RunSearch {
	/** the list of runs */
	path: string;
	query: IDataObject;
	/** the list filter that takes the ID of the extractor, classifier … */
	processorFilter?: string;
	/** the list tells no metadata, so each candidate is read */
	readsEach: boolean;
	/**
	 * what the run with the key stands for: itself, or the batch that it is part of. Some runs do not tell
	 * the ID of their batch; then the key stands for it, and the batch is read through the runs that carry it
	 */
	gives: 'id' | 'batchId' | 'key';
}

export interface RunKind {
	/** as in error messages */
	label: string;
	/** `object` of the API; also the value of 'Run Type' */
	object: string;
	/** how IDs begin today: a guess that the builder can overrule, since Extend may change it */
	idPrefix: string;
	/** GET /{id} reads, DELETE /{id} deletes, and POST starts unless `startPath` says otherwise */
	path: string;
	startPath?: string;
	/** POST blocks until the run is done, five minutes at most; undefined: there is no such call */
	syncPath?: string;
	/** undefined: it cannot be found again, so a lost answer is not repeated */
	search?: RunSearch;
	/** whether a run takes metadata, and with it our key */
	takesMetadata: boolean;
	takesPriority: boolean;
	/** text instead of a file (Extend docs: file inputs) */
	takesText: boolean;
	/** how many files one run takes together */
	mostFiles: number;
	/** the same file twice in a run is refused */
	uniqueFiles?: true;
	/** POST /{id}/cancel; a batch is cancelled run by run */
	cancel: 'run' | 'runsOfBatch' | 'never';
	/** the answer to the start is only `{ batchId }`, and the batch is read through the list of its runs */
	batchIdOnly?: boolean;
}

const NEWEST_FIRST = { sortBy: 'createdAt', sortDir: 'desc' };
const LIFE = {
	takesMetadata: true,
	takesPriority: true,
	takesText: true,
	mostFiles: 1,
	cancel: 'run',
} as const;

/** Extend takes this many files in one run (Extend docs: multi-file extraction). */
const MOST_FILES = 50;

function found(path: string, query: IDataObject, processorFilter?: string): RunSearch {
	return { path, query, processorFilter, readsEach: false, gives: 'id' };
}

export const EXTRACT_RUN: RunKind = {
	...LIFE,
	mostFiles: MOST_FILES,
	label: 'extract run',
	object: 'extract_run',
	idPrefix: 'exr_',
	path: '/extract_runs',
	syncPath: '/extract',
	search: found('/extract_runs', { source: 'API', ...NEWEST_FIRST }, 'extractorId'),
};

export const CLASSIFY_RUN: RunKind = {
	...LIFE,
	label: 'classify run',
	object: 'classify_run',
	idPrefix: 'clr_',
	path: '/classify_runs',
	syncPath: '/classify',
	search: found('/classify_runs', { source: 'API', ...NEWEST_FIRST }, 'classifierId'),
};

export const SPLIT_RUN: RunKind = {
	...LIFE,
	takesText: false,
	label: 'split run',
	object: 'split_run',
	idPrefix: 'splr_',
	path: '/split_runs',
	syncPath: '/split',
	search: found('/split_runs', { source: 'API', ...NEWEST_FIRST }, 'splitterId'),
};

export const PARSE_RUN: RunKind = {
	...LIFE,
	takesPriority: false,
	takesText: false,
	label: 'parse run',
	object: 'parse_run',
	idPrefix: 'pr_',
	path: '/parse_runs',
	syncPath: '/parse',
	// This list cannot be sorted, and some servers read `limit` instead of `maxPageSize`.
	search: found('/parse_runs', { source: 'API', limit: 100 }),
};

/** Neither listed nor cancelled nor tagged by the API: so it is always started and asked for, never sync. */
export const EDIT_RUN: RunKind = {
	label: 'edit run',
	object: 'edit_run',
	idPrefix: 'edr_',
	path: '/edit_runs',
	takesMetadata: false,
	takesPriority: false,
	takesText: false,
	mostFiles: 1,
	cancel: 'never',
};

export const WORKFLOW_RUN: RunKind = {
	...LIFE,
	mostFiles: MOST_FILES,
	uniqueFiles: true,
	label: 'workflow run',
	object: 'workflow_run',
	idPrefix: 'workflow_run_',
	path: '/workflow_runs',
	search: {
		path: '/workflow_runs',
		query: NEWEST_FIRST,
		processorFilter: 'workflowId',
		readsEach: true,
		gives: 'id',
	},
};

/** All kinds of single runs. */
export const RUN_KINDS: readonly RunKind[] = [
	CLASSIFY_RUN,
	EDIT_RUN,
	EXTRACT_RUN,
	PARSE_RUN,
	SPLIT_RUN,
	WORKFLOW_RUN,
];

/** Batches of runs of this kind. */
export function batchOf(kind: RunKind): RunKind {
	const isWorkflow = kind === WORKFLOW_RUN;
	// It is not documented for certain which source the runs of a batch have, so all are looked through.
	const query = Object.fromEntries(
		Object.entries(kind.search?.query ?? {}).filter(([name]) => name !== 'source'),
	);
	const tellsBatch = isWorkflow || kind === PARSE_RUN;
	return {
		...LIFE,
		// Batches of parse runs take text although single parse runs do not.
		takesText: kind.takesText || kind === PARSE_RUN,
		label: `batch of ${kind.label}s`,
		object: 'batch_run',
		idPrefix: kind === PARSE_RUN ? 'bpar_' : isWorkflow ? 'batch_' : 'bpr_',
		path: isWorkflow ? kind.path : '/batch_runs',
		startPath: `${kind.path}/batch`,
		search: kind.search && { ...kind.search, query, gives: tellsBatch ? 'batchId' : 'key' },
		cancel: 'runsOfBatch',
		...(isWorkflow ? { batchIdOnly: true } : {}),
	};
}

/** The kind that the ID looks like, or undefined. */
export function kindOfId(id: string): RunKind | undefined {
	return RUN_KINDS.find(({ idPrefix }) => id.startsWith(idPrefix));
}
