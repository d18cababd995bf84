import type { Extend } from 'extend-ai';
import type { Behavior } from '../state/options.mts';
import type { RunScript } from './runScripts.mts';
import { delay } from '../state/delay.mts';

/** Fields common to all runs. Parse and edit runs have no timestamps, edit runs no metadata. */
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
	/** resolves when the run reached a terminal status */
	ended: Promise<void>;
	/** number of GET requests so far */
	gets: number;
	deleted: boolean;
	/** it is removed once its result was delivered */
	zeroRetention: boolean;
	/** number of list requests, and the time, until lists include the run */
	hiddenLists: number;
	hiddenUntil: number;
	/** value for the `source` filter, e.g. `API` */
	source: string;
	batchId: string | null;
	sourceId: string | null;
	/** ends the run once its processing is complete */
	finish(): Promise<void>;
	/** Ends the run at once, unless it ended already. */
	end(changes: Partial<R>): void;
}

/** Origin of a run, in the terms of the list filters. */
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
	/** Processes the documents. The returned changes are merged into the record. Must not reject. */
	process: () => Promise<Partial<R>>;
	/** The run is synchronous. Nobody polls, so counting GET requests would never end it. */
	sync: boolean;
	signal: AbortSignal;
	zeroRetention?: boolean;
	/** called once, when the run reached a terminal status */
	onEnd?: (run: LiveRun<R>) => void;
}

const isTerminalStatus = (status: string) =>
	!['PENDING', 'PROCESSING', 'CANCELLING'].includes(status);
export const hasEnded = (run: { record: RunRecord }) => isTerminalStatus(run.record.status);

/**
 * Starts a run. It stays PROCESSING (or PENDING) until its processing is complete and its latency or number
 * of polls is reached. The run's script overrides the emulator's behavior.
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
		zeroRetention: init.zeroRetention ?? false,
		hiddenLists: 0,
		hiddenUntil: 0,
		source: init.source ?? 'API',
		batchId: init.batchId ?? null,
		sourceId: init.sourceId ?? null,
		finish,
		end,
	};
	// A synchronous run ignores polls, unless its client will be cut off and has to poll.
	if (polls === null || (init.sync && behaviour.syncLimitMs === null)) {
		if (latency === 0) void finish();
		else void delay(latency, init.signal).then((over) => (over ? finish() : undefined));
	}
	return run;
}

/** Counts a GET request and ends the run when it is due. */
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
