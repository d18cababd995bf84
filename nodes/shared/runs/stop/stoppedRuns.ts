/** Cancels what is under way when Stop is pressed: all runs of an execution together, in one budget of time. */
import type { ApiClient } from '../../http/client';
import type { LimiterQueue } from '../../http/limits/rateLimiter';
import { CLEAN_UP_TIMEOUT_MS, SYNC_TIMEOUT_MS } from '../../http/timeouts';
import { clock } from '../../utils/clock';
import type { RunKind } from '../kinds';
import { runLedger } from '../ledger';
import { cancelRun } from '../runRequests';
import { searchRuns } from '../search';
import type { CandidateKeys, RunIdentity, StopCleanUp, StoppedRun } from '../types';

/** All jobs of an execution notice Stop within this time (ms), so one listing serves all runs without an ID. */
const GATHER_MS = 50;
/** A new run may be missing from the list for a while: the runs are searched at 0, 1, 3, and 6 s. */
const SEARCH_PAUSES_MS = [0, 1000, 2000, 3000];
/** A connection each. With this many in progress, only a server that takes long for a cancellation holds back others. */
const MAX_PARALLEL_CANCELS = 20;
/** While this many wait for the rate limit, none is added, so the newest runs stay first. */
const MAX_WAITING = 4;

export interface StopServices {
	/** the API after Stop, when the ordinary one refuses every request */
	openApi(): Promise<ApiClient>;
	/** of the API after Stop; cancellations are writes */
	writes: LimiterQueue;
	/**
	 * Called when runs are left that were not canceled.
	 * @param unknownCount how many more may have been started whose IDs are unknown
	 */
	onLeft(runIds: string[], unknownCount: number): void;
}

export class StoppedRuns implements StopCleanUp {
	private readonly known = new Map<string, StoppedRun>();
	private readonly unknown = new Map<string, RunIdentity>();
	private readonly left: string[] = [];
	private readonly candidateKeys: CandidateKeys = new Map();
	private deadline: number | undefined;
	private api!: ApiClient;
	/** runs that were not found */
	private lostCount = 0;
	private inProgress = 0;
	private isSearching = false;
	private ended: Promise<void> | undefined;
	private onIdle: () => void = () => undefined;

	constructor(private readonly services: StopServices) {}

	async cancel(run: StoppedRun): Promise<void> {
		this.known.set(run.runId, run);
		await this.cleanUp();
	}

	async searchAndCancel(run: RunIdentity): Promise<void> {
		this.unknown.set(run.key, run);
		await this.cleanUp();
	}

	private async cleanUp(): Promise<void> {
		this.ended ??= this.cancelAll();
		await this.ended;
	}

	private async cancelAll(): Promise<void> {
		try {
			this.deadline ??= clock.now() + CLEAN_UP_TIMEOUT_MS;
			this.api ??= await this.services.openApi();
			this.services.writes.onLeave = () => this.fill();
			await clock.sleep(GATHER_MS);
			do {
				await this.findUnknown();
				await new Promise<void>((resolve) => {
					this.onIdle = resolve;
					this.fill();
				});
			} while (this.known.size + this.unknown.size > 0 && this.getTimeLeft() > 0);
			this.report();
		} finally {
			// In the turn of the report: a run that comes later is canceled or reported by another round.
			this.ended = undefined;
		}
	}

	private getTimeLeft(): number {
		return (this.deadline ?? 0) - clock.now();
	}

	/** Searches the runs without an ID, while those with one are canceled. */
	private async findUnknown(): Promise<void> {
		this.isSearching = true;
		this.fill();
		for (const pauseMs of SEARCH_PAUSES_MS) {
			if (this.unknown.size === 0 || this.getTimeLeft() <= pauseMs) break;
			await clock.sleep(pauseMs);
			await this.searchUnknown();
			this.fill();
		}
		this.isSearching = false;
		this.lostCount += this.unknown.size;
		this.unknown.clear();
	}

	/** Reads each list once for all runs that are looked for in it. */
	private async searchUnknown(): Promise<void> {
		const runs = [...this.unknown.values()];
		const lists = new Map(runs.map(({ kind }) => [kind.recovery?.path, kind]));
		await Promise.all(
			[...lists].map(async ([path, kind]) => {
				const listed = runs.filter((run) => run.kind.recovery?.path === path);
				await this.searchList(kind, listed);
			}),
		);
	}

	private async searchList(kind: RunKind, runs: RunIdentity[]): Promise<void> {
		const [processorId, ...others] = new Set(runs.map((run) => run.processorId));
		const keys = runs.map(({ key }) => key);
		let since = clock.now() - SYNC_TIMEOUT_MS;
		for (const key of keys) since = Math.min(since, runLedger.get(key)?.firstSentAt ?? since);
		const { found } = await searchRuns(
			this.api,
			{ kind, keys, processorId: others.length === 0 ? processorId : undefined },
			since,
			this.deadline ?? 0,
			{ candidateKeys: this.candidateKeys },
		);
		for (const [key, runId] of found) {
			this.unknown.delete(key);
			this.known.set(runId, { kind, runId, key });
		}
	}

	/** Starts as many cancellations as the rate limit lets through. */
	private fill(): void {
		while (this.known.size > 0 && this.getTimeLeft() > 0 && this.hasPlace()) {
			const run = this.takeNewest();
			this.inProgress += 1;
			void this.cancelOne(run).then(() => {
				this.inProgress -= 1;
				this.fill();
			});
		}
		if (this.inProgress === 0 && !this.isSearching) this.onIdle();
	}

	private hasPlace(): boolean {
		if (this.inProgress === 0) return true;
		return (
			this.inProgress < MAX_PARALLEL_CANCELS && this.services.writes.waitingCount < MAX_WAITING
		);
	}

	/** The newest runs have cost the least so far, and those that are almost done cost the same either way. */
	private takeNewest(): StoppedRun {
		const runs = [...this.known.values()];
		const newest = runs.reduce((one, other) => (getOrder(other) > getOrder(one) ? other : one));
		this.known.delete(newest.runId);
		return newest;
	}

	private async cancelOne({ kind, runId, runCount }: StoppedRun): Promise<void> {
		// `cancelRun` does not throw.
		const isCancelled = await cancelRun(this.api, kind, runId, runCount, this.deadline);
		if (!isCancelled) this.left.push(runId);
	}

	private report(): void {
		const runIds = [...this.left.splice(0), ...this.known.keys()];
		const unknownCount = this.lostCount + this.unknown.size;
		this.known.clear();
		this.unknown.clear();
		this.lostCount = 0;
		if (runIds.length + unknownCount > 0) this.services.onLeft(runIds, unknownCount);
	}
}

/** A run that another execution started counts as the newest. */
function getOrder({ key }: StoppedRun): number {
	return (key === undefined ? undefined : runLedger.get(key)?.order) ?? Infinity;
}
