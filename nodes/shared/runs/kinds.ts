/**
 * The kinds of runs as data: how the API starts, reads, lists and cancels each. One life cycle (lifecycle.ts) handles
 * all of them. The reasons are in docs/dev/decisions.md.
 */
import type { IDataObject } from 'n8n-workflow';
import type { RunObject } from '../http/responses';

/** How to find a run by its idempotency key after a lost response. */
export interface RunRecovery {
	/** the list of runs */
	path: string;
	query: IDataObject;
	/** the query parameter that filters the list by extractor, classifier … */
	processorFilter?: string;
	/** whether the list contains the metadata of runs; otherwise each candidate is read */
	metadataInListing: boolean;
	/**
	 * the member of the run that identifies what was started: the run itself, or its batch. Some runs do not contain
	 * the ID of their batch. Then the key replaces it, and the batch is read through the runs with that key
	 */
	matchField: 'id' | 'batchId' | 'key';
}

export interface RunKind {
	/** for error messages */
	label: string;
	/** `object` of the API; also the value of 'Run Type' */
	object: RunObject;
	/** how IDs begin today. Only a guess, which the user can override, since Extend may change it */
	idPrefix: string;
	/** GET /{id} reads, DELETE /{id} deletes, and POST starts unless there is a `startPath` */
	path: string;
	startPath?: string;
	/** POST blocks until the run is done, five minutes at most; undefined when there is no such call */
	syncPath?: string;
	/** of the requests that return a run */
	readQuery?: IDataObject;
	/** undefined: runs cannot be found again, so a start whose response was lost is not repeated */
	recovery?: RunRecovery;
	/** whether a run can have metadata, and so the idempotency key */
	acceptsMetadata: boolean;
	acceptsPriority: boolean;
	/** text instead of a file (Extend docs: file inputs) */
	acceptsText: boolean;
	/** per run */
	maxFiles: number;
	/** Extend rejects the same file twice in a run */
	uniqueFiles?: true;
	/** POST /{id}/cancel; a batch is cancelled run by run */
	cancel: 'run' | 'runsOfBatch' | 'never';
	/** DELETE is possible unless false */
	canDelete?: false;
	/** not every organization has it (Extend docs: beta) */
	inBeta?: true;
	/** a result can be used again for the same document, by the fingerprint in the metadata of its run */
	isReusable?: true;
	/** the response to the start is only `{ batchId }`, and the batch is read through the list of its runs */
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

/** Extend's limit of files in one run (Extend docs: multi-file extraction). */
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
	isReusable: true,
	recovery: listSearch('/extract_runs', { source: 'API', ...NEWEST_FIRST }, 'extractorId'),
};

export const CLASSIFY_RUN: RunKind = {
	...DEFAULT_CAPABILITIES,
	label: 'classify run',
	object: 'classify_run',
	idPrefix: 'clr_',
	path: '/classify_runs',
	syncPath: '/classify',
	isReusable: true,
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
	isReusable: true,
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
	// This list cannot be sorted. Some servers read `limit` instead of `maxPageSize` (assumption: parse-page-size).
	recovery: listSearch('/parse_runs', { source: 'API', limit: 100 }),
};

/**
 * The same runs, read with a URL in place of their output, which can be too large to be held in memory (Extend docs:
 * get parse run).
 */
export const PARSE_RUN_BY_URL: RunKind = { ...PARSE_RUN, readQuery: { responseType: 'url' } };

/**
 * The API neither lists (assumption: edit-unlisted) nor cancels edit runs, and they have no metadata. So they are never
 * started in a sync call.
 */
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

/** What these kinds have in common: they are only read here, whoever started them. */
const READ_ONLY = {
	acceptsMetadata: false,
	acceptsPriority: false,
	acceptsText: false,
	maxFiles: 1,
} as const;

/** Detects the fields of a form (Extend docs: form detection). */
const FORM_DETECTION_RUN: RunKind = {
	...READ_ONLY,
	label: 'form detection run',
	object: 'form_detection_run',
	idPrefix: 'sgr_',
	path: '/form_detection_runs',
	cancel: 'never',
	canDelete: false,
};

/** Looks for forgery (Extend docs: verify). */
const VERIFY_RUN: RunKind = {
	...READ_ONLY,
	label: 'verify run',
	object: 'verify_run',
	idPrefix: 'vr_',
	path: '/verify_runs',
	cancel: 'run',
	inBeta: true,
};

/** All kinds of single runs. */
export const RUN_KINDS: readonly RunKind[] = [
	CLASSIFY_RUN,
	EDIT_RUN,
	EXTRACT_RUN,
	FORM_DETECTION_RUN,
	PARSE_RUN,
	SPLIT_RUN,
	VERIFY_RUN,
	WORKFLOW_RUN,
];

/** The kind of the batches of runs of this kind. */
export function toBatchKind(kind: RunKind): RunKind {
	const isWorkflow = kind === WORKFLOW_RUN;
	// The source of a batch's runs is not documented (assumption: extract-batch-source), so all are searched.
	const query = Object.fromEntries(
		Object.entries(kind.recovery?.query ?? {}).filter(([name]) => name !== 'source'),
	);
	const hasBatchId = isWorkflow || kind === PARSE_RUN;
	return {
		...DEFAULT_CAPABILITIES,
		// Batches of parse runs accept text although single parse runs do not.
		acceptsText: kind.acceptsText || kind === PARSE_RUN,
		label: `batch of ${kind.label}s`,
		object: 'batch_run',
		idPrefix: kind === PARSE_RUN ? 'bpar_' : isWorkflow ? 'batch_' : 'bpr_',
		path: isWorkflow ? kind.path : '/batch_runs',
		startPath: `${kind.path}/batch`,
		recovery: kind.recovery && {
			...kind.recovery,
			query,
			matchField: hasBatchId ? 'batchId' : 'key',
		},
		cancel: 'runsOfBatch',
		...(isWorkflow ? { batchIdOnly: true } : {}),
	};
}

/** The kind by the prefix of the ID. */
export function detectRunKind(id: string): RunKind | undefined {
	return RUN_KINDS.find(({ idPrefix }) => id.startsWith(idPrefix));
}
