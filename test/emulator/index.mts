/**
 * A local Extend for tests, the demo and contributors without a key. It speaks the HTTP of Extend and reads
 * documents, but it is no AI: values are found by matching labels such as "Invoice No." in the text.
 * What it answers says nothing about how well Extend reads a document.
 */
import type { AddressInfo } from 'node:net';
import type { Fault, Faults } from './faults/faultQueue.mts';
import {
	billedRuns,
	files,
	runs,
	type RunKindOrAll,
	type RunObjects,
	type SeenFile,
} from './state/inspection.mts';
import type { Behaviour, EmulatorOptions } from './state/options.mts';
import type { RunScript } from './runs/runScripts.mts';
import { buildServer } from './server/createServer.mts';
import { review, type Review } from './workflows/reviewRun.mts';
import { Restarts } from './server/restarts.mts';
import { State, type SeenRequest } from './state/state.mts';
import { deliver, send, settled, type Forged } from './webhooks/deliverEvent.mts';
import { findEndpoint, type Delivery } from './webhooks/store.mts';

export type { Behaviour, EmulatorOptions, Fault, RunScript, SeenFile, SeenRequest };
export { seededIds } from './state/seeds.mts';

export interface Emulator {
	/** `http://127.0.0.1:PORT`, without a slash at the end */
	readonly url: string;
	readonly apiKey: string;
	/** scripted faults: `faults.add({ kind: 'status', status: 503, times: 1 })`, `faults.clear()` */
	readonly faults: Faults;
	/** can be changed at any time; `reset()` brings back what the emulator was started with */
	readonly options: Behaviour;
	/** every request to the API in order of arrival, also those that were never answered */
	readonly requests: SeenRequest[];
	/** one line per answer, and stack traces of the emulator's own errors */
	readonly log: string[];
	/** how the next run ends (or, with `match`, the next that fits) */
	nextRun(script: RunScript): void;
	/** runs of a kind (default `extract_run`) or `all` that were not deleted, oldest first */
	runs<K extends RunKindOrAll = 'extract_run'>(kind?: K): Array<RunObjects[K]>;
	/** runs that were ever created and PROCESSED, deleted ones too: what Extend would charge for */
	billedRuns<K extends RunKindOrAll = 'extract_run'>(kind?: K): Array<RunObjects[K]>;
	files(): SeenFile[];
	/** events that were sent, oldest first */
	readonly deliveries: Delivery[];
	/** Sends an event by hand, also a forged one; resolves when it is done. */
	deliver(
		endpointId: string,
		eventType: string,
		payload: object,
		forged?: Forged,
	): Promise<Delivery>;
	/** Sends an event again, as the dashboard can. */
	redeliver(eventId: string): Promise<void>;
	/** Plays the person who reviews a workflow run. */
	review(runId: string, decision: Review): void;
	/** Resolves when no event is under way. */
	settled(): Promise<void>;
	/** Resolves when the server is up: a scripted restart takes it down for a while. */
	up(): Promise<void>;
	/** forgets everything but the seeds */
	reset(): void;
	/** drops all connections, stops the reader, removes the files */
	close(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1. Close it, or its port and its folder stay. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const state = new State(options);
	const app = buildServer(state);
	try {
		await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	} catch (error) {
		await state.close();
		throw error;
	}
	const restarts = new Restarts(state, app.server);
	state.url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	return {
		url: state.url,
		apiKey: state.apiKey,
		faults: state.faults,
		get options() {
			return state.behaviour;
		},
		get requests() {
			return state.requests;
		},
		get log() {
			return state.log;
		},
		nextRun: (script) => state.scripts.add(script),
		runs: <K extends RunKindOrAll>(kind?: K) => runs(state, kind ?? ('extract_run' as K)),
		billedRuns: <K extends RunKindOrAll>(kind?: K) =>
			billedRuns(state, kind ?? ('extract_run' as K)),
		files: () => files(state),
		get deliveries() {
			return state.deliveries;
		},
		deliver: async (endpointId, eventType, payload, forged) =>
			await deliver(state, findEndpoint(state, endpointId), eventType, payload, forged),
		async redeliver(eventId) {
			const sent = state.deliveries.filter((one) => one.eventId === eventId);
			const again = sent.map((one) => send(state, findEndpoint(state, one.endpointId), one));
			await Promise.all(again);
		},
		review: (runId, decision) => review(state, runId, decision),
		settled: async () => await settled(state),
		up: async () => await restarts.over(),
		reset: () => state.reset(),
		async close() {
			state.closing.abort();
			await restarts.over();
			app.server.closeAllConnections();
			await app.close();
			await state.close();
		},
	};
}
