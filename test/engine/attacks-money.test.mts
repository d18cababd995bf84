/** Ways to pay twice or to lose what was paid for, each by its letter in the list of attacks. */
import type { IDataObject, INode } from 'n8n-workflow';
import { pages } from '../../nodes/shared/api/pagination';
import type { ApiClient } from '../../nodes/shared/http/client';
import { EXTRACT_RUN, PARSE_RUN } from '../../nodes/shared/runs/kinds';
import { runLedger } from '../../nodes/shared/runs/ledger';
import { searchRun } from '../../nodes/shared/runs/search';
import { clock as sourceClock } from '../../nodes/shared/utils/clock';
import { seededIds, type Fault } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import { getItemError, RETRY_TWICE } from '../support/extendNode.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { runOnTexts } from '../support/invoiceRuns.mts';
import { useEmulator } from '../support/fixtures.mts';
import { createFakeApi } from '../support/fakeApi.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const starts = (path: string) =>
	emulator.requests.filter((request) => request.method === 'POST' && request.path === path).length;
const run = async (
	documents: string[],
	options?: IDataObject,
	node?: Partial<INode>,
	parameters?: IDataObject,
) => await runOnTexts(emulator, documents, options, node, parameters);
const RESET: Fault = {
	kind: 'reset',
	when: 'after',
	match: { method: 'POST', path: '/extract_runs' },
};
const NOT_FOUND: Fault = {
	kind: 'status',
	status: 404,
	envelope: { code: 'NOT_FOUND', message: 'not here' },
	match: { method: 'GET', path: '/extract_runs/.+' },
};

describe('A2: what is to happen after a lost response holds over all tries of Retry On Fail', () => {
	it("'Fail' starts once", async () => {
		emulator.faults.add(RESET);
		emulator.faults.add({ kind: 'listLag', ms: 1e9 });
		const { items } = await run(['Total: 1'], { onLostConnection: 'fail' }, RETRY_TWICE);
		expect(getItemError(items[0])).toMatchObject({ code: 'NO_ANSWER' });
		expect(starts('/extract_runs')).toBe(1);
	});

	it("'Start Again' starts once more, and not in every try", async () => {
		emulator.faults.add(RESET);
		emulator.faults.add({ kind: 'listLag', ms: 1e9 });
		const { items } = await run(['Total: 1'], {}, RETRY_TWICE);
		expect(getItemError(items[0])).toMatchObject({ code: 'NO_ANSWER' });
		expect(starts('/extract_runs')).toBe(2);
	});

	it('a batch is not started three times either', async () => {
		emulator.faults.add({ ...RESET, match: { method: 'POST', path: '/extract_runs/batch' } });
		emulator.faults.add({ kind: 'listLag', ms: 1e9 });
		await run(['Total: 1', 'Total: 2'], { onLostConnection: 'fail' }, RETRY_TWICE, {
			resource: 'batch',
			operation: 'start',
			runType: 'extract_run',
			extractor: { __rl: true, mode: 'list', value: seededIds.invoices },
		});
		expect(starts('/extract_runs/batch')).toBe(1);
	});

	it('a second start that Extend refuses does not make the first one forgotten', async () => {
		emulator.faults.add({ ...RESET, times: 1 });
		emulator.faults.add({ kind: 'listLag', ms: 1e9 });
		emulator.faults.add({
			kind: 'status',
			status: 400,
			envelope: { code: 'INVALID_REQUEST', message: 'no' },
			match: { method: 'POST', path: '/extract_runs' },
			times: 1,
		});
		await run(['Total: 1'], { onLostConnection: 'fail' }, RETRY_TWICE);
		expect(emulator.billedRuns()).toHaveLength(1);
	});
});

describe('A3: the ledger is bounded by age alone', () => {
	it('a node run of any size finds all of its runs again', () => {
		for (let n = 0; n < 30_000; n++) runLedger.recordRun(`many-${n}`, `exr_${n}`);
		expect(runLedger.get('many-0')).toMatchObject({ runId: 'exr_0' });
		// The ledger of the sources has their clock, also where the other tests run on a build.
		const { now } = sourceClock;
		try {
			sourceClock.now = () => now() + 25 * 60 * 60 * 1000;
			expect(runLedger.get('many-0')).toBeUndefined();
			expect(runLedger.get('many-29999')).toBeUndefined();
		} finally {
			sourceClock.now = now;
		}
	});
});

describe('A4: a run that Extend has just named is not lost by a 404', () => {
	it('while it is polled', async () => {
		emulator.faults.add({ ...NOT_FOUND, times: 4 });
		const { items } = await run(['Total: 1'], {}, RETRY_TWICE);
		expect(items[0].json).toHaveProperty('_extend.status', 'PROCESSED');
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('after it was found again', async () => {
		emulator.faults.add({ ...RESET, times: 1 });
		emulator.faults.add({ ...NOT_FOUND, times: 2 });
		const { items } = await run(['Total: 1'], {}, RETRY_TWICE);
		expect(items[0].json).toHaveProperty('_extend.status', 'PROCESSED');
		expect(emulator.billedRuns()).toHaveLength(1);
	});

	it('nor paid for again when it stays away: the error has its ID', async () => {
		emulator.faults.add(NOT_FOUND);
		const { items } = await run(['Total: 1'], {}, RETRY_TWICE);
		const [made] = emulator.runs();
		expect(getItemError(items[0])).toMatchObject({ code: 'NOT_FOUND', runId: made.id });
		expect(emulator.billedRuns()).toHaveLength(1);
	});
});

describe('A7: a run is absent only with proof', () => {
	const now = Date.parse('2026-03-01T12:00:00Z');
	const entry = (id: string, ageS: number, key?: string, more: IDataObject = {}) => ({
		id,
		status: 'PROCESSED',
		createdAt: new Date(now - ageS * 1000).toISOString(),
		metadata: key ? { n8n: { key } } : null,
		...more,
	});
	const list = (...allPages: IDataObject[][]) =>
		createFakeApi(
			({ query }) => {
				const index = Number(query.nextPageToken ?? 0);
				const body: IDataObject = { data: allPages[index] };
				if (index + 1 < allPages.length) body.nextPageToken = String(index + 1);
				return body;
			},
			() => now,
		);
	const search = async (api: ApiClient, kind = EXTRACT_RUN, sinceMs = clock.now()) =>
		await searchRun(api, { kind, key: 'ours' }, sinceMs, Infinity);

	it('a list in no order is read to its end, also when its first entry is newer than its last', async () => {
		const api = list(
			[entry('pr_1', 10), entry('pr_2', 9000), entry('pr_3', 20), entry('pr_4', 9100)],
			[entry('pr_5', 5, 'ours')],
		);
		expect(await search(api, PARSE_RUN)).toEqual({ kind: 'found', id: 'pr_5' });
	});

	it('a sorted list ends with the first run that is too old', async () => {
		const api = list([entry('exr_1', 10), entry('exr_2', 9000)], [entry('exr_3', 9100, 'ours')]);
		expect(await search(api)).toEqual({ kind: 'absent' });
	});

	it('a clock that was set back makes nothing too old', async () => {
		const api = list([entry('exr_1', 10, 'ours')]);
		expect(await search(api, EXTRACT_RUN, clock.now() + 600_000)).toEqual({
			kind: 'found',
			id: 'exr_1',
		});
	});

	it('our key counts whatever the clock of the server says', async () => {
		const api = list([entry('exr_1', 7200, 'ours')]);
		expect(await search(api)).toEqual({ kind: 'found', id: 'exr_1' });
	});

	it.each([[''], [null], [undefined]])('a batch ID of %j is none', async (batchId) => {
		const api = list([entry('exr_1', 1, 'ours', { batchId })]);
		expect(await search(api)).toEqual({ kind: 'found', id: 'exr_1' });
	});
});

describe('A8: a response about something else counts for nothing', () => {
	it('another run is not taken for ours, and nothing of it is deleted', async () => {
		const other = { object: 'extract_run', id: 'exr_of_somebody', status: 'PROCESSED' };
		emulator.faults.add({
			kind: 'status',
			status: 200,
			body: { ...other, file: { id: 'file_of_somebody' }, output: { value: { a: 1 } } },
			match: { method: 'GET', path: '/extract_runs/.+' },
			times: 2,
		});
		const { items } = await run(['Total: 1'], { deleteAfter: 'both' });
		expect(items[0].json).not.toHaveProperty('a');
		expect(items[0].json).toHaveProperty('_extend.status', 'PROCESSED');
		const deleted = emulator.requests.filter(({ method }) => method === 'DELETE');
		expect(deleted.map(({ path }) => path).join()).not.toContain('somebody');
	});

	it('an object of another kind is not the run that was started', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 200,
			body: { object: 'file', id: 'file_1', status: 'PROCESSED' },
			when: 'after',
			match: { method: 'POST', path: '/extract_runs' },
			times: 1,
		});
		const { items, hints } = await run(['Total: 1']);
		expect(items[0].json).toHaveProperty('_extend.runId', emulator.runs()[0].id);
		expect(hints.join()).toContain('reused it');
	});
});

describe('A11: no empty result without a word', () => {
	it('a status that is not known is waited for', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 200,
			body: { object: 'extract_run', id: 'exr_new', status: 'QUEUED' },
			match: { method: 'POST', path: '/extract_runs' },
			times: 1,
		});
		emulator.faults.add({
			kind: 'status',
			status: 200,
			body: {
				object: 'extract_run',
				id: 'exr_new',
				status: 'PROCESSED',
				output: { value: { total: 1 }, metadata: {} },
			},
			match: { method: 'GET', path: '/extract_runs/exr_new' },
		});
		const { items } = await run(['Total: 1']);
		expect(items[0].json).toMatchObject({ total: 1 });
	});

	it('and comes out at the deadline with a hint', async () => {
		const body = { object: 'extract_run', id: 'exr_new', status: 'QUEUED' };
		emulator.faults.add({ kind: 'status', status: 200, body, match: { path: '/extract_runs.*' } });
		const { items, hints } = await run(['Total: 1'], { timeout: 60 });
		expect(items[0].json).toHaveProperty('_extend.status', 'QUEUED');
		expect(hints.join()).toContain('QUEUED');
	});

	it.each(['failed', 'PROCESSED'])(
		'a run that says why it failed is an error (%s)',
		async (status) => {
			const body = {
				object: 'extract_run',
				id: 'exr_new',
				status,
				failureReason: 'CORRUPT_FILE',
				output: null,
			};
			emulator.faults.add({
				kind: 'status',
				status: 200,
				body,
				match: { path: '/extract_runs.*' },
			});
			const { items } = await run(['Total: 1']);
			expect(getItemError(items[0])).toMatchObject({ code: 'CORRUPT_FILE', runId: 'exr_new' });
		},
	);
});

describe('A13: only a failure that cost nothing and may go away is started again', () => {
	it.each([
		['canceled by a person', { status: 'CANCELLED' }],
		['failed for good', { status: 'FAILED', failureReason: 'CORRUPT_FILE' }],
	])('not a run that was %s', async (_name, behavior) => {
		emulator.nextRun({ ...behavior, times: 3 } as never);
		await run(['Total: 1'], {}, RETRY_TWICE);
		expect(starts('/extract_runs')).toBe(1);
	});

	it('nor one that was billed', async () => {
		const body = {
			object: 'extract_run',
			id: 'exr_billed',
			status: 'FAILED',
			failureReason: 'INTERNAL_ERROR',
			usage: { credits: 5 },
		};
		emulator.faults.add({ kind: 'status', status: 200, body, match: { path: '/extract_runs.*' } });
		await run(['Total: 1'], {}, RETRY_TWICE);
		expect(starts('/extract_runs')).toBe(1);
	});
});

describe('C2: every list ends', () => {
	it('pages that lead to each other are an error', async () => {
		const bodies: Record<string, IDataObject> = {
			'': { data: [], nextPageToken: 'A' },
			A: { data: [], nextPageToken: 'B' },
			B: { data: [], nextPageToken: 'A' },
		};
		const api = createFakeApi(({ query }) => bodies[String(query.nextPageToken ?? '')]);
		const seen: string[] = [];
		for await (const page of pages(api, '/files', {})) {
			seen.push('kind' in page ? page.kind : 'page');
		}
		expect(seen).toEqual(['page', 'page', 'indeterminate']);
	});
});
