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
	/** its end was published to webhooks */
	isAnnounced: boolean;
	/** set for a batch that did not end with its runs */
	endedAs?: 'FAILED' | 'CANCELLED';
}

export interface StoredFile {
	id: string;
	seq: number;
	name: string;
	type: Extend.FileType | null;
	/** path of the stored content */
	path: string;
	bytes: number;
	sha256: string;
	password?: string;
	pageCount?: number;
	/** set for files that were converted to PDF when they were uploaded */
	convertedFrom?: { name: string; type: Extend.FileType | null };
	/** retention removed its content */
	isPurged?: boolean;
	/** set for files created by a split */
	parent?: { fileId: string; split: Extend.ParentSplit };
	/** the parse that was billed with the first run */
	parseRunId?: string;
	createdAt: string;
	updatedAt: string;
}

export interface StoredEvaluationSet {
	id: string;
	seq: number;
	name: string;
	description: string;
	/** the processor that is evaluated */
	entityId: string;
	/** by ID, oldest first */
	items: Map<string, StoredEvaluationItem>;
	createdAt: string;
	updatedAt: string;
}

export interface StoredEvaluationItem {
	id: string;
	seq: number;
	fileId: string;
	expectedOutput: unknown;
	createdAt: string;
	updatedAt: string;
}

interface StateEvents {
	/** a run of any kind ended (also by cancellation); `run.record.object` is its kind */
	runEnded: [run: LiveRun];
	/** e.g. `extractor.created`, with the API object */
	changed: [eventType: string, object: object];
	/** the server must restart */
	restart: [how: { downMs: number; keepState: boolean }];
}

/** A recorded request, for inspection by tests. */
export interface RecordedRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	/** names in lower case */
	headers: Record<string, string>;
	/** parsed JSON, or a summary of the upload */
	body?: unknown;
	/** null until a response was sent */
	status: number | null;
	/** the fault that was applied */
	fault?: string;
	/** how the server ended the exchange; undefined while it is still handled */
	end?: 'answered' | 'dropped' | 'hanging';
	/** milliseconds since 1970 */
	at: number;
}

/** The in-memory state of one emulator. There is no database. */
export class State {
	readonly apiKey: string;
	readonly workspaceId: string;
	behavior: Behavior;
	readonly faults = new FaultQueue();
	readonly scripts = new RunScriptQueue();
	private readonly rootFolder = mkdtempSync(path.join(tmpdir(), 'extend-emulator-'));
	/** folder of file contents; replaced on each reset */
	folder = this.newFolder();
	readonly reader = new DocumentReader();
	/** aborted when the emulator closes; ends timers and pending responses */
	readonly closing = new AbortController();
	url = '';
	requests: RecordedRequest[] = [];
	log: string[] = [];
	files = new Map<string, StoredFile>();
	/** extractors, classifiers and splitters */
	processors = new Map<string, StoredProcessor>();
	/** runs of all kinds; deleted runs stay, because they were billed */
	runs = new Map<string, LiveRun>();
	workflows = new Map<string, StoredWorkflow>();
	batches = new Map<string, StoredBatch>();
	evaluationSets = new Map<string, StoredEvaluationSet>();
	/** scripted ends of the next batches */
	nextBatchEnds: Array<'FAILED' | 'CANCELLED'> = [];
	endpoints = new Map<string, StoredEndpoint>();
	subscriptions = new Map<string, StoredSubscription>();
	/** delivered events, oldest first */
	deliveries: Delivery[] = [];
	/** deliveries in progress */
	readonly pendingDeliveries = new Set<Promise<void>>();
	/** event payloads that are fetched by URL */
	payloads = new Map<string, object>();
	/** listeners survive a reset */
	readonly events = new EventEmitter<StateEvents>();
	private seq = 0;

	constructor(private readonly options: EmulatorOptions) {
		this.apiKey = options.apiKey ?? createId('sk');
		this.workspaceId = options.workspaceId ?? 'ws_emulator';
		this.behavior = resolveBehavior(options);
		// Every waiting run and response adds a listener.
		setMaxListeners(0, this.closing.signal);
		this.seed();
	}

	/** An increasing number that orders items created in the same millisecond. */
	nextSequence(): number {
		return ++this.seq;
	}

	/** Restores the seeds and the initial options. Removes faults and scripts. */
	reset(): void {
		this.behavior = resolveBehavior(this.options);
		this.faults.clear();
		this.scripts.clear();
		this.nextBatchEnds = [];
		this.requests = [];
		this.log = [];
		this.clearData();
	}

	/** Deletes all stored data, like a restart without a disk. Faults and scripts stay. */
	clearData(): void {
		// A new map: files of earlier requests may still be added to the old one.
		this.files = new Map();
		this.runs.clear();
		this.batches.clear();
		this.evaluationSets.clear();
		this.endpoints.clear();
		this.subscriptions.clear();
		this.deliveries = [];
		this.payloads.clear();
		// An earlier upload may still be writing. Its folder is removed when possible, at the latest on
		// close.
		void rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
		this.folder = this.newFolder();
		this.seed();
	}

	private newFolder(): string {
		return mkdtempSync(path.join(this.rootFolder, 'files-'));
	}

	/** Log lines must not contain secrets. */
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
