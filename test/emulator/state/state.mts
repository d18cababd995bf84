import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { EventEmitter, setMaxListeners } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Extend } from 'extend-ai';
import { FaultQueue } from '../faults/faultQueue.mts';
import { createId } from './ids.mts';
import type { LiveRun } from '../runs/lifecycle.mts';
import { resolveBehavior, type Behavior, type EmulatorOptions } from './options.mts';
import { RunScriptQueue } from '../runs/runScripts.mts';
import type { StoredProcessor } from '../processors/types.mts';
import { createSeededProcessors } from './seeds.mts';
import { createSeededWorkflows } from '../workflows/seedWorkflows.mts';
import type { StoredWorkflow } from '../workflows/store.mts';
import type { Delivery, StoredEndpoint, StoredSubscription } from '../webhooks/store.mts';
import { DocumentReader } from '../demoReader/layout/documentReader.mts';

export interface StoredBatch {
	id: string;
	seq: number;
	createdAt: string;
	/** its end was told to webhooks */
	isAnnounced: boolean;
}

export interface StoredFile {
	id: string;
	seq: number;
	name: string;
	type: Extend.FileType | null;
	/** where the bytes lie */
	path: string;
	bytes: number;
	sha256: string;
	password?: string;
	pageCount?: number;
	/** of a file that a split made */
	parent?: { fileId: string; split: Extend.ParentSplit };
	/** the parse that a first run has paid for */
	parseRunId?: string;
	createdAt: string;
	updatedAt: string;
}

interface StateEvents {
	/** a run of any kind has got its final status (cancelled ones too); `run.record.object` is its kind */
	runEnded: [run: LiveRun];
	/** e.g. `extractor.created`, with the object as the API shows it */
	changed: [eventType: string, object: object];
	/** the server is to go down and come back */
	restart: [how: { downMs: number; keepState: boolean }];
}

/** One request as it arrived; part of the inspection interface. */
export interface RecordedRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	/** names in lower case */
	headers: Record<string, string>;
	/** parsed JSON, or a summary of the upload */
	body?: unknown;
	/** null until answered, and for ever if no answer was sent */
	status: number | null;
	/** the scripted fault that hit it */
	fault?: string;
	/** milliseconds since 1970 */
	at: number;
}

/** Everything one emulator knows. Resources work on this; there is no database. */
export class State {
	readonly apiKey: string;
	readonly workspaceId: string;
	behavior: Behavior;
	readonly faults = new FaultQueue();
	readonly scripts = new RunScriptQueue();
	private readonly rootFolder = mkdtempSync(path.join(tmpdir(), 'extend-emulator-'));
	/** where the bytes of files lie; another one after each reset */
	folder = this.newFolder();
	readonly reader = new DocumentReader();
	/** aborted when the emulator closes: ends timers and hanging answers */
	readonly closing = new AbortController();
	url = '';
	requests: RecordedRequest[] = [];
	log: string[] = [];
	files = new Map<string, StoredFile>();
	/** extractors, classifiers and splitters */
	processors = new Map<string, StoredProcessor>();
	/** of all kinds; deleted runs stay here, for the bill */
	runs = new Map<string, LiveRun>();
	/** workflows by ID */
	workflows = new Map<string, StoredWorkflow>();
	batches = new Map<string, StoredBatch>();
	endpoints = new Map<string, StoredEndpoint>();
	subscriptions = new Map<string, StoredSubscription>();
	/** every event that was sent, oldest first */
	deliveries: Delivery[] = [];
	/** deliveries that are not done */
	readonly pendingDeliveries = new Set<Promise<void>>();
	/** payloads of events that are fetched by address */
	payloads = new Map<string, object>();
	/** what others want to hear of; listeners stay over a reset */
	readonly events = new EventEmitter<StateEvents>();
	private seq = 0;

	constructor(private readonly options: EmulatorOptions) {
		this.apiKey = options.apiKey ?? createId('sk');
		this.workspaceId = options.workspaceId ?? 'ws_emulator';
		this.behavior = resolveBehavior(options);
		// one listener for every run and answer that is waiting
		setMaxListeners(0, this.closing.signal);
		this.seed();
	}

	/** A number that grows: the order of things created in the same millisecond. */
	nextSequence(): number {
		return ++this.seq;
	}

	/** Back to the seeds, with the options the emulator was started with. Faults and scripts go too. */
	reset(): void {
		this.behavior = resolveBehavior(this.options);
		this.faults.clear();
		this.scripts.clear();
		this.requests = [];
		this.log = [];
		this.clearData();
	}

	/** Loses what was stored, as a server that comes back without its disk; what is scripted stays. */
	clearData(): void {
		// A new map: what is still being stored for a request from before belongs to the old one.
		this.files = new Map();
		this.runs.clear();
		this.batches.clear();
		this.endpoints.clear();
		this.subscriptions.clear();
		this.deliveries = [];
		this.payloads.clear();
		// An upload from before may still be written, so its folder goes when it can, at the latest in the end.
		void rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
		this.folder = this.newFolder();
		this.seed();
	}

	private newFolder(): string {
		return mkdtempSync(path.join(this.rootFolder, 'files-'));
	}

	/** Adds a line to the log. Nothing secret is ever put into it. */
	writeLog(line: string): void {
		this.log.push(line);
		this.options.onLog?.(line);
	}

	async close(): Promise<void> {
		this.closing.abort();
		await this.reader.close();
		rmSync(this.rootFolder, { recursive: true, force: true, maxRetries: 5 });
	}

	private seed() {
		this.workflows = new Map(createSeededWorkflows(this).map((one) => [one.id, one]));
		this.processors = new Map(
			createSeededProcessors(() => this.nextSequence(), this.options.extractors ?? 0).map((one) => [
				one.id,
				one,
			]),
		);
	}
}
