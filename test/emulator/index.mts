/**
 * A local stand-in for Extend, for tests, the demo and contributors without an API key. It implements
 * Extend's HTTP API and reads documents, but it is not an AI: it finds values by matching labels such as
 * "Invoice No." in the text. Its results say nothing about Extend's quality.
 */
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
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
import { findFile } from './resources/files.mts';
import { endBatch } from './resources/batches.mts';
import { createServer } from './server/createServer.mts';
import { reviewRun, type ReviewDecision } from './workflows/reviewRun.mts';
import { RestartController } from './server/restarts.mts';
import { purgeFile } from './state/retention.mts';
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

type BatchEnd = 'FAILED' | 'CANCELLED';

export interface Emulator {
	/** `http://127.0.0.1:PORT`, without a trailing slash */
	readonly url: string;
	readonly apiKey: string;
	/** scripted faults: `faults.add({ kind: 'status', status: 503, times: 1 })`, `faults.clear()` */
	readonly faults: FaultQueue;
	/** can be changed at any time; `reset()` restores the initial options */
	readonly options: Behavior;
	/** every API request in order of arrival, including those that got no response */
	readonly requests: RecordedRequest[];
	/** one line per response, and stack traces of internal errors */
	readonly log: string[];
	/** scripts the result of the next run, or of the next run that satisfies `match` */
	nextRun(script: RunScript): void;
	/** The next batch ends like this as soon as it is created, with all of its runs. */
	nextBatch(endedAs: BatchEnd): void;
	/** Ends a batch and its unfinished runs. */
	endBatch(id: string, endedAs: BatchEnd): void;
	/** Removes the content of a file, as retention does. */
	purgeFile(id: string): void;
	/** runs of a kind (default `extract_run`) or `all`, without deleted ones, oldest first */
	runs<K extends RunKindOrAll = 'extract_run'>(kind?: K): Array<RunsByKind[K]>;
	/** all PROCESSED runs, including deleted ones: what Extend would bill */
	billedRuns<K extends RunKindOrAll = 'extract_run'>(kind?: K): Array<RunsByKind[K]>;
	files(): InspectedFile[];
	/** delivered events, oldest first */
	readonly deliveries: Delivery[];
	/** Delivers an arbitrary event, genuine or forged. Resolves when the delivery is complete. */
	deliver(
		endpointId: string,
		eventType: string,
		payload: object,
		forged?: ForgedDelivery,
	): Promise<Delivery>;
	/** Delivers an event again, as the dashboard can. */
	redeliver(eventId: string): Promise<void>;
	/** Completes the review of a workflow run, in place of a reviewer. */
	review(runId: string, decision: ReviewDecision): void;
	/** How many connections are open. */
	countConnections(): Promise<number>;
	/** Resolves when no delivery is in progress. */
	waitForDeliveries(): Promise<void>;
	/** Resolves when the server is up. A scripted restart stops it temporarily. */
	waitUntilUp(): Promise<void>;
	/** Ends a restart before its time. Resolves when the server is up. */
	bringUp(): Promise<void>;
	/** deletes everything except the seeded resources */
	reset(): void;
	/** closes all connections, stops the PDF reader and deletes the stored files */
	close(): Promise<void>;
}

/** Starts an emulator on 127.0.0.1. Callers must close it to release its port and its folder. */
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
		nextBatch: (endedAs) => state.nextBatchEnds.push(endedAs),
		purgeFile: (id) => purgeFile(findFile(state, id)),
		endBatch: (id, endedAs) => endBatch(state, id, endedAs),
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
		countConnections: async () => await promisify(app.server.getConnections.bind(app.server))(),
		waitForDeliveries: async () => await waitForDeliveries(state),
		waitUntilUp: async () => await restarts.waitUntilUp(),
		bringUp: async () => await restarts.bringUp(),
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
