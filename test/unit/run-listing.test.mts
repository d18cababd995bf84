/** The list of runs in which earlier results are looked for: how far it is read, and for how long. */
import type { IDataObject } from 'n8n-workflow';
import type { ApiClient, ApiRequest } from '../../nodes/shared/http/client';
import type { Outcome } from '../../nodes/shared/http/outcome';
import { EXTRACT_RUN } from '../../nodes/shared/runs/kinds';
import { createRunListing } from '../../nodes/shared/runs/reuse/runListing';
import { clock } from '../../nodes/shared/utils/clock';
import { useVirtualClock } from '../support/virtualClock.mts';

const time = useVirtualClock(clock);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const run = (fingerprint: string, ageMs: number, more: IDataObject = {}): IDataObject => ({
	object: 'extract_run',
	id: `exr_${fingerprint}_${ageMs}`,
	status: 'PROCESSED',
	createdAt: new Date(clock.now() - ageMs).toISOString(),
	metadata: { n8n: { key: 'k', fingerprint } },
	...more,
});

/** An account whose list has these pages, each of which takes so long. */
function createListing(
	pages: Array<IDataObject[] | Outcome>,
	{ pageMs = 0, lookBackDays = 30 } = {},
) {
	const requests: ApiRequest[] = [];
	const send = async (request: ApiRequest): Promise<Outcome> => {
		requests.push(request);
		await Promise.resolve();
		time.advance(pageMs);
		const page = pages[requests.length - 1];
		if (!Array.isArray(page)) return page;
		const nextPageToken = requests.length < pages.length ? `page ${requests.length}` : undefined;
		return { kind: 'succeeded', body: { object: 'list', data: page, nextPageToken } };
	};
	const api = { send, serverNow: () => clock.now() } as ApiClient;
	return { listing: createRunListing(api, EXTRACT_RUN, undefined, lookBackDays), requests };
}

const ids = async (found: Promise<Array<{ id: string }>>) => (await found).map(({ id }) => id);

it('is read only as far as a fingerprint is not found, once for all of them', async () => {
	const { listing, requests } = createListing([[run('a', 1)], [run('b', 2)], [run('c', 3)]]);
	expect(await ids(listing.find('a'))).toEqual(['exr_a_1']);
	expect(requests).toHaveLength(1);
	const found = await Promise.all([listing.find('b'), listing.find('b'), listing.find('a')]);
	expect(found.map(([{ id }]) => id)).toEqual(['exr_b_2', 'exr_b_2', 'exr_a_1']);
	expect(requests).toHaveLength(2);
	expect(listing.getEnd()).toBeUndefined();
	expect(await listing.find('z')).toEqual([]);
	expect(await listing.find('y')).toEqual([]);
	expect(requests).toHaveLength(3);
	expect(listing.getEnd()).toBe('complete');
});

it('ends after five pages', async () => {
	const { listing, requests } = createListing([...Array(7)].map((_page, n) => [run('a', n)]));
	expect(await listing.find('z')).toEqual([]);
	expect(requests).toHaveLength(5);
	expect(listing.getEnd()).toBe('cut');
	expect(listing.getOldest()?.getTime()).toBe(clock.now() - 4);
});

it('ends after ten seconds of reading, however long the documents take in between', async () => {
	const pages = [...Array(5)].map((_page, n) => [run(`f${n}`, n)]);
	const { listing, requests } = createListing(pages, { pageMs: 4000 });
	await listing.find('f0');
	time.advance(10 * MINUTE_MS);
	expect(await ids(listing.find('f1'))).toEqual(['exr_f1_1']);
	expect(await listing.find('f4')).toEqual([]);
	expect(requests).toHaveLength(3);
	expect(requests.map(({ deadline }) => deadline - clock.now() < 10_000)).toEqual([
		true,
		true,
		true,
	]);
	expect(listing.getEnd()).toBe('cut');
});

it('ends where it is older than asked, and older runs do not count', async () => {
	const { listing, requests } = createListing(
		[[run('a', DAY_MS - 1), run('b', DAY_MS + 1)], [run('c', 2 * DAY_MS)]],
		{ lookBackDays: 1 },
	);
	expect(await listing.find('b')).toEqual([]);
	expect(requests).toHaveLength(1);
	expect(listing.getEnd()).toBe('complete');
	expect(await ids(listing.find('a'))).toHaveLength(1);
});

it('keeps what was read when a page fails', async () => {
	const { listing } = createListing([
		[run('a', 5)],
		{
			kind: 'rejected',
			safeToRetry: false,
			error: { code: 'HTTP_403', message: '', retryable: false },
		},
	]);
	expect(await listing.find('z')).toEqual([]);
	expect(await ids(listing.find('a'))).toHaveLength(1);
	expect(listing.getEnd()).toBe('failed');
	expect(listing.getOldest()).toBeDefined();
});

it('prefers a result to a run in progress, and the newest result to older ones', async () => {
	const { listing } = createListing([
		[
			run('a', 1, { status: 'PROCESSING' }),
			run('a', 2, { status: 'FAILED' }),
			run('a', 3),
			run('a', 4, { status: 'CANCELLING' }),
			run('a', 5),
			run('a', 6, { status: 'CANCELLED' }),
			run('a', DAY_MS, { status: 'PROCESSING' }),
		],
	]);
	expect(await ids(listing.find('a'))).toEqual(['exr_a_3', 'exr_a_5', 'exr_a_1']);
});

it('takes no runs without a fingerprint of ours', async () => {
	const { listing } = createListing([
		[
			run('a', 1, { metadata: null }),
			run('a', 2, { metadata: { fingerprint: 'a' } }),
			run('a', 3, { metadata: { n8n: 'a' } }),
			run('a', 4, { metadata: { n8n: { fingerprint: { a: 'a' } } } }),
			run('a', 5, { createdAt: 'yesterday' }),
		],
	]);
	expect(await listing.find('a')).toEqual([]);
});
