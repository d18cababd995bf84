/**
 * The kinds of runs and how the API treats each: where they are started, read, found again, cancelled. One
 * life cycle (lifecycle.ts) serves all of them. The table with reasons stands in docs/decisions.md.
 */
import type { IDataObject } from 'n8n-workflow';

/** Where to look for the run that carries our key, after its answer was lost. */
export interface RunRecovery {
	/** the list of runs */
	path: string;
	query: IDataObject;
	/** the list filter that takes the ID of the extractor, classifier … */
	processorFilter?: string;
	/** whether the list has the runs' metadata; otherwise each candidate is read */
	metadataInListing: boolean;
	/**
	 * what the run with the key stands for: itself, or the batch that it is part of. Some runs do not tell
	 * the ID of their batch; then the key stands for it, and the batch is read through the runs that carry it
	 */
	matchField: 'id' | 'batchId' | 'key';
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
	recovery?: RunRecovery;
	/** whether a run takes metadata, and with it our key */
	acceptsMetadata: boolean;
	acceptsPriority: boolean;
	/** text instead of a file (Extend docs: file inputs) */
	acceptsText: boolean;
	/** how many files one run takes together */
	maxFiles: number;
	/** the same file twice in a run is refused */
	uniqueFiles?: true;
	/** POST /{id}/cancel; a batch is cancelled run by run */
	cancel: 'run' | 'runsOfBatch' | 'never';
	/** the answer to the start is only `{ batchId }`, and the batch is read through the list of its runs */
	batchIdOnly?: boolean;
}

const NEWEST_FIRST = { sortBy: 'createdAt', sortDir: 'desc' };
const DEFAULT_CAPABILITIES = {
	acceptsMetadata: true,
	acceptsPriority: true,
	acceptsText: true,
	maxFiles: 1,
	cancel: 'run',
} as const;

/** Extend takes this many files in one run (Extend docs: multi-file extraction). */
const MAX_FILES = 50;

function listSearch(path: string, query: IDataObject, processorFilter?: string): RunRecovery {
	return { path, query, processorFilter, metadataInListing: true, matchField: 'id' };
}

export const EXTRACT_RUN: RunKind = {
	...DEFAULT_CAPABILITIES,
	maxFiles: MAX_FILES,
	label: 'extract run',
	object: 'extract_run',
	idPrefix: 'exr_',
	path: '/extract_runs',
	syncPath: '/extract',
	recovery: listSearch('/extract_runs', { source: 'API', ...NEWEST_FIRST }, 'extractorId'),
};

export const CLASSIFY_RUN: RunKind = {
	...DEFAULT_CAPABILITIES,
	label: 'classify run',
	object: 'classify_run',
	idPrefix: 'clr_',
	path: '/classify_runs',
	syncPath: '/classify',
	recovery: listSearch('/classify_runs', { source: 'API', ...NEWEST_FIRST }, 'classifierId'),
};

export const SPLIT_RUN: RunKind = {
	...DEFAULT_CAPABILITIES,
	acceptsText: false,
	label: 'split run',
	object: 'split_run',
	idPrefix: 'splr_',
	path: '/split_runs',
	syncPath: '/split',
	recovery: listSearch('/split_runs', { source: 'API', ...NEWEST_FIRST }, 'splitterId'),
};

export const PARSE_RUN: RunKind = {
	...DEFAULT_CAPABILITIES,
	acceptsPriority: false,
	acceptsText: false,
	label: 'parse run',
	object: 'parse_run',
	idPrefix: 'pr_',
	path: '/parse_runs',
	syncPath: '/parse',
	// This list cannot be sorted, and some servers read `limit` instead of `maxPageSize`.
	recovery: listSearch('/parse_runs', { source: 'API', limit: 100 }),
};

/** Neither listed nor cancelled nor tagged by the API: so it is always started and asked for, never sync. */
export const EDIT_RUN: RunKind = {
	label: 'edit run',
	object: 'edit_run',
	idPrefix: 'edr_',
	path: '/edit_runs',
	acceptsMetadata: false,
	acceptsPriority: false,
	acceptsText: false,
	maxFiles: 1,
	cancel: 'never',
};

export const WORKFLOW_RUN: RunKind = {
	...DEFAULT_CAPABILITIES,
	maxFiles: MAX_FILES,
	uniqueFiles: true,
	label: 'workflow run',
	object: 'workflow_run',
	idPrefix: 'workflow_run_',
	path: '/workflow_runs',
	recovery: {
		path: '/workflow_runs',
		query: NEWEST_FIRST,
		processorFilter: 'workflowId',
		metadataInListing: false,
		matchField: 'id',
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
export function toBatchKind(kind: RunKind): RunKind {
	const isWorkflow = kind === WORKFLOW_RUN;
	// It is not documented for certain which source the runs of a batch have, so all are looked through.
	const query = Object.fromEntries(
		Object.entries(kind.recovery?.query ?? {}).filter(([name]) => name !== 'source'),
	);
	const tellsBatch = isWorkflow || kind === PARSE_RUN;
	return {
		...DEFAULT_CAPABILITIES,
		// Batches of parse runs take text although single parse runs do not.
		acceptsText: kind.acceptsText || kind === PARSE_RUN,
		label: `batch of ${kind.label}s`,
		object: 'batch_run',
		idPrefix: kind === PARSE_RUN ? 'bpar_' : isWorkflow ? 'batch_' : 'bpr_',
		path: isWorkflow ? kind.path : '/batch_runs',
		startPath: `${kind.path}/batch`,
		recovery: kind.recovery && {
			...kind.recovery,
			query,
			matchField: tellsBatch ? 'batchId' : 'key',
		},
		cancel: 'runsOfBatch',
		...(isWorkflow ? { batchIdOnly: true } : {}),
	};
}

/** The kind that the ID looks like, or undefined. */
export function detectRunKind(id: string): RunKind | undefined {
	return RUN_KINDS.find(({ idPrefix }) => id.startsWith(idPrefix));
}
