import { createId } from '../state/ids.mts';
import { startLiveRun, type LiveRun, type RunOrigin, type RunRecord } from './lifecycle.mts';
import { getInputName } from '../resources/fileInput.mts';
import type { State } from '../state/state.mts';
import type { RunKind } from './types.mts';

/**
 * Creates a run. Invalid requests throw. Later errors become the outcome of the run. `kind.prepare` alone
 * validates a request without creating a run.
 */
export function createRun<R extends RunRecord>(
	state: State,
	kind: RunKind<R>,
	data: unknown,
	origin: RunOrigin & { sync?: boolean } = {},
): LiveRun<R> {
	const { sync = false } = origin;
	const { inputs, record: build, process, zeroRetention } = kind.prepare(state, data, origin);
	const status = sync ? 'PROCESSING' : state.behavior.initialStatus;
	const record = build({ id: createId(kind.prefix), status }, new Date().toISOString());
	const names = inputs.map((input) => getInputName(state, input));
	const script = state.scripts.take(kind.kind, names, record.metadata);
	const run = startLiveRun(state.behavior, {
		...origin,
		seq: state.nextSequence(),
		record,
		script,
		process: () => process(record, script),
		sync,
		zeroRetention,
		signal: state.closing.signal,
		onEnd: (ended) => state.events.emit('runEnded', ended as LiveRun),
	});
	const lag = state.faults.takeListLag();
	if (lag) {
		run.hiddenLists = lag.lists ?? 0;
		run.hiddenUntil = lag.ms ? Date.now() + lag.ms : 0;
	}
	state.runs.set(run.id, run as LiveRun);
	return run;
}
