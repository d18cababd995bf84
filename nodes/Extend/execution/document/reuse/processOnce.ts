/** Uses the run of an earlier execution over the same documents, and starts one only when there is none. */
import { ExtendApiError } from '../../../../shared/errors/apiError';
import type { Run } from '../../../../shared/http/responses';
import { getRunError } from '../../../../shared/runs/errors';
import type { RunKind } from '../../../../shared/runs/kinds';
import { processedLedger, type ProcessedRun } from '../../../../shared/runs/reuse/processedLedger';
import { readProcessedRun } from '../../../../shared/runs/reuse/readProcessedRun';
import { createRunListing, type RunListing } from '../../../../shared/runs/reuse/runListing';
import { clock } from '../../../../shared/utils/clock';
import type { ExecutionContext } from '../../executionContext';

export interface OnceRequest {
	kind: RunKind;
	/** of the saved processor, which narrows the list */
	processorId: string | undefined;
	fingerprint: string;
	/** an earlier attempt in this execution started a run, which is resumed */
	isResumed: boolean;
	lookBackDays: number;
	/** by our clock, in ms */
	deadline: number;
	waits: boolean;
	/** false: it is enough to know the run */
	needsResult: boolean;
}

export interface OnceResult {
	run: Run;
	isReused: boolean;
}

/**
 * The run over documents with this fingerprint: of this execution, of this process, of the list of runs, or else what
 * `start` gives. A list that fails never stops the work. Throws what `start` throws, and ExtendApiError when a run
 * exists but cannot be read.
 */
export async function processOnce(
	execution: ExecutionContext,
	request: OnceRequest,
	start: () => Promise<Run>,
): Promise<OnceResult> {
	const { inProgress } = execution;
	const { fingerprint } = request;
	for (let first = inProgress.get(fingerprint); first; first = inProgress.get(fingerprint)) {
		const candidate = await first;
		const run = candidate && (await readProcessedRun(execution, request, candidate));
		if (run) return { run, isReused: true };
		// Of several copies the next one tries.
		if (inProgress.get(fingerprint) === first) inProgress.delete(fingerprint);
	}
	const result = findOrStart(execution, request, start);
	const candidate = toCandidate(result);
	// Without copies of the document nothing waits for it.
	candidate.catch(() => undefined);
	inProgress.set(fingerprint, candidate);
	return await result;
}

/** The run for copies of the document. Rejects when it may exist but is unknown: a copy would be billed too. */
async function toCandidate(result: Promise<OnceResult>): Promise<ProcessedRun | undefined> {
	return await result.then(
		({ run }) => ({ id: run.id, namedAt: clock.now() }),
		(error: unknown) => {
			if (!(error instanceof ExtendApiError)) return undefined;
			const { code, runId } = error.details;
			if (runId !== undefined) return { id: runId, namedAt: clock.now() };
			if (code === 'NO_ANSWER' || code === 'TIMEOUT') throw error;
			return undefined;
		},
	);
}

async function findOrStart(
	execution: ExecutionContext,
	request: OnceRequest,
	start: () => Promise<Run>,
): Promise<OnceResult> {
	const found = request.isResumed ? undefined : await findProcessedRun(execution, request);
	if (found) return { run: found, isReused: true };
	const run = await start();
	if (!getRunError(run, request.kind)) {
		const processed = { id: run.id, namedAt: clock.now() };
		processedLedger.record(execution.api, request.fingerprint, processed);
	}
	return { run, isReused: false };
}

async function findProcessedRun(
	execution: ExecutionContext,
	request: OnceRequest,
): Promise<Run | undefined> {
	const { api } = execution;
	const { fingerprint } = request;
	const known = processedLedger.get(api, fingerprint);
	if (known) {
		const run = await readProcessedRun(execution, request, known);
		if (run) return run;
		processedLedger.delete(api, fingerprint);
	}
	const listing = await openListing(execution, request);
	const candidates = await listing.find(fingerprint);
	for (const candidate of candidates) {
		if (candidate.id === known?.id) continue;
		const { id, isDone } = candidate;
		// The list says all that is needed, and saves a request.
		const isEnough = isDone && !request.needsResult;
		const run: Run | undefined = isEnough
			? { id, status: 'PROCESSED' }
			: await readProcessedRun(execution, request, candidate);
		if (!run) continue;
		processedLedger.record(api, fingerprint, candidate);
		return run;
	}
	if (candidates.length === 0) addListingHint(execution, listing);
	return undefined;
}

/** One listing for all documents of the execution. */
async function openListing(
	{ api, once }: ExecutionContext,
	{ kind, processorId, lookBackDays }: OnceRequest,
): Promise<RunListing> {
	return await once(`runs ${kind.path} ${processorId} ${lookBackDays}`, () =>
		createRunListing(api, kind, processorId, lookBackDays),
	);
}

/** Says how far back was looked when that was less than asked. */
function addListingHint({ hints }: ExecutionContext, listing: RunListing): void {
	if (listing.getEnd() === 'complete') return;
	const oldest = listing.getOldest();
	if (!oldest) hints.add('lookBackFailed');
	else hints.add('lookBackCut', `${oldest.toISOString().slice(0, 16).replace('T', ' ')} UTC`);
}
