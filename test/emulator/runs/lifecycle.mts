import type { Extend } from 'extend-ai';
import type { Behavior } from '../state/options.mts';
import type { RunScript } from './runScripts.mts';
import { delay } from '../state/delay.mts';
import { invalidRequest } from '../server/apiError.mts';

/** What a run object of any kind has. Runs of parse and edit carry no times, those of edit no metadata. */
export interface RunRecord {
	object: string;
	id: string;
	status: string;
	file?: Extend.FileSummary | null;
	files?: Extend.FileSummary[] | null;
	metadata?: Extend.RunMetadata | null;
	failureReason: string | null;
	failureMessage: string | null;
	usage?: Extend.RunUsage | null;
	createdAt?: string;
	updatedAt?: string;
}

export interface LiveRun<R extends RunRecord = RunRecord> {
	id: string;
	seq: number;
	createdAt: string;
	updatedAt: string;
	record: R;
	script: RunScript;
	/** resolves when the run has reached its final status */
	ended: Promise<void>;
	/** number of Gets so far */
	gets: number;
	deleted: boolean;
	/** list requests that still do not show the run, and the time until which none does */
	hiddenLists: number;
	hiddenUntil: number;
	/** where it comes from, by the API's words, e.g. `API` */
	source: string;
	batchId: string | null;
	sourceId: string | null;
	/** brings the run to its end now (waits for the work) */
	finish(): Promise<void>;
	cancel(): void;
}

/** Where a run comes from; the words are those of the `source` filter of lists. */
export interface RunOrigin {
	/** default `API` */
	source?: string;
	batchId?: string;
	sourceId?: string;
}

export interface RunInit<R extends RunRecord> extends RunOrigin {
	seq: number;
	record: R;
	script: RunScript;
	/** Does the work; what it returns is laid over the record at the end. Must not reject. */
	process: () => Promise<Partial<R>>;
	/** The run is synchronous: nobody polls, so counting Gets would never end it. */
	sync: boolean;
	signal: AbortSignal;
	/** called once, when the run has got its final status */
	onEnd?: (run: LiveRun<R>) => void;
}

const isTerminalStatus = (status: string) =>
	!['PENDING', 'PROCESSING', 'CANCELLING'].includes(status);
export const hasEnded = (run: { record: RunRecord }) => isTerminalStatus(run.record.status);

/**
 * Starts a run: PROCESSING (or PENDING) until its work is done and its latency or its polls are over.
 * The script of the run decides over the behaviour of the emulator.
 */
export function startLiveRun<R extends RunRecord>(
	behaviour: Behavior,
	init: RunInit<R>,
): LiveRun<R> {
	const { record, script } = init;
	const polls =
		script.pollsUntilDone ?? (script.latencyMs === undefined ? behaviour.pollsUntilDone : null);
	const latency = polls === null ? (script.latencyMs ?? behaviour.latencyMs) : 0;
	let settle = () => {};
	const ended = new Promise<void>((resolve) => (settle = resolve));
	const done = init.process();

	const end = (changes: Partial<R>) => {
		if (isTerminalStatus(record.status)) return;
		run.updatedAt = new Date().toISOString();
		Object.assign(record, changes, record.updatedAt ? { updatedAt: run.updatedAt } : {});
		settle();
		init.onEnd?.(run);
	};
	const finish = async () => end(await done);
	const at = record.createdAt ?? new Date().toISOString();
	const run: LiveRun<R> = {
		id: record.id,
		seq: init.seq,
		createdAt: at,
		updatedAt: at,
		record,
		script,
		ended,
		gets: 0,
		deleted: false,
		hiddenLists: 0,
		hiddenUntil: 0,
		source: init.source ?? 'API',
		batchId: init.batchId ?? null,
		sourceId: init.sourceId ?? null,
		finish,
		cancel() {
			if (record.status !== 'PROCESSING')
				throw invalidRequest(`Only PROCESSING runs can be cancelled, this one is ${record.status}`);
			end({ status: 'CANCELLED' } as Partial<R>);
		},
	};
	// A sync run counts no Gets unless its caller is going to be cut off and has to poll for it.
	if (polls === null || (init.sync && behaviour.syncLimitMs === null)) {
		if (latency === 0) void finish();
		else void delay(latency, init.signal).then((over) => (over ? finish() : undefined));
	}
	return run;
}

/** Counts a Get of the run and lets it end if its time has come. */
export async function recordPoll<R extends RunRecord>(
	behaviour: Behavior,
	run: LiveRun<R>,
): Promise<void> {
	run.gets += 1;
	const { script } = run;
	const polls =
		script.pollsUntilDone ?? (script.latencyMs === undefined ? behaviour.pollsUntilDone : null);
	if (polls !== null ? run.gets > polls : (script.latencyMs ?? behaviour.latencyMs) === 0)
		await run.finish();
}
