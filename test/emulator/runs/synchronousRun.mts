import type { LiveRun, RunRecord } from './lifecycle.mts';
import { delay } from '../state/delay.mts';
import { ApiError } from '../server/apiError.mts';
import type { State } from '../state/state.mts';
import { createRun } from './createRun.mts';
import type { RunKind } from './types.mts';

/** HTTP status by failure reason, for failed runs reported as HTTP errors. Default: 500. */
const FAILURE_STATUS_CODES: Record<string, number> = {
	INVALID_PROCESSOR: 400,
	INVALID_CONFIGURATION: 400,
	INVALID_CONFIG_OPTIONS: 400,
	INVALID_OPTIONS: 400,
	UNABLE_TO_DOWNLOAD_FILE: 400,
	FILE_TYPE_NOT_SUPPORTED: 400,
	FILE_SIZE_TOO_LARGE: 400,
	OUT_OF_CREDITS: 402,
	FAILED_TO_PROCESS_FILE: 422,
	SCHEMA_GENERATION_FAILED: 422,
	CORRUPT_FILE: 422,
	PASSWORD_PROTECTED_FILE: 422,
	FAILED_TO_CONVERT_TO_PDF: 422,
	FAILED_TO_CONVERT_TO_JPEG: 422,
	EMPTY_SCHEMA: 422,
	SCHEMA_VALIDATION_ERROR: 422,
};

/** Waits for a run. Returns false if the time limit of synchronous calls is reached first. */
async function endsWithinLimit<R extends RunRecord>(
	state: State,
	run: LiveRun<R>,
): Promise<boolean> {
	const { syncLimitMs } = state.behavior;
	const ended = run.ended.then(() => true);
	if (syncLimitMs === null) return await ended;
	const stop = new AbortController();
	try {
		const signal = AbortSignal.any([stop.signal, state.closing.signal]);
		return await Promise.race([ended, delay(syncLimitMs, signal).then(() => false)]);
	} finally {
		stop.abort();
	}
}

/** Creates a run and waits for it. Throws the error response for a timeout or a failed run. */
export async function createRunAndWait<R extends RunRecord>(
	state: State,
	kind: RunKind<R>,
	data: unknown,
): Promise<LiveRun<R>> {
	const run = createRun(state, kind, data, { sync: true });
	const { syncLimitAs } = state.behavior;
	if (!(await endsWithinLimit(state, run)) && syncLimitAs !== 'processing') {
		// Usually the load balancer gives up first, and its answer does not say which run goes on. The docs
		// describe both answers for Verify only (2026-09-25).
		throw syncLimitAs === 500
			? new ApiError(500, 'INTERNAL_ERROR', 'The request timed out.', { runId: run.id })
			: new ApiError(504, 'GATEWAY', '', { drop: syncLimitAs === 'drop', gateway: true });
	}
	const { status, failureReason, failureMessage } = run.record;
	const failureAs = kind.sync?.failureAs ?? state.behavior.syncFailureAs;
	if (status === 'FAILED' && failureAs === 'http') {
		const code = failureReason ?? 'INTERNAL_ERROR';
		throw new ApiError(
			FAILURE_STATUS_CODES[code] ?? 500,
			code,
			failureMessage ?? 'The run failed.',
			{
				retryable: ['OCR_ERROR', 'INTERNAL_ERROR'].includes(code),
			},
		);
	}
	return run;
}
