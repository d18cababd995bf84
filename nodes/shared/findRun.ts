import { clock } from './clock';
import { NO_LIST } from './calls';
import { asListPage, asRun, type Stored } from './contract';
import { ADOPTABLE_FOR_MS } from './register';
import type { Failure } from './outcome';
import type { RunSearch } from './runKinds';
import type { Work } from './runs';
import type { Api } from './transport';

/** Clocks differ and requests travel: runs this much older than ours still count, in ms. */
const SLACK_MS = 60_000;
const MOST_PAGES = 20;
/** Where the list tells no metadata, so many candidates are read, then nobody knows. */
const MOST_READS = 20;

/** The runs of a batch are made within this time, in ms. */
const BATCH_SPREAD_MS = 10 * 60_000;

export type Finding = string | 'absent' | 'unknown';

/**
 * Looks once through the newest runs for the one that carries our key in `metadata.n8n.key`.
 * @param sinceMs when the work was first sent, by our clock; older runs are not looked at, nor any that is
 * older than 24 hours by the server's clock
 * @param checked IDs that were read before and are not ours; grows
 * @returns the ID of the run or batch, or the key for a batch whose runs do not tell it; `absent` when the
 * list was read and has it not; `unknown` when it could not be read to the end
 */
export async function findRun(
	api: Api,
	work: Pick<Work, 'kind' | 'key' | 'processorId'>,
	sinceMs: number,
	deadline: number,
	checked = new Set<string>(),
): Promise<Finding> {
	const { search } = work.kind;
	if (!search) return 'unknown';
	const query = {
		...search.query,
		...(work.processorId && search.processorFilter
			? { [search.processorFilter]: work.processorId }
			: {}),
	};
	let pageCursor: string | undefined;
	for (let pages = 0; pages < MOST_PAGES; pages++) {
		const outcome = await api.page(search.path, query, pageCursor, deadline);
		const page = outcome.kind === 'answered' ? asListPage(outcome.body) : undefined;
		if (!page) return 'unknown';

		const ageMs = Math.min(clock.now() - sinceMs + SLACK_MS, ADOPTABLE_FOR_MS);
		const oldest = api.serverNow() - ageMs;
		const isOld = ({ createdAt }: Stored) => Date.parse(String(createdAt)) < oldest;
		const candidates = page.data.filter((run) => !isOld(run) && fits(run, search));
		const found = search.readsEach
			? await readEach(api, search, work.key, candidates, deadline, checked)
			: candidates.find((run) => keyOf(run.metadata) === work.key);
		if (found === 'unknown') return 'unknown';
		if (found) return search.gives === 'key' ? work.key : String(found[search.gives]);
		if (!isNewestFirst(page.data)) return 'unknown';
		if (page.nextPageToken === undefined || page.data.some(isOld)) return 'absent';
		pageCursor = page.nextPageToken;
	}
	// More runs than we read are newer than ours may be: nobody knows.
	return 'unknown';
}

/**
 * The summaries of all runs that carry the key: those of a batch, which are started together. Or the failure
 * that prevents reading them.
 */
export async function findRunsOf(
	api: Api,
	{ path, query }: RunSearch,
	key: string,
	deadline: number,
): Promise<Stored[] | Failure> {
	const runs: Stored[] = [];
	let pageCursor: string | undefined;
	do {
		const outcome = await api.page(path, query, pageCursor, deadline);
		if (outcome.kind !== 'answered') return outcome;
		const page = asListPage(outcome.body);
		if (!page) return { kind: 'lost', problem: NO_LIST };
		runs.push(...page.data.filter((run) => keyOf(run.metadata) === key));
		const times = runs.map(createdAt).filter((time) => !Number.isNaN(time));
		const oldest = Math.min(api.serverNow(), ...times);
		const since = runs.length > 0 ? oldest - BATCH_SPREAD_MS : oldest - ADOPTABLE_FOR_MS;
		pageCursor = page.data.some((run) => createdAt(run) < since) ? undefined : page.nextPageToken;
	} while (pageCursor !== undefined);
	return runs;
}

function createdAt(run: Stored): number {
	return Date.parse(String(run.createdAt));
}

/** Runs of batches are no answer for a single run, and the other way round. */
function fits({ batchId }: Stored, { gives }: RunSearch): boolean {
	return gives === 'key' || (gives === 'batchId') === (typeof batchId === 'string');
}

/** The candidate that carries the key. All runs of a batch carry the same, so one of each is read. */
async function readEach(
	api: Api,
	{ path, gives }: RunSearch,
	key: string,
	candidates: Stored[],
	deadline: number,
	checked: Set<string>,
): Promise<Stored | 'unknown' | undefined> {
	for (const candidate of candidates) {
		const is = String(candidate[gives]);
		if (checked.has(is)) continue;
		if (checked.size >= MOST_READS) return 'unknown';
		const outcome = await api.send({
			method: 'GET',
			path: `${path}/${encodeURIComponent(candidate.id)}`,
			policy: 'read',
			deadline,
		});
		const run = outcome.kind === 'answered' ? asRun(outcome.body) : undefined;
		if (!run) return 'unknown';
		if (keyOf(run.metadata) === key) return candidate;
		checked.add(is);
	}
	return undefined;
}

/** Where a list cannot be sorted, its order is not promised; another one than expected proves nothing. */
function isNewestFirst(runs: Stored[]): boolean {
	if (runs.length < 2) return true;
	const [first, last] = [runs[0], runs[runs.length - 1]];
	return !(Date.parse(String(first.createdAt)) < Date.parse(String(last.createdAt)));
}

function keyOf(metadata: unknown): unknown {
	return (metadata as { n8n?: { key?: unknown } } | null | undefined)?.n8n?.key;
}
