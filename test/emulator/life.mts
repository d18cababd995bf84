import type { Behaviour } from './options.mts';
import type { RunScript } from './scripts.mts';
import { pause } from './pause.mts';
import { invalid } from './problem.mts';

/** What the life cycle needs of a run object of any kind. */
export interface RunRecord {
	id: string;
	status: string;
	createdAt: string;
	updatedAt: string;
}

export interface LiveRun<R extends RunRecord> {
	id: string;
	seq: number;
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
	source: string;
	batchId: string | null;
	sourceId: string | null;
	/** brings the run to its end now (waits for the work) */
	finish(): Promise<void>;
	cancel(): void;
}

export interface NewRun<R extends RunRecord> {
	seq: number;
	record: R;
	script: RunScript;
	/** Does the work; what it returns is laid over the record at the end. Must not reject. */
	work: () => Promise<Partial<R>>;
	/** The run is synchronous: nobody polls, so counting Gets would never end it. */
	sync: boolean;
	signal: AbortSignal;
}

const terminal = (status: string) => !['PENDING', 'PROCESSING', 'CANCELLING'].includes(status);
export const isTerminal = (run: LiveRun<RunRecord>) => terminal(run.record.status);

/**
 * Starts a run: PROCESSING (or PENDING) until its work is done and its latency or its polls are over.
 * The script of the run decides over the behaviour of the emulator.
 */
export function startRun<R extends RunRecord>(behaviour: Behaviour, init: NewRun<R>): LiveRun<R> {
	const { record, script } = init;
	const polls =
		script.pollsUntilDone ?? (script.latencyMs === undefined ? behaviour.pollsUntilDone : null);
	const latency = polls === null ? (script.latencyMs ?? behaviour.latencyMs) : 0;
	let settle = () => {};
	const ended = new Promise<void>((resolve) => (settle = resolve));
	const done = init.work();

	const end = (changes: Partial<R>) => {
		if (terminal(record.status)) return;
		Object.assign(record, changes, { updatedAt: new Date().toISOString() });
		settle();
	};
	const finish = async () => end(await done);
	const run: LiveRun<R> = {
		id: record.id,
		seq: init.seq,
		record,
		script,
		ended,
		gets: 0,
		deleted: false,
		hiddenLists: 0,
		hiddenUntil: 0,
		source: 'API',
		batchId: null,
		sourceId: null,
		finish,
		cancel() {
			if (record.status !== 'PROCESSING')
				throw invalid(`Only PROCESSING runs can be cancelled, this one is ${record.status}`);
			end({ status: 'CANCELLED' } as Partial<R>);
		},
	};
	// A sync run counts no Gets unless its caller is going to be cut off and has to poll for it.
	if (polls === null || (init.sync && behaviour.syncLimitMs === null)) {
		if (latency === 0) void finish();
		else void pause(latency, init.signal).then((over) => (over ? finish() : undefined));
	}
	return run;
}

/** Counts a Get of the run and lets it end if its time has come. */
export async function polled(behaviour: Behaviour, run: LiveRun<RunRecord>): Promise<void> {
	run.gets += 1;
	const { script } = run;
	const polls =
		script.pollsUntilDone ?? (script.latencyMs === undefined ? behaviour.pollsUntilDone : null);
	if (polls !== null ? run.gets > polls : (script.latencyMs ?? behaviour.latencyMs) === 0)
		await run.finish();
}
