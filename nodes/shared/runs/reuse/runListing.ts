/** The runs of the past, read from the list as far as they are needed. */
import type { IDataObject } from 'n8n-workflow';
import { isFailedPage, pages } from '../../api/pagination';
import type { ApiClient } from '../../http/client';
import type { ApiObject, KnownRunStatus, ListPage } from '../../http/responses';
import { LISTING_TIMEOUT_MS } from '../../http/timeouts';
import { clock } from '../../utils/clock';
import { toOpen } from '../../utils/objects';
import type { RunKind } from '../kinds';
import { getFingerprint } from '../metadata';
import { isUnderWay } from '../polling';
import type { ProcessedRun } from './processedLedger';

const MAX_PAGES = 5;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A run that has been in progress this long isn't expected to finish. */
const MAX_RUN_MS = DAY_MS;

/** How far the list was read. */
export type ListingEnd =
	/** to its end, or as far back as asked */
	| 'complete'
	/** there are too many runs, or there was no time */
	| 'cut'
	| 'failed';

export interface ListedRun extends ProcessedRun {
	/** it has a result, as the list says */
	isDone: boolean;
}

export interface RunListing {
	/** The runs with the fingerprint that may have its result, the best first. Never throws. */
	find(fingerprint: string): Promise<ListedRun[]>;
	/** undefined while there is more to read */
	getEnd(): ListingEnd | undefined;
	/** when the oldest run that was read was created; undefined when none was read */
	getOldest(): Date | undefined;
}

/**
 * A listing of the runs of a kind, newest first. Pages are read until a fingerprint is found, five at most and for 10 s
 * at most, for all fingerprints together.
 * @param processorId of the extractor …, which narrows the list
 */
export function createRunListing(
	api: ApiClient,
	{ recovery, path: kindPath }: RunKind,
	processorId: string | undefined,
	lookBackDays: number,
): RunListing {
	const path = recovery?.path ?? kindPath;
	const query: IDataObject = { ...recovery?.query };
	if (processorId !== undefined && recovery?.processorFilter) {
		query[recovery.processorFilter] = processorId;
	}
	const found = new Map<string, ListedRun[]>();
	let end: ListingEnd | undefined;
	let oldest = Infinity;
	let cursor: string | undefined;
	let pageCount = 0;
	let leftMs = LISTING_TIMEOUT_MS;
	let reading: Promise<void> | undefined;

	async function readPage(): Promise<void> {
		const startedAt = clock.now();
		const { value: page } = await pages(api, path, query, {
			cursor,
			deadline: startedAt + leftMs,
		}).next();
		leftMs -= clock.now() - startedAt;
		if (!page || isFailedPage(page)) {
			end = 'failed';
			return;
		}
		pageCount += 1;
		cursor = page.nextPageToken;
		const isOver = addRuns(page);
		if (isOver || cursor === undefined) end = 'complete';
		else if (pageCount >= MAX_PAGES || leftMs <= 0) end = 'cut';
	}

	/** Whether the page goes back as far as asked. */
	function addRuns({ data }: ListPage): boolean {
		const now = api.serverNow();
		let isOver = false;
		for (const run of data) {
			const createdAt = Date.parse(String(run.createdAt));
			if (Number.isNaN(createdAt)) continue;
			const ageMs = now - createdAt;
			if (ageMs > lookBackDays * DAY_MS) {
				isOver = true;
				continue;
			}
			oldest = Math.min(oldest, createdAt);
			const fingerprint = getFingerprint(run);
			const isDone = hasResult(run);
			if (fingerprint === undefined || !(isDone || mayFinish(run, ageMs))) continue;
			const candidate = { id: run.id, namedAt: clock.now() - ageMs, isDone };
			found.set(fingerprint, [...(found.get(fingerprint) ?? []), candidate]);
		}
		return isOver;
	}

	return {
		async find(fingerprint) {
			for (;;) {
				const candidates = found.get(fingerprint);
				if (candidates) return candidates.sort((a, b) => Number(b.isDone) - Number(a.isDone));
				if (end) return [];
				reading ??= readPage().finally(() => (reading = undefined));
				await reading;
			}
		},
		getEnd: () => end,
		getOldest: () => (oldest === Infinity ? undefined : new Date(oldest)),
	};
}

function hasResult({ status }: ApiObject): boolean {
	return toOpen<KnownRunStatus>(String(status).toUpperCase()) === 'PROCESSED';
}

function mayFinish({ status }: ApiObject, ageMs: number): boolean {
	return isUnderWay(toOpen(String(status))) && ageMs < MAX_RUN_MS;
}
