/**
 * A local Extend for tests, the demo and contributors without a key. It speaks the HTTP of Extend and reads
 * documents, but it is no AI: values are found by matching labels such as "Invoice No." in the text.
 * What it answers says nothing about how well Extend reads a document.
 */
import type { AddressInfo } from 'node:net';
import type { Fault, FaultQueue } from './faults/faultQueue.mts';
import {
	getBilledRuns,
	getFiles,
	getRuns,
	type RunKindOrAll,
	type RunsByKind,
	type InspectedFile,
} from './state/inspection.mts';
import type { Behavior, EmulatorOptions } from './state/options.mts';
import type { RunScript } from './runs/runScripts.mts';
import { createServer } from './server/createServer.mts';
import { reviewRun, type ReviewDecision } from './workflows/reviewRun.mts';
import { RestartController } from './server/restarts.mts';
import { State, type RecordedRequest } from './state/state.mts';
import {
	deliverEvent,
	sendDelivery,
	waitForDeliveries,
	type ForgedDelivery,
} from './webhooks/deliverEvent.mts';
import { findEndpoint, type Delivery } from './webhooks/store.mts';

export type { Behavior, EmulatorOptions, Fault, RunScript, InspectedFile, RecordedRequest };
export { seededIds } from './state/seeds.mts';

export interface Emulator {
	/** `http://127.0.0.1:PORT`, without a slash at the end */
	readonly url: string;
	readonly apiKey: string;
	/** scripted faults: `faults.add({ kind: 'status', status: 503, times: 1 })`, `faults.clear()` */
	readonly faults: FaultQueue;
	/** can be changed at any time; `reset()` brings back what the emulator was started with */
	readonly options: Behavior;
	/** every request to the API in order of arrival, also those that were never answered */
	readonly requests: RecordedRequest[];
	/** one line per answer, and stack traces of the emulator's own errors */
	readonly log: string[];
	/** how the next run ends (or, with `match`, the next that fits) */
	nextRun(script: RunScript): void;
	/** runs of a kind (default `extract_run`) or `all` that were not deleted, oldest first */
	runs<K extends RunKindOrAll = 'extract_run'>(kind?: K): Array<RunsByKind[K]>;
	/** runs that were ever created and PROCESSED, deleted ones too: what Extend would charge for */
	billedRuns<K extends RunKindOrAll = 'extract_run'>(kind?: K): Array<RunsByKind[K]>;
	files(): InspectedFile[];
	/** events that were sent, oldest first */
	readonly deliveries: Delivery[];
	/** Sends an event by hand, also a forged one; resolves when it is done. */
	deliver(
		endpointId: string,
		eventType: string,
		payload: object,
		forged?: ForgedDelivery,
	): Promise<Delivery>;
	/** Sends an event again, as the dashboard can. */
	redeliver(eventId: string): Promise<void>;
	/** Plays the person who reviews a workflow run. */
	review(runId: string, decision: ReviewDecision): void;
	/** Resolves when no event is under way. */
	waitForDeliveries(): Promise<void>;
	/** Resolves when the server is up: a scripted restart takes it down for a while. */
	waitUntilUp(): Promise<void>;
	/** forgets everything but the seeds */
	reset(): void;
	/** drops all connections, stops the reader, removes the files */
	close(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1. Close it, or its port and its folder stay. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const state = new State(options);
	const app = createServer(state);
	try {
		await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	} catch (error) {
		await state.close();
		throw error;
	}
	const restarts = new RestartController(state, app.server);
	state.url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	return {
		url: state.url,
		apiKey: state.apiKey,
		faults: state.faults,
		get options() {
			return state.behavior;
		},
		get requests() {
			return state.requests;
		},
		get log() {
			return state.log;
		},
		nextRun: (script) => state.scripts.add(script),
		runs: <K extends RunKindOrAll>(kind?: K) => getRuns(state, kind ?? ('extract_run' as K)),
		billedRuns: <K extends RunKindOrAll>(kind?: K) =>
			getBilledRuns(state, kind ?? ('extract_run' as K)),
		files: () => getFiles(state),
		get deliveries() {
			return state.deliveries;
		},
		deliver: async (endpointId, eventType, payload, forged) =>
			await deliverEvent(state, findEndpoint(state, endpointId), eventType, payload, forged),
		async redeliver(eventId) {
			const sent = state.deliveries.filter((one) => one.eventId === eventId);
			const again = sent.map((one) =>
				sendDelivery(state, findEndpoint(state, one.endpointId), one),
			);
			await Promise.all(again);
		},
		review: (runId, decision) => reviewRun(state, runId, decision),
		waitForDeliveries: async () => await waitForDeliveries(state),
		waitUntilUp: async () => await restarts.waitUntilUp(),
		reset: () => state.reset(),
		async close() {
			state.closing.abort();
			await restarts.waitUntilUp();
			app.server.closeAllConnections();
			await app.close();
			await state.close();
		},
	};
}
