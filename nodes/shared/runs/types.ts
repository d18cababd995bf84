import type { IDataObject } from 'n8n-workflow';
import type { Hints } from '../errors/hints';
import type { ApiClient } from '../http/client';
import type { RunStatus } from '../http/responses';
import type { RunKind } from './kinds';
import type { PollPacer } from './polling';

/** Keys in the metadata of runs that were read, by run ID; undefined where a run could not be read. */
export type CandidateKeys = Map<string, Promise<{ key: unknown } | undefined>>;

/** What the life cycle of a run needs from the node's execution. */
export interface RunServices {
	api: ApiClient;
	stopCleanUp: StopCleanUp;
	hints: Hints;
	/** when it is aborted, no run is started any more */
	haltSignal: AbortSignal;
	pollPacer: PollPacer;
	/** whether somebody between n8n and Extend has cut off a synchronous request; then no other is sent */
	sync: { isCutOff: boolean };
	/** keys of the candidates that searches of this execution have read, by run ID */
	candidateKeys: CandidateKeys;
}

/** Cancels runs after Stop. All calls of an execution are handled together, and return when all runs are done. */
export interface StopCleanUp {
	cancel(run: StoppedRun): Promise<void>;
	/** for a run that may have been started, and whose ID is unknown */
	searchAndCancel(run: RunIdentity): Promise<void>;
}

/** A run that is under way when Stop is pressed. */
export interface StoppedRun {
	kind: RunKind;
	runId: string;
	/** of the run, if this execution started it */
	key?: string;
	/** how many runs a batch has, where that is known */
	runCount?: number;
}

/** What identifies a run whose response was lost. */
export interface RunIdentity {
	kind: RunKind;
	/** stands in the run's metadata (`createIdempotencyKey`) */
	key: string;
	/** the ID of the extractor …, which narrows the search */
	processorId?: string;
}

/** How to wait for a run, whoever started it. */
export interface WaitRequest {
	kind: RunKind;
	/** of the run, if this execution started it */
	key?: string;
	/** how many runs a batch has, where that is known */
	runCount?: number;
	/** a final status at which to go on waiting, e.g. for a reviewer */
	waitsAt?: RunStatus;
	/** by our clock, in ms */
	deadline: number;
	cancelOnStop: boolean;
	cancelOnTimeout: boolean;
	/** called when the run was canceled because of the deadline */
	onCancelled?: () => void;
}

/** A run to start. */
export interface RunRequest extends RunIdentity, WaitRequest {
	key: string;
	/** what to call the document in hints */
	name: string;
	/** sync: one call that blocks (only kinds that have one); async: start and poll; start: do not wait */
	mode: 'sync' | 'async' | 'start';
	/** builds the request; called just before each attempt, since it uploads the file */
	request: () => Promise<{ body: IDataObject; fileId?: string }>;
	/** whether the run's metadata carries its key, so that it can be found */
	hasKey: boolean;
	/** what to do after an indeterminate start whose run is not found */
	onIndeterminate: 'startAgain' | 'fail';
}
