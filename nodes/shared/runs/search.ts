/** Finds a run whose response was lost, by its idempotency key in the list of runs. */
import type { ApiClient } from '../http/client';
import { isFailedPage, pages } from '../api/pagination';
import { MEMORY_MS } from '../api/processMemory';
import type { FailedOutcome } from '../http/outcome';
import { parseRun, type ApiObject } from '../http/responses';
import { getOwn } from '../utils/objects';
import { clock } from '../utils/clock';
import type { RunRecovery } from './kinds';
import type { CandidateKeys, RunIdentity } from './types';
import { encodePathPart } from '../utils/urlPath';

/** Clocks differ and requests travel: runs this much older than ours still count, in ms. */
const CLOCK_SKEW_MS = 5 * 60_000;
/** The same between two runs of one list, whose times come from one server, in ms. */
const LIST_SKEW_MS = 60_000;
/** So many entries in order show that a list is sorted although it was not asked to be. */
const MIN_ORDERED_ENTRIES = 20;
const MAX_PAGES = 20;
/** Where the list has no metadata, candidates are read one by one, and in one search no more than these. */
const MAX_READS = 100;
/** The runs of a batch are created within this time, in ms. */
const BATCH_SPREAD_MS = 10 * 60_000;

export type SearchResult =
	/** ID of the run or batch, or the key for a batch whose runs do not tell its ID */
	| { kind: 'found'; id: string }
	/** The list was read and does not contain the run. */
	| { kind: 'absent' }
	/** The list could not be read far enough to tell. */
	| { kind: 'unknown' };

const ABSENT: SearchResult = { kind: 'absent' };
const UNKNOWN: SearchResult = { kind: 'unknown' };

export interface SearchOptions {
	/** what earlier searches have read; grows */
	candidateKeys?: CandidateKeys;
	/** another run with the key, which is not the one that is looked for */
	exceptId?: string;
}

/**
 * Looks once through the newest runs for the one that carries the key in `metadata.n8n.key`.
 * @param sinceMs when the start was first sent, by our clock; older runs are ignored, and so are those that are
 * older than 24 hours by the server's clock
 */
export async function searchRun(
	api: ApiClient,
	{ kind, key, processorId }: RunIdentity,
	sinceMs: number,
	deadline: number,
	options?: SearchOptions,
): Promise<SearchResult> {
	const identities = { kind, keys: [key], processorId };
	const { found, isComplete } = await searchRuns(api, identities, sinceMs, deadline, options);
	const id = found.get(key);
	if (id !== undefined) return { kind: 'found', id };
	return isComplete ? ABSENT : UNKNOWN;
}

/** Like `searchRun` for the runs of several keys. Returns the IDs by key. */
export async function searchRuns(
	api: ApiClient,
	{ kind, keys, processorId }: Omit<RunIdentity, 'key'> & { keys: string[] },
	sinceMs: number,
	deadline: number,
	{ candidateKeys = new Map(), exceptId }: SearchOptions = {},
): Promise<{ found: Map<string, string>; isComplete: boolean }> {
	const { recovery } = kind;
	const found = new Map<string, string>();
	const incomplete = { found, isComplete: false };
	const complete = { found, isComplete: true };
	if (!recovery) return incomplete;
	const query = {
		...recovery.query,
		...(processorId && recovery.processorFilter ? { [recovery.processorFilter]: processorId } : {}),
	};
	const wanted = new Set<unknown>(keys);
	let pageCount = 0;
	const order = new ListOrder('sortBy' in query);
	for await (const page of pages(api, recovery.path, query, { deadline })) {
		if (isFailedPage(page)) return incomplete;
		order.add(page.data);
		const elapsedMs = Math.max(0, clock.now() - sinceMs);
		// A server without a date, or with one of a gateway, may be hours ahead of the times in its list. A run that
		// is ours cannot be older than the newest one of the list by more than has passed since the start.
		const oldest = Math.min(
			api.serverNow() - Math.min(elapsedMs + CLOCK_SKEW_MS, MEMORY_MS),
			order.newest - Math.min(elapsedMs + LIST_SKEW_MS, MEMORY_MS),
		);
		const isOld = (run: ApiObject) => getCreatedAt(run) < oldest;
		const candidates = page.data.filter((run) => isCandidate(run, recovery, exceptId));
		const keyed = recovery.metadataInListing
			? // A key is unique, so its run counts whatever the clocks say.
				candidates.map((run) => ({ run, key: getKey(run.metadata) }))
			: readKeys(
					api,
					recovery,
					candidates.filter((run) => !isOld(run)),
					deadline,
					candidateKeys,
				);
		for await (const candidate of keyed) {
			if (!candidate) return incomplete;
			if (!wanted.delete(candidate.key)) continue;
			const key = String(candidate.key);
			const { matchField } = recovery;
			found.set(key, matchField === 'key' ? key : String(candidate.run[matchField]));
			if (wanted.size === 0) return complete;
		}
		// Where a list cannot be sorted, its order is not documented (assumption: parse-list-order). Only in a sorted list
		// old runs mark the end.
		if (order.isProven() && page.data.some(isOld)) return complete;
		if (page.nextPageToken === undefined) return complete;
		pageCount += 1;
		// More runs may be newer than ours than we read.
		if (pageCount >= MAX_PAGES) break;
	}
	return incomplete;
}

/**
 * The summaries of all runs that carry the key: those of a batch, which are started together. Or the failure
 * that prevents reading them.
 */
export async function findRunsByKey(
	api: ApiClient,
	{ path, query }: RunRecovery,
	key: string,
	deadline: number,
): Promise<ApiObject[] | FailedOutcome> {
	const runs = new Map<string, ApiObject>();
	let oldest = api.serverNow();
	for await (const page of pages(api, path, query, { deadline })) {
		if (isFailedPage(page)) return page;
		// The times in the list may be behind the server's clock.
		const [newest] = page.data;
		if (runs.size === 0 && newest) oldest = Math.min(oldest, getCreatedAt(newest));
		for (const run of page.data) {
			if (getKey(run.metadata) !== key) continue;
			runs.set(run.id, run);
			const time = getCreatedAt(run);
			if (time < oldest) oldest = time;
		}
		const since = runs.size > 0 ? oldest - BATCH_SPREAD_MS : oldest - MEMORY_MS;
		if (page.data.some((run) => getCreatedAt(run) < since)) break;
	}
	return [...runs.values()];
}

/** What the entries of a list show about its order. */
class ListOrder {
	/** when the newest run was created, by the times in the list */
	newest = -Infinity;
	private last = Infinity;
	private count = 0;
	private isDescending = true;

	constructor(private readonly isRequested: boolean) {}

	add(runs: ApiObject[]): void {
		for (const time of runs.map(getCreatedAt).filter((created) => !Number.isNaN(created))) {
			this.isDescending &&= time <= this.last;
			this.newest = Math.max(this.newest, time);
			this.last = time;
			this.count += 1;
		}
	}

	/** A few entries may be in order by chance. */
	isProven(): boolean {
		return this.isDescending && (this.isRequested || this.count >= MIN_ORDERED_ENTRIES);
	}
}

function getCreatedAt(run: ApiObject): number {
	return Date.parse(String(run.createdAt));
}

/** A run of a batch is no match for a single run, nor the other way round. */
function isCandidate(
	run: ApiObject,
	{ matchField }: RunRecovery,
	exceptId: string | undefined,
): boolean {
	if (exceptId !== undefined && run[matchField] === exceptId) return false;
	const { batchId } = run;
	// Types allow an empty or missing ID for single runs.
	const isInBatch = typeof batchId === 'string' && batchId !== '';
	return matchField === 'key' || (matchField === 'batchId') === isInBatch;
}

/**
 * The keys of the candidates, each read by itself; undefined when no more can be read. All runs of a batch carry the
 * same key, so one of each is read.
 */
async function* readKeys(
	api: ApiClient,
	{ path, matchField }: RunRecovery,
	candidates: ApiObject[],
	deadline: number,
	candidateKeys: CandidateKeys,
): AsyncGenerator<{ run: ApiObject; key: unknown } | undefined> {
	let reads = 0;
	const read = async (runId: string) => {
		const outcome = await api.send({
			method: 'GET',
			path: `${path}/${encodePathPart(runId)}`,
			idempotent: true,
			deadline,
		});
		const run = outcome.kind === 'succeeded' ? parseRun(outcome.body) : undefined;
		return run?.id === runId ? { key: getKey(run.metadata) } : undefined;
	};
	for (const run of candidates) {
		const id = String(run[matchField]);
		let known = candidateKeys.get(id);
		if (!known) {
			if (reads >= MAX_READS) return yield undefined;
			reads += 1;
			known = read(run.id);
			candidateKeys.set(id, known);
		}
		const result = await known;
		if (!result) {
			candidateKeys.delete(id);
			return yield undefined;
		}
		yield { run, key: result.key };
	}
}

function getKey(metadata: unknown): unknown {
	return getOwn(getOwn(metadata, 'n8n'), 'key');
}
