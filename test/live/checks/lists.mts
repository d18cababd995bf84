/** Lists of runs and files: pages, order, filters, and how late they are. */
import type { IDataObject } from 'n8n-workflow';
import { isFailedPage, PAGE_SIZE, pages } from '../../../nodes/shared/api/pagination';
import { getOwn } from '../../../nodes/shared/utils/objects';
import { clock } from '../../../nodes/shared/utils/clock';
import type { LiveSession } from '../session.mts';
import type { SharedRunName } from '../sharedRuns.mts';
import {
	expectThat,
	held,
	notCheckable,
	notHeld,
	type Assumption,
	type Verdict,
} from '../types.mts';

const PAGINATION = 'nodes/shared/api/pagination.ts';
const SEARCH = 'nodes/shared/runs/search.ts';
const KINDS = 'nodes/shared/runs/kinds.ts';
/** The last of the product's looks for a lost run (`SEARCH_PAUSES_MS`). */
const SEARCH_MS = 11_000;
/** How long the product reads a run that is not there yet (`VISIBILITY_LAG_MS`). */
const VISIBLE_MS = 30_000;

const LISTED: SharedRunName[] = ['extract', 'classify', 'split', 'parse'];

const getData = (body: IDataObject) => (body.data ?? []) as IDataObject[];

async function checkPageSize(
	session: LiveSession,
	path: string,
	query: IDataObject,
): Promise<Verdict> {
	const { ok, status, code, body } = await session.send('GET', path, { query });
	if (!ok) return notHeld(`${status} ${code}`);
	const count = getData(body).length;
	const isFull = !body.nextPageToken || count === PAGE_SIZE;
	const note = body.nextPageToken ? `${count} on a page` : `accepted; all ${count} fit on one page`;
	return expectThat(isFull, `${count} of ${PAGE_SIZE} on a page, and more on the next`, note);
}

async function checkOrder(
	session: LiveSession,
	path: string,
	query: IDataObject,
): Promise<Verdict> {
	const { ok, status, code, body } = await session.send('GET', path, { query });
	if (!ok) return notHeld(`${status} ${code}`);
	const times = getData(body).map(({ createdAt }) => Date.parse(String(createdAt)));
	if (times.some(Number.isNaN)) return notHeld('entries without `createdAt`');
	if (times.length < 2) return notCheckable(`the list has ${times.length} entries`);
	const isSorted = times.every((time, i) => i === 0 || time <= times[i - 1]);
	return expectThat(isSorted, 'another order', `${times.length} entries`);
}

/** Measures a time for each kind of run, and compares the longest with a limit. */
async function checkLag(
	limitMs: number,
	measure: (name: SharedRunName) => Promise<number | undefined>,
): Promise<Verdict> {
	const times = await Promise.all(LISTED.map(async (name) => [name, await measure(name)] as const));
	const note = times.map(
		([name, ms]) => `${name} ${ms ?? 'never'}${ms === undefined ? '' : ' ms'}`,
	);
	const isHeld = times.every(([, ms]) => ms !== undefined && ms <= limitMs);
	return expectThat(isHeld, note.join(', '), note.join(', '));
}

export const listChecks: Assumption[] = [
	{
		id: 'page-size',
		assumption: `A list accepts ${PAGE_SIZE} as \`maxPageSize\` and then has so many on a page.`,
		where: [PAGINATION],
		ifWrong: 'Lists take more requests, or all of them fail with 400.',
		check: async (session) =>
			await checkPageSize(session, '/extract_runs', { maxPageSize: PAGE_SIZE }),
	},
	{
		id: 'parse-page-size',
		assumption: `The list of parse runs accepts \`limit\` beside \`maxPageSize\`, each with ${PAGE_SIZE}.`,
		where: [KINDS],
		ifWrong: 'Lost parse runs are searched in pages of 20, or not at all.',
		check: async (session) =>
			await checkPageSize(session, '/parse_runs', { maxPageSize: PAGE_SIZE, limit: PAGE_SIZE }),
	},
	{
		id: 'list-end',
		assumption: 'A list ends with a page without `nextPageToken`, and its pages repeat no entry.',
		where: [PAGINATION],
		ifWrong: 'Lists end too early or with an error.',
		uses: ['extract', 'parse'],
		async check(session) {
			await Promise.all([session.shared.start('extract'), session.shared.start('parse')]);
			const query = { nameContains: session.id, maxPageSize: 1, sortDir: 'asc' };
			const ids: string[] = [];
			for await (const page of pages(session.api, '/files', query, {
				deadline: clock.now() + VISIBLE_MS,
			})) {
				if (isFailedPage(page)) return notHeld('a page could not be read');
				if (page.data.length > 1) return notHeld(`${page.data.length} entries on a page of one`);
				for (const { id } of page.data) ids.push(id);
			}
			if (ids.length < 2) return notHeld(`${ids.length} of at least two files`);
			return expectThat(
				new Set(ids).size === ids.length,
				'repeated entries',
				`${ids.length} pages`,
			);
		},
	},
	{
		id: 'list-order',
		assumption: 'Lists of extract runs take `sortBy` and `sortDir` and are then newest first.',
		where: [SEARCH, KINDS],
		ifWrong: 'A lost run that is not found counts as unknown and is not started again.',
		uses: ['extract', 'broken'],
		async check(session) {
			await Promise.all([session.shared.start('extract'), session.shared.start('broken')]);
			const query = { sortBy: 'createdAt', sortDir: 'desc', maxPageSize: PAGE_SIZE };
			return await checkOrder(session, '/extract_runs', query);
		},
	},
	{
		id: 'parse-list-order',
		assumption: 'The list of parse runs, which cannot be sorted, is newest first.',
		where: [SEARCH, KINDS],
		ifWrong: 'A lost parse run that is not found counts as unknown and is not started again.',
		uses: ['extract', 'parse'],
		async check(session) {
			await Promise.all([session.shared.start('extract'), session.shared.start('parse')]);
			return await checkOrder(session, '/parse_runs', { maxPageSize: PAGE_SIZE });
		},
	},
	{
		id: 'source-api',
		assumption: 'Runs that were started by the API are listed with `source=API`.',
		where: [KINDS],
		ifWrong: 'Lost runs are not found, and after a dropped connection they are billed twice.',
		uses: LISTED,
		async check(session) {
			const missing: string[] = [];
			for (const name of LISTED) {
				const { run, listedAfterMs } = await session.shared.start(name);
				await listedAfterMs;
				const path = `/${name}_runs`;
				const query = { source: 'API', maxPageSize: PAGE_SIZE };
				const { ok, status, code, body } = await session.send('GET', path, { query });
				const isListed = getData(body).some(({ id }) => id === run.id);
				if (!isListed) missing.push(ok ? name : `${name} (${status} ${code})`);
			}
			return expectThat(missing.length === 0, `not listed: ${missing.join(', ')}`);
		},
	},
	{
		id: 'list-lag',
		assumption: `A new run is in the list of its kind within ${SEARCH_MS / 1000} s.`,
		where: ['nodes/shared/runs/lifecycle.ts', SEARCH],
		ifWrong:
			'After a dropped connection a run is started twice; the first is canceled as soon as it is listed.',
		uses: LISTED,
		check: async (session) =>
			await checkLag(
				SEARCH_MS,
				async (name) => await (await session.shared.start(name)).listedAfterMs,
			),
	},
	{
		id: 'read-lag',
		assumption: `A new run can be read by its ID at once, and surely within ${VISIBLE_MS / 1000} s.`,
		where: ['nodes/shared/runs/waiting.ts'],
		ifWrong: 'A run that was paid for counts as not found.',
		uses: LISTED,
		check: async (session) =>
			await checkLag(
				VISIBLE_MS,
				async (name) => await (await session.shared.start(name)).readAfterMs,
			),
	},
	{
		id: 'summary-metadata',
		assumption:
			'The entries of the lists of extract, classify, split and parse runs have their metadata.',
		where: [SEARCH, KINDS],
		ifWrong: 'Lost runs are not found, and after a dropped connection they are billed twice.',
		uses: LISTED,
		async check(session) {
			const lacking: string[] = [];
			for (const name of LISTED) {
				const { run, key, listedAfterMs } = await session.shared.start(name);
				await listedAfterMs;
				const query = { maxPageSize: PAGE_SIZE };
				const { body } = await session.send('GET', `/${name}_runs`, { query });
				const entry = getData(body).find(({ id }) => id === run.id);
				if (getOwn(getOwn(entry?.metadata, 'n8n'), 'key') !== key) lacking.push(name);
			}
			return expectThat(lacking.length === 0, `without: ${lacking.join(', ')}`);
		},
	},
	{
		id: 'workflow-summaries',
		assumption: 'The entries of the list of workflow runs have no metadata.',
		where: [KINDS],
		ifWrong: 'Nothing: each candidate is read, which would not be needed.',
		async check(session) {
			const query = { maxPageSize: 5 };
			const { ok, status, code, body } = await session.send('GET', '/workflow_runs', { query });
			if (!ok) return notHeld(`${status} ${code}`);
			const runs = getData(body);
			if (runs.length === 0) return notCheckable('the workspace has no workflow runs');
			const having = runs.filter((run) => 'metadata' in run).length;
			return expectThat(having === 0, `${having} of ${runs.length} have it`, `${runs.length} runs`);
		},
	},
	{
		id: 'name-filters',
		assumption: 'Lists of runs and files can be filtered by a part of the name of a file.',
		where: ['nodes/Extend/parameters/list/runFilters.ts', 'nodes/shared/listSearch/searchList.ts'],
		ifWrong: 'The filters and the search of the file picker find too much or nothing.',
		uses: ['parse'],
		async check(session) {
			const { listedAfterMs } = await session.shared.start('parse');
			await listedAfterMs;
			const files = await session.send('GET', '/files', { query: { nameContains: session.id } });
			const names = getData(files.body).map(({ name }) => String(name));
			if (names.length === 0) return notHeld('no file is found');
			if (!names.every((name) => name.includes(session.id))) return notHeld('others are found too');
			const query = { fileNameContains: 'no-such-file-n8n-live' };
			const none = await session.send('GET', '/parse_runs', { query });
			if (getData(none.body).length > 0) return notHeld('runs of other files are found');
			return held(`${names.length} files`);
		},
	},
];
