/** Finds a run whose response was lost, by its idempotency key in the list of runs. */
import type { ApiClient } from '../http/client';
import { isFailedPage, pages } from '../api/pagination';
import type { FailedOutcome } from '../http/outcome';
import { parseRun, type ApiObject } from '../http/responses';
import { getOwn } from '../utils/objects';
import { clock } from '../utils/clock';
import type { RunRecovery } from './kinds';
import { RECOVERY_WINDOW_MS } from './ledger';
import type { RunIdentity } from './types';

/** Clocks differ and requests travel: runs this much older than ours still count, in ms. */
const CLOCK_SKEW_MS = 60_000;
const MAX_PAGES = 20;
/** Where the list has no metadata, so that candidates are read one by one, more are not read. */
const MAX_READS = 20;
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

/**
 * Looks once through the newest runs for the one that carries the key in `metadata.n8n.key`.
 * @param sinceMs when the start was first sent, by our clock; older runs are ignored, and so are those that are
 * older than 24 hours by the server's clock
 * @param checked IDs that were read before and did not match; grows
 */
export async function searchRun(
	api: ApiClient,
	{ kind, key, processorId }: RunIdentity,
	sinceMs: number,
	deadline: number,
	checked = new Set<string>(),
): Promise<SearchResult> {
	const { recovery } = kind;
	if (!recovery) return UNKNOWN;
	const query = {
		...recovery.query,
		...(processorId && recovery.processorFilter ? { [recovery.processorFilter]: processorId } : {}),
	};
	let pageCount = 0;
	for await (const page of pages(api, recovery.path, query, { deadline })) {
		if (isFailedPage(page)) return UNKNOWN;
		const ageMs = Math.min(clock.now() - sinceMs + CLOCK_SKEW_MS, RECOVERY_WINDOW_MS);
		const oldest = api.serverNow() - ageMs;
		const isOld = (run: ApiObject) => getCreatedAt(run) < oldest;
		const candidates = page.data.filter((run) => !isOld(run) && isCandidate(run, recovery));
		const found = recovery.metadataInListing
			? candidates.find((run) => getKey(run.metadata) === key)
			: await searchByReading(api, recovery, key, candidates, deadline, checked);
		if (found === 'unknown') return UNKNOWN;
		if (found) {
			const { matchField } = recovery;
			return { kind: 'found', id: matchField === 'key' ? key : String(found[matchField]) };
		}
		if (!isNewestFirst(page.data)) return UNKNOWN;
		if (page.nextPageToken === undefined || page.data.some(isOld)) return ABSENT;
		pageCount += 1;
		// More runs are newer than ours may be than we read.
		if (pageCount >= MAX_PAGES) break;
	}
	return UNKNOWN;
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
	const runs: ApiObject[] = [];
	for await (const page of pages(api, path, query, { deadline })) {
		if (isFailedPage(page)) return page;
		runs.push(...page.data.filter((run) => getKey(run.metadata) === key));
		const times = runs.map(getCreatedAt).filter((time) => !Number.isNaN(time));
		const oldest = Math.min(api.serverNow(), ...times);
		const since = runs.length > 0 ? oldest - BATCH_SPREAD_MS : oldest - RECOVERY_WINDOW_MS;
		if (page.data.some((run) => getCreatedAt(run) < since)) break;
	}
	return runs;
}

function getCreatedAt(run: ApiObject): number {
	return Date.parse(String(run.createdAt));
}

/** A run of a batch is no match for a single run, nor the other way round. */
function isCandidate({ batchId }: ApiObject, { matchField }: RunRecovery): boolean {
	return matchField === 'key' || (matchField === 'batchId') === (typeof batchId === 'string');
}

/** The candidate that carries the key. All runs of a batch carry the same, so one of each is read. */
async function searchByReading(
	api: ApiClient,
	{ path, matchField }: RunRecovery,
	key: string,
	candidates: ApiObject[],
	deadline: number,
	checked: Set<string>,
): Promise<ApiObject | 'unknown' | undefined> {
	for (const candidate of candidates) {
		const id = String(candidate[matchField]);
		if (checked.has(id)) continue;
		if (checked.size >= MAX_READS) return 'unknown';
		const outcome = await api.send({
			method: 'GET',
			path: `${path}/${encodeURIComponent(candidate.id)}`,
			idempotent: true,
			deadline,
		});
		const run = outcome.kind === 'succeeded' ? parseRun(outcome.body) : undefined;
		if (!run) return 'unknown';
		if (getKey(run.metadata) === key) return candidate;
		checked.add(id);
	}
	return undefined;
}

/** Where a list cannot be sorted, its order is not documented; any other order proves nothing. */
function isNewestFirst(runs: ApiObject[]): boolean {
	if (runs.length < 2) return true;
	return !(getCreatedAt(runs[0]) < getCreatedAt(runs[runs.length - 1]));
}

function getKey(metadata: unknown): unknown {
	return getOwn(getOwn(metadata, 'n8n'), 'key');
}
