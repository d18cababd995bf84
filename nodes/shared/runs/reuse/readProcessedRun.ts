import { deletions } from '../../api/creations';
import { ExtendApiError } from '../../errors/apiError';
import type { Run } from '../../http/responses';
import { encodePathPart } from '../../utils/urlPath';
import { getRunError } from '../errors';
import type { RunKind } from '../kinds';
import { getFingerprint } from '../metadata';
import { isUnderWay } from '../polling';
import type { RunServices, WaitRequest } from '../types';
import { pollUntilTerminal, readNamedRun } from '../waiting';
import type { ProcessedRun } from './processedLedger';

export interface ReadRequest {
	kind: RunKind;
	fingerprint: string;
	/** by our clock, in ms */
	deadline: number;
	/** false: a run in progress is returned as it is */
	waits: boolean;
}

/** HTTP statuses of a run that was deleted, or purged by a retention policy. */
const GONE = [404, 410];

/**
 * The run when it has the result that is looked for. One in progress is waited for, and never canceled: others may
 * need it. Undefined when it has no result or is gone. Throws ExtendApiError with its ID when it cannot be read, or
 * AbortedError after Stop.
 */
export async function readProcessedRun(
	services: RunServices,
	request: ReadRequest,
	found: ProcessedRun,
): Promise<Run | undefined> {
	if (deletions.get(`${request.kind.path}/${encodePathPart(found.id)}`)) return undefined;
	return await readOrAwaitRun(services, request, found).catch((error: unknown) => {
		const isGone = error instanceof ExtendApiError && GONE.includes(error.details.httpCode ?? 0);
		if (isGone) return undefined;
		throw error;
	});
}

async function readOrAwaitRun(
	services: RunServices,
	{ kind, fingerprint, deadline, waits }: ReadRequest,
	{ id, namedAt }: ProcessedRun,
): Promise<Run | undefined> {
	const request: WaitRequest = { kind, deadline, cancelOnStop: false, cancelOnTimeout: false };
	const run = await readNamedRun(services, request, id, namedAt);
	if (getFingerprint(run) !== fingerprint) return undefined;
	if (!waits && isUnderWay(run.status)) return run;
	const done = await pollUntilTerminal(services, request, run);
	return hasOutput(done, kind) ? done : undefined;
}

/** A retention policy may take the result and leave the run. */
function hasOutput(run: Run, kind: RunKind): boolean {
	return getRunError(run, kind) === undefined && run.output !== undefined && run.output !== null;
}
