/** Carries out checks over one session, several at the same time, and removes what they made whatever happens. */
import { setMaxListeners } from 'node:events';
import type { IDataObject } from 'n8n-workflow';
import { runPool } from '../../nodes/shared/utils/async/concurrency';
import { LiveSession } from './session.mts';
import { SHARED_RUN_CREDITS, type SharedRunName } from './sharedRuns.mts';
import { notCheckable, type Assumption, type Verdict } from './types.mts';
import type { WebhookReceiver } from './webhookReceiver.mts';

const PARALLEL = 6;
/** What a stopped check still does ends within this time (ms). */
const SETTLE_MS = 30_000;

export interface CheckResult extends Verdict {
	id: string;
	assumption: string;
	where: string[];
	ifWrong: string;
	/** in ms */
	tookMs: number;
}

export interface LiveReport {
	results: CheckResult[];
	/** what the runs said that they cost */
	credits: number;
	/** paths of what could not be removed */
	left: string[];
	/** extractors that the API cannot delete, by name */
	kept: string[];
}

export interface CheckOptions {
	assumptions: Assumption[];
	credential: IDataObject;
	mayCreateExtractor?: boolean;
	webhook?: WebhookReceiver;
	/** for all checks together, in ms; the removal comes after it */
	limitMs: number;
	/** stops the checks; what they made is removed all the same */
	signal?: AbortSignal;
	/** how long checks that were stopped may still take, in ms; SETTLE_MS when left out */
	settleMs?: number;
	onResult?: (result: CheckResult) => void;
	onCleanUp?: () => void;
}

/** A generous guess of what the checks cost, in credits. Shared runs count once. */
export function estimateCredits(assumptions: Assumption[]): number {
	const shared = new Set<SharedRunName>(assumptions.flatMap(({ uses = [] }) => uses));
	const own = assumptions.reduce((sum, { credits = 0 }) => sum + credits, 0);
	return [...shared].reduce((sum, name) => sum + SHARED_RUN_CREDITS[name], own);
}

/** Whether a check can be carried out with what was given. */
export function isWithinMeans(
	{ needs }: Assumption,
	{ mayCreateExtractor, webhook }: { mayCreateExtractor?: boolean; webhook?: unknown },
): boolean {
	return needs === undefined || Boolean(needs === 'extractor' ? mayCreateExtractor : webhook);
}

const MISSING = {
	extractor: 'it needs an extractor, which the API cannot delete again: --create-extractor',
	webhook: 'it needs a public address that leads to this machine: --webhook-url and --port',
};

export async function runChecks(options: CheckOptions): Promise<LiveReport> {
	const { assumptions, signal, limitMs, settleMs = SETTLE_MS } = options;
	const stop = new AbortController();
	// Everything that waits listens to it.
	setMaxListeners(0, stop.signal);
	const onStop = () => stop.abort(new Error('it was stopped'));
	signal?.addEventListener('abort', onStop, { once: true });
	if (signal?.aborted) onStop();
	const timer = setTimeout(() => stop.abort(new Error('the time was over')), limitMs);
	const session = await LiveSession.open({ ...options, signal: stop.signal });
	const results = new Map<string, CheckResult>();
	const pending: Array<Promise<unknown>> = [];
	const runGroup = async (group: Assumption[], parallel: number) =>
		await runPool(group, parallel, async (one) => {
			const result = await runCheck(session, one, options, stop.signal, pending);
			results.set(one.id, result);
			options.onResult?.(result);
		});
	let left: string[] = [];
	try {
		await runGroup(
			assumptions.filter(({ isLast }) => !isLast),
			PARALLEL,
		);
		await runGroup(
			assumptions.filter(({ isLast }) => isLast),
			1,
		);
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', onStop);
		options.onCleanUp?.();
		// A request in flight may still make something.
		await withinTime(Promise.allSettled([...pending, session.shared.settle()]), settleMs);
		// n8n's helper refuses authenticated requests after Stop.
		left = await session.made.removeAll(await session.openCleanUpApi());
	}
	return {
		results: assumptions.map(({ id }) => results.get(id)!),
		credits: session.made.sumCredits(),
		left,
		kept: [...session.made.kept.values()],
	};
}

async function runCheck(
	session: LiveSession,
	one: Assumption,
	options: CheckOptions,
	stop: AbortSignal,
	pending: Array<Promise<unknown>>,
): Promise<CheckResult> {
	const { id, assumption, where, ifWrong, needs } = one;
	const startedAt = performance.now();
	let verdict: Verdict;
	try {
		if (needs && !isWithinMeans(one, options)) verdict = notCheckable(MISSING[needs]);
		else {
			stop.throwIfAborted();
			const check = Promise.resolve(one.check(session));
			pending.push(check.catch(() => undefined));
			verdict = await orAborted(check, stop);
		}
	} catch (error) {
		const { message } = error as Error;
		verdict = notCheckable(stop.aborted ? String((stop.reason as Error).message) : message);
	}
	const tookMs = Math.round(performance.now() - startedAt);
	const note = session.toShown(String(verdict.note));
	return { id, assumption, where, ifWrong, state: verdict.state, note, tookMs };
}

async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		const onAbort = () => reject(signal.reason as Error);
		signal.addEventListener('abort', onAbort, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
	});
}

async function withinTime(promise: Promise<unknown>, ms: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
	await Promise.race([promise, over]);
	clearTimeout(timer);
}
