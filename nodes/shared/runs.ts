/**
 * The life cycle of a run: start, find again after a lost answer, wait, cancel. Here and nowhere else it is
 * decided what happens after an outcome. The rule above all: no document is billed twice (invariant 1).
 */
import type { IDataObject } from 'n8n-workflow';
import { clock } from './clock';
import type { Run } from './contract';
import { apiProblem, Stopped } from './errors';
import { findRun } from './findRun';
import type { Hints } from './hints';
import type { Outcome } from './outcome';
import { isFinal, pollPause } from './polling';
import { forget, lookUp, note } from './register';
import { CLEAN_UP_MS, cancelRun, readRun, runIn } from './runCalls';
import type { RunKind } from './runKinds';
import { lostProblem, timeoutProblem } from './runProblems';
import type { Api } from './transport';

/** The server gives up a synchronous call after five minutes; half a minute more for its answer. */
const SYNC_TIMEOUT_MS = 330_000;
/** A search for a lost run may take this long beyond the deadline of the item. */
const SEARCH_GRACE_MS = 15_000;
/** A run may be missing from the list for a while after it was started: looks at 0, 1, 3, 6 and 11 s. */
const SEARCH_PAUSES_MS = [1000, 2000, 3000, 5000];

export interface RunTools {
	api: Api;
	/** the API after Stop, when the ordinary one refuses every request */
	afterStop: () => Promise<Api>;
	hints: Hints;
}

export interface Work {
	kind: RunKind;
	/** finds the run again: stands in its metadata (`workKey`) */
	key: string;
	/** the ID of the extractor …, which narrows the search */
	processorId?: string;
	/** what to call the document in hints */
	name: string;
	/** sync: one call that blocks (only kinds that have one); async: start and poll; start: do not wait */
	mode: 'sync' | 'async' | 'start';
	/** a status at which others stop and this work goes on waiting, e.g. for a person's review */
	waitsAt?: string;
	/** by our clock, in ms */
	deadline: number;
	/** the request; called just before each try to send it, since it uploads the file */
	request: () => Promise<{ body: IDataObject; fileId?: string }>;
	/** whether the run carries its key, so that it can be found */
	tagged: boolean;
	afterLostAnswer: 'startAgain' | 'fail';
	cancelOnStop: boolean;
	cancelOnTimeout: boolean;
}

/**
 * Carries the work out and returns its run: final unless `mode` is `start`. A failed run is returned like
 * any other. Throws ExtendProblem with the run ID if there is one, or Stopped after Stop.
 */
export async function carryOut(tools: RunTools, work: Work): Promise<Run> {
	const sinceMs = clock.now();
	let run = await takeUp(tools, work);
	for (let repeated = false; !run; repeated = true) {
		run = await start(tools, work, sinceMs, repeated);
	}
	if (work.mode === 'start') return run;
	const done = await waitFor(tools, work, run);
	if (done.status === 'FAILED' || done.status === 'CANCELLED') letStartAnew(work);
	return done;
}

/**
 * A failed run costs nothing, so a further attempt by n8n's Retry On Fail may start a new one. Not so a batch:
 * some of its runs may have gone well.
 */
function letStartAnew({ key, kind }: Work): void {
	if (kind.cancel !== 'runsOfBatch') forget(key);
}

/** What waiting for a run that is there already needs. */
export type Waiting = Pick<
	Work,
	'kind' | 'deadline' | 'waitsAt' | 'cancelOnStop' | 'cancelOnTimeout'
>;

/** Waits for a run by its ID, whoever started it. Throws like `carryOut`. */
export async function waitForRun(tools: RunTools, waiting: Waiting, runId: string): Promise<Run> {
	const work: Work = {
		...waiting,
		key: '',
		name: runId,
		mode: 'async',
		request: async () => await Promise.reject(new Error('nothing is started')),
		tagged: false,
		afterLostAnswer: 'fail',
	};
	const first = await runFrom(tools, work, await read(tools.api, work, runId), runId);
	return await waitFor(tools, work, first);
}

/** The run of an earlier attempt of the same work in this process, or undefined when there is none. */
async function takeUp(tools: RunTools, work: Work): Promise<Run | undefined> {
	const known = lookUp(work.key);
	if (!known) return undefined;
	if (known.runId !== undefined) {
		const outcome = await read(tools.api, work, known.runId);
		if (outcome.kind === 'refused' && outcome.problem.httpCode === 404) return undefined;
		return await runFrom(tools, work, outcome, known.runId);
	}
	if (!work.tagged) throw lostProblem(work.kind);
	return await adopt(tools, work, known.at);
}

function startPath({ kind, mode }: Work): string {
	return (mode === 'sync' ? kind.syncPath : kind.startPath) ?? kind.path;
}

/** Sends the request. Undefined when its answer was lost, no run was found and it may be sent again. */
async function start(
	tools: RunTools,
	work: Work,
	sinceMs: number,
	repeated: boolean,
): Promise<Run | undefined> {
	const { body, fileId } = await work.request();
	note(work.key);
	const outcome = await tools.api.send({
		method: 'POST',
		path: startPath(work),
		body,
		policy: 'start',
		deadline: work.deadline,
		timeoutMs: work.mode === 'sync' ? SYNC_TIMEOUT_MS : undefined,
	});
	if (outcome.kind === 'refused') {
		forget(work.key);
		throw apiProblem(outcome.problem, `starting the ${work.kind.label}`, { fileId });
	}
	if (outcome.kind === 'aborted') return await giveUp(tools, work);
	const run = outcome.kind === 'answered' ? runIn(work.kind, outcome.body) : undefined;
	if (run) {
		note(work.key, run.id);
		return run;
	}

	if (!work.tagged) throw lostProblem(work.kind, fileId);
	const found = await adopt(tools, work, sinceMs);
	if (found) return found;
	if (clock.now() >= work.deadline) throw timeoutProblem(work.kind, { fileId });
	if (work.afterLostAnswer === 'fail' || repeated) throw lostProblem(work.kind, fileId);
	tools.hints.add('startedAgain', work.name);
	return undefined;
}

/** Looks for the run of the work with growing pauses, since the list may lag. Undefined: it is not there. */
async function adopt(tools: RunTools, work: Work, sinceMs: number): Promise<Run | undefined> {
	const deadline = Math.max(work.deadline, clock.now() + SEARCH_GRACE_MS);
	const checked = new Set<string>();
	for (const pauseMs of [0, ...SEARCH_PAUSES_MS]) {
		await clock.sleep(pauseMs, tools.api.signal);
		const found = await findRun(tools.api, work, sinceMs, deadline, checked);
		if (tools.api.stopped()) return await giveUp(tools, work);
		// Without the list nobody knows whether the run exists, so it must not be started again.
		if (found === 'unknown') {
			const late = clock.now() >= work.deadline;
			throw late ? timeoutProblem(work.kind, {}) : lostProblem(work.kind);
		}
		if (found !== 'absent') {
			note(work.key, found);
			tools.hints.add('adopted', work.name);
			return await runFrom(tools, work, await read(tools.api, work, found, deadline), found);
		}
	}
	return undefined;
}

/** Asks for the run until it is final. The deadline holds; Stop and timeout cancel it if that is set. */
async function waitFor(tools: RunTools, work: Work, first: Run): Promise<Run> {
	const began = clock.now();
	let run = first;
	let slowPolls = 0;
	while (!isFinal(run.status) || run.status === work.waitsAt) {
		const elapsed = clock.now() - began;
		const pause = pollPause(elapsed, slowPolls, clock.random());
		if (elapsed >= 30_000) slowPolls++;
		const left = work.deadline - clock.now();
		if (left <= 0) return await timeOut(tools, work, run);
		await clock.sleep(Math.min(pause, left), tools.api.signal);
		if (tools.api.stopped()) return await giveUp(tools, work, run.id);
		const outcome = await read(tools.api, work, run.id);
		// A poll that goes wrong changes nothing about the run: the next one may go well.
		if (outcome.kind !== 'lost') run = await runFrom(tools, work, outcome, run.id);
	}
	return run;
}

async function read(api: Api, work: Work, runId: string, deadline?: number): Promise<Outcome> {
	// The last look may come just when the time is over.
	const until = deadline ?? Math.max(work.deadline, clock.now() + 1000);
	return await readRun(api, work.kind, runId, until);
}

/** The run in an outcome, or the problem with its ID. */
async function runFrom(tools: RunTools, work: Work, outcome: Outcome, runId: string): Promise<Run> {
	if (outcome.kind === 'aborted') return await giveUp(tools, work, runId);
	if (outcome.kind === 'answered') {
		const run = runIn(work.kind, outcome.body);
		if (run) return run;
		throw apiProblem(
			{ code: 'BAD_ANSWER', message: 'The answer holds no run', retryable: true },
			`reading the ${work.kind.label}`,
			{ runId },
		);
	}
	if (outcome.problem.code === 'TIMEOUT') throw timeoutProblem(work.kind, { run: { id: runId } });
	throw apiProblem(outcome.problem, `reading the ${work.kind.label} ${runId}`, { runId });
}

/** The time is over: the run goes on in Extend unless 'Cancel on Timeout' is set. */
async function timeOut(tools: RunTools, work: Work, run: Run): Promise<never> {
	const cancelled = work.cancelOnTimeout && (await cancelRun(tools.api, work.kind, run.id));
	if (cancelled) letStartAnew(work);
	throw timeoutProblem(work.kind, { run, cancelled });
}

/** Stop was pressed: what was started and is not finished is cancelled, as well as that can be done. */
async function giveUp(tools: RunTools, work: Work, runId?: string): Promise<never> {
	if (work.cancelOnStop && work.mode !== 'start' && work.kind.cancel !== 'never') {
		const api = await tools.afterStop();
		const deadline = clock.now() + CLEAN_UP_MS;
		const since = clock.now() - SYNC_TIMEOUT_MS;
		const checked = new Set<string>();
		let found: string | undefined = runId;
		for (const pauseMs of [0, ...SEARCH_PAUSES_MS]) {
			if (found !== undefined || !work.tagged || clock.now() + pauseMs > deadline) break;
			await clock.sleep(pauseMs);
			const answer = await findRun(api, work, since, deadline, checked);
			if (answer !== 'absent' && answer !== 'unknown') found = answer;
		}
		if (found !== undefined) await cancelRun(api, work.kind, found);
	}
	throw new Stopped();
}
