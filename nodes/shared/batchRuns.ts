/** The runs of a batch: found in the list, which may lag, and the places that they take in it. */
import { CALL_TIMEOUT_MS, problemIn } from './calls';
import { clock } from './clock';
import type { Run, Stored } from './contract';
import { ExtendProblem } from './errors';
import { ownMember } from './records';
import { runsOfBatch } from './runCalls';
import { batchOf, type RunKind } from './runKinds';
import type { Api } from './transport';

/** Runs may be missing from the list for a while: looks at 0, 1, 3, 6 and 11 s. */
const PAUSES_MS = [0, 1000, 2000, 3000, 5000];

/**
 * The summaries of the runs of a batch. While there are fewer than `expected`, it is looked again a few times;
 * then those that are there are returned. Throws ExtendProblem, or Stopped after Stop.
 */
export async function listBatchRuns(
	api: Api,
	batchKind: RunKind,
	batchId: string,
	expected: number,
): Promise<Stored[]> {
	let runs: Stored[] = [];
	for (const pauseMs of PAUSES_MS) {
		await clock.sleep(pauseMs, api.signal);
		const found = await runsOfBatch(api, batchKind, batchId, clock.now() + CALL_TIMEOUT_MS);
		if (!Array.isArray(found)) {
			const doing = `reading the runs of the ${batchKind.label} ${batchId}`;
			throw problemIn(found, doing, { runId: batchId });
		}
		runs = found;
		if (runs.length >= expected) break;
	}
	return runs;
}

/**
 * Which of the kinds the runs of a batch are: the one that has runs of it, or the first when none has.
 * Throws ExtendProblem, or Stopped after Stop.
 */
export async function kindOfBatch(api: Api, kinds: RunKind[], batchId: string): Promise<RunKind> {
	if (kinds.length === 1) return kinds[0];
	for (const kind of kinds) {
		const runs = await listBatchRuns(api, batchOf(kind), batchId, 0);
		if (runs.length > 0) return kind;
	}
	return kinds[0];
}

/** The place of a run in the batch that this node started, from its metadata; undefined when it tells none. */
export function placeOf(run: object): number | undefined {
	const item = ownMember(ownMember(ownMember(run, 'metadata'), 'n8n'), 'item');
	return typeof item === 'number' ? item : undefined;
}

/** Documents of a batch have no run in the list. */
export function missingProblem(
	batchKind: RunKind,
	{ id, status }: Run,
	what: string,
	unread: string[] = [],
): ExtendProblem {
	const others =
		unread.length === 0 ? '' : ` These runs could not be read: ${unread.slice(0, 5).join(', ')}.`;
	return new ExtendProblem({
		code: 'RUN_MISSING',
		message: `${what} in the ${batchKind.label} ${id} (status: ${status})`,
		description: `Extend lists no such run. Get the results later with Batch > Get Results and the ID ${id}, or look in the Extend dashboard before you send the document again.${others}`,
		runId: id,
		retryable: true,
	});
}
