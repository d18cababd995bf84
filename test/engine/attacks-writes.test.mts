/** Ways to start, create or delete something twice, or to lose it on the way; by their letters in the list of attacks. */
import type { IDataObject, INode } from 'n8n-workflow';
import type { ApiClient } from '../../nodes/shared/http/client';
import { EXTRACT_RUN, PARSE_RUN, WORKFLOW_RUN } from '../../nodes/shared/runs/kinds';
import { runLedger } from '../../nodes/shared/runs/ledger';
import { searchRun } from '../../nodes/shared/runs/search';
import { clock as sourceClock } from '../../nodes/shared/utils/clock';
import { seededIds, type Fault } from '../emulator/index.mts';
import { callApi } from '../emulator/support/client.mts';
import { byId, getItemError, RETRY_TWICE } from '../support/extendNode.mts';
import { findRequests, uploadFile, useEmulator } from '../support/fixtures.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { runOnTexts } from '../support/invoiceRuns.mts';
import { createFakeApi } from '../support/fakeApi.mts';

const emulator = useEmulator();
const time = useVirtualClock(clock);

const SETTINGS = ['continueRegularOutput', 'stopWorkflow'] as const;
const posts = (path: string | RegExp) => findRequests(emulator, 'POST', path).length;
const lost = (path: string, more: Partial<Fault> = {}): Fault =>
	({ kind: 'reset', when: 'after', match: { method: 'POST', path }, ...more }) as Fault;
const status = (code: number, path: string, more: object = {}): Fault =>
	({ kind: 'status', status: code, match: { method: 'POST', path }, ...more }) as Fault;
const run = async (
	documents: string[],
	options?: IDataObject,
	node?: Partial<INode>,
	parameters?: IDataObject,
) => await runOnTexts(emulator, documents, options, { ...RETRY_TWICE, ...node }, parameters);

describe('A7: a run is absent only with proof', () => {
	const now = Date.parse('2026-03-01T12:00:00Z');
	const entry = (id: string, ageS: number, key?: string) => ({
		id,
		status: 'PROCESSED',
		createdAt: new Date(now - ageS * 1000).toISOString(),
		metadata: key ? { n8n: { key } } : null,
	});
	/** Lists without metadata, as of workflow runs; each run is read. */
	const list = (serverAheadS: number, withMetadata: boolean, ...allPages: IDataObject[][]) => {
		const reads: string[] = [];
		const respond = ({ path, query }: { path: string; query: IDataObject }) => {
			const id = /_runs\/(.+)$/.exec(path)?.[1];
			if (id !== undefined) {
				reads.push(id);
				return allPages.flat().find((one) => one.id === id);
			}
			const index = Number(query.nextPageToken ?? 0);
			const data = allPages[index].map((one) =>
				withMetadata ? one : { ...one, metadata: undefined },
			);
			const more = index + 1 < allPages.length ? { nextPageToken: String(index + 1) } : {};
			return { data, ...more };
		};
		const api = createFakeApi(respond, () => now + serverAheadS * 1000);
		return { api, reads };
	};
	const search = async (api: ApiClient, kind = EXTRACT_RUN) =>
		await searchRun(api, { kind, key: 'ours' }, sourceClock.now(), Infinity);
	/** So many runs of others that ours is on the second page. */
	const others = (count: number, ageS: number) =>
		[...Array(count).keys()].map((n) => entry(`other_${ageS}_${n}`, ageS + n / 1000));

	it.each([
		['M06: a server without a date whose times are two hours behind', 7200],
		['M06b: a gateway with a date three minutes ahead', 180],
	])('%s', async (_name, aheadS) => {
		const { api } = list(aheadS, true, others(100, 1), [entry('exr_1', 2, 'ours')]);
		expect(await search(api)).toEqual({ kind: 'found', id: 'exr_1' });
	});

	it.each([
		['M06 of workflow runs', 7200],
		['M06b of workflow runs', 180],
	])('%s', async (_name, aheadS) => {
		const ours = entry('workflow_run_1', 2, 'ours');
		const { api } = list(aheadS, false, [...others(3, 1), ours, ...others(3, 7200)]);
		expect(await search(api, WORKFLOW_RUN)).toEqual({ kind: 'found', id: 'workflow_run_1' });
	});

	it('runs that are older than the newest one by more than the time since the start are not read', async () => {
		const { api, reads } = list(7200, false, [...others(3, 1), ...others(50, 7200)]);
		expect(await search(api, WORKFLOW_RUN)).toEqual({ kind: 'absent' });
		expect(reads).toHaveLength(3);
	});

	it('a few entries that are in order by chance do not prove a list sorted that was not asked to be', async () => {
		const { api } = list(
			0,
			true,
			[entry('pr_1', 10), entry('pr_2', 9000)],
			[entry('pr_3', 5, 'ours')],
		);
		expect(await search(api, PARSE_RUN)).toEqual({ kind: 'found', id: 'pr_3' });
	});

	it('many do', async () => {
		const { api } = list(
			0,
			true,
			[...others(20, 10), entry('pr_2', 9000)],
			[entry('pr_3', 9100, 'ours')],
		);
		expect(await search(api, PARSE_RUN)).toEqual({ kind: 'absent' });
	});
});

describe('A7, M02b: a first run that is listed only after the second start', () => {
	const twice = async (options: IDataObject = {}, parameters: IDataObject = {}) => {
		emulator.faults.add(lost('/extract_runs', { times: 1 }));
		emulator.faults.add({ kind: 'listLag', lists: 5, times: 1 });
		return await run(['Total: 1'], options, {}, parameters);
	};

	it('is canceled and named', async () => {
		emulator.nextRun({ pollsUntilDone: 100 });
		const { items, hints } = await twice();
		const [first, second] = emulator.runs();
		expect(items[0].json).toHaveProperty('_extend.runId', second.id);
		expect(first.status).toBe('CANCELLED');
		expect(hints.join()).toContain(`canceled the first run: ${first.id}`);
		expect(posts('/extract_runs')).toBe(2);
	});

	it('is named when it is done already', async () => {
		const { hints } = await twice();
		const [first] = emulator.runs();
		expect(hints.join()).toMatch(new RegExp(`couldn't cancel ${first.id}`));
	});

	it('also when nobody waits for the second one', async () => {
		emulator.nextRun({ pollsUntilDone: 100 });
		const { hints } = await twice({}, { waitForCompletion: false });
		expect(hints.join()).toContain(emulator.runs()[0].id);
		expect(emulator.runs().map(({ status: state }) => state)).toContain('CANCELLED');
	});

	it('is found later when it is still missing right after the second start', async () => {
		emulator.faults.add(lost('/extract_runs', { times: 1 }));
		emulator.faults.add({ kind: 'listLag', lists: 6, times: 1 });
		emulator.nextRun({});
		emulator.nextRun({ pollsUntilDone: 3 });
		const { hints } = await run(['Total: 1']);
		expect(hints.join()).toContain(emulator.runs()[0].id);
	});

	it('nothing is looked for, canceled or told after a single start', async () => {
		const { hints } = await run(['Total: 1']);
		expect(findRequests(emulator, 'GET', '/extract_runs')).toEqual([]);
		expect(posts(/cancel$/)).toBe(0);
		expect(hints.join()).not.toContain('started');
	});
});

describe('A15: what creates something is not repeated by Retry On Fail', () => {
	const create = { resource: 'extractor', operation: 'create', createFrom: 'empty' };
	const publish = {
		resource: 'extractor',
		operation: 'publish',
		extractor: byId(seededIds.invoices),
	};

	it.each(
		SETTINGS.flatMap((onError) => [
			['E01: Create', onError, { ...create, extractorName: 'Bills' }, '/extractors'] as const,
			[
				'Create, whose name has the time in it',
				onError,
				{ ...create, extractorName: '={{ "Bills " + $now.toMillis() + Math.random() }}' },
				'/extractors',
			] as const,
			['E02: Publish', onError, publish, `/extractors/${seededIds.invoices}/versions`] as const,
		]),
	)('%s (%s)', async (_name, onError, parameters, path) => {
		emulator.faults.add(lost(path));
		const { items, thrown } = await run(['a'], {}, { onError }, parameters);
		expect(posts(path)).toBe(1);
		const text = `${thrown?.message} ${String(getItemError(items[0]).message)}`;
		expect(text).toContain('The connection dropped before Extend responded');
		const description = `${thrown?.description} ${String(getItemError(items[0]).description)}`;
		expect(description).toContain("n8n didn't retry");
	});

	it('nor are the samples of an extractor uploaded again', async () => {
		emulator.faults.add(lost('/extractors'));
		const sample = { createFrom: 'generate', documentSource: 'fileId' };
		const fileId = await uploadFile(emulator, 'a.txt', 'Total: 1');
		const { items } = await run(
			['a'],
			{},
			{},
			{ ...create, ...sample, extractorName: 'Bills', fileId },
		);
		expect(getItemError(items[0])).toMatchObject({ code: 'NO_ANSWER' });
		expect(posts('/extractors')).toBe(1);
	});

	it('what was created is returned by the next try, when another item failed', async () => {
		emulator.faults.add(
			status(400, '/extractors', {
				match: { method: 'POST', path: '/extractors', after: 1 },
				times: 1,
			}),
		);
		const { items } = await run(
			['a', 'b'],
			{ concurrency: 1 },
			{ onError: 'stopWorkflow' },
			{
				...create,
				extractorName: '={{ $json.text }}',
			},
		);
		expect(items.map(({ json }) => json.name)).toEqual(['a', 'b']);
		expect(posts('/extractors')).toBe(3);
		const { json } = await callApi(emulator, 'GET', '/extractors?maxPageSize=100');
		const names = (json.data as Array<{ name: string }>).map(({ name }) => name);
		expect(names.filter((name) => name === 'a' || name === 'b').sort()).toEqual(['a', 'b']);
	});

	it('a creation that Extend rejected is tried again', async () => {
		emulator.faults.add(status(400, '/extractors', { times: 1 }));
		const { items } = await run(['a'], {}, {}, { ...create, extractorName: 'Bills' });
		expect(items[0].json).toMatchObject({ name: 'Bills' });
		expect(posts('/extractors')).toBe(2);
	});

	it('another run of the node creates another one', async () => {
		for (let n = 0; n < 2; n++) await run(['a'], {}, {}, { ...create, extractorName: 'Bills' });
		expect(posts('/extractors')).toBe(2);
	});

	it('Update may be sent again: the second time it changes nothing', async () => {
		const path = `/extractors/${seededIds.invoices}`;
		emulator.faults.add(lost(path, { times: 1 }));
		const parameters = {
			resource: 'extractor',
			operation: 'update',
			extractor: byId(seededIds.invoices),
			updateConfig: true,
			schemaType: 'example',
			jsonExample: '{"extra":"x"}',
		};
		const first = await run(['a'], {}, {}, parameters);
		expect(posts(path)).toBe(2);
		const again = await run(['a'], {}, {}, parameters);
		const config = ({ items }: typeof first) =>
			(items[0].json.draftVersion as IDataObject | undefined)?.config;
		expect(config(first)).toBeDefined();
		expect(config(again)).toEqual(config(first));
	});

	it('File > Delete and Run > Delete: what the first try deleted is deleted in the second, too', async () => {
		const ids = [
			await uploadFile(emulator, 'a.txt', 'a'),
			await uploadFile(emulator, 'b.txt', 'b'),
		];
		emulator.faults.add({
			kind: 'status',
			status: 403,
			match: { method: 'DELETE', path: `/files/${ids[1]}` },
			times: 1,
		});
		const parameters = { resource: 'file', operation: 'delete', file: byId('={{ $json.text }}') };
		const { items, thrown } = await run(ids, {}, { onError: 'stopWorkflow' }, parameters);
		expect(thrown).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(ids.map((id) => ({ id, deleted: true })));
		const none = await run(['file_none'], {}, { onError: 'stopWorkflow' }, parameters);
		expect(none.thrown?.message).toContain("couldn't find this ID");
	});

	it('an edit run is started once', async () => {
		emulator.faults.add(lost('/edit_runs'));
		const fileId = await uploadFile(emulator, 'form.pdf', '%PDF-1.4');
		const { items } = await run(
			['a'],
			{},
			{},
			{
				operation: 'edit',
				documentSource: 'fileId',
				fileId,
				fillUsing: 'instructions',
				instructions: 'fill',
			},
		);
		expect(getItemError(items[0])).toMatchObject({ code: 'NO_ANSWER' });
		expect(posts('/edit_runs')).toBe(1);
	});
});

describe('A18: a rejection that comes after the run was started', () => {
	const RETRYABLE = { code: 'OVERLOADED', message: 'busy', retryable: true };

	it.each([
		['sync', '/extract', 1],
		['async', '/extract_runs', 1],
		['sync', '/extract', 99],
		['async', '/extract_runs', 99],
	])('M97: 503 that says retryable (%s %s, %i times)', async (processingMode, path, times) => {
		emulator.faults.add(status(503, path, { envelope: RETRYABLE, when: 'after', times }));
		const { items, hints } = await run(['Total: 1'], { processingMode });
		expect(items[0].json).toHaveProperty('_extend.runId', emulator.runs()[0].id);
		expect(posts(path)).toBe(1);
		expect(hints.join()).toContain('reused it');
	});

	it('and one whose run cannot be looked for is sent again', async () => {
		emulator.faults.add(status(503, '/extract_runs', { envelope: RETRYABLE, times: 1 }));
		emulator.faults.add({
			kind: 'status',
			status: 500,
			match: { method: 'GET', path: '/extract_runs' },
		});
		const { items } = await run(['Total: 1']);
		expect(items[0].json).toHaveProperty('_extend.status', 'PROCESSED');
		expect(posts('/extract_runs')).toBe(2);
	});

	it.each([
		['M26: 303 to the run', 303],
		['302 to the run', 302],
		['M27: 409 in progress', 409],
	])('%s: the run is found, whatever the list lags', async (_name, code) => {
		emulator.faults.add(status(code, '/extract_runs', { when: 'after' }));
		emulator.faults.add({ kind: 'listLag', lists: 2 });
		const { items } = await run(['Total: 1']);
		expect(items[0].json).toHaveProperty('_extend.runId', emulator.runs()[0].id);
		expect(posts('/extract_runs')).toBe(1);
	});

	it.each([303, 409])(
		'%i without a run says what Extend said, and may be tried again',
		async (code) => {
			emulator.faults.add(
				status(code, '/extract_runs', {
					envelope: { code: 'CONFLICT', message: 'so it is' },
					times: 2,
				}),
			);
			const failed = await run(['Total: 1'], {}, { maxTries: 2 });
			expect(getItemError(failed.items[0])).toMatchObject({ httpCode: code });
			const { items } = await run(['Total: 1'], {}, { maxTries: 2 });
			expect(items[0].json).toHaveProperty('_extend.status', 'PROCESSED');
			expect(emulator.billedRuns()).toHaveLength(1);
		},
	);

	it('when the list cannot be read, the next try does not start blindly', async () => {
		emulator.faults.add(status(409, '/extract_runs', { when: 'after' }));
		emulator.faults.add({
			kind: 'status',
			status: 403,
			match: { method: 'GET', path: '/extract_runs' },
			times: 1,
		});
		const { items } = await run(['Total: 1']);
		expect(items[0].json).toHaveProperty('_extend.runId', emulator.runs()[0].id);
		expect(posts('/extract_runs')).toBe(1);
	});
});

describe('C05: the machine is set to another day between two tries', () => {
	it('the ledger goes by a clock that nobody sets', () => {
		time.restore();
		const { now } = Date;
		try {
			runLedger.recordRun('c05', 'exr_c05');
			Date.now = () => now() + 2 * 24 * 60 * 60 * 1000;
			expect(runLedger.get('c05')).toMatchObject({ runId: 'exr_c05' });
		} finally {
			Date.now = now;
			time.resume();
		}
	});

	it('and the document is paid once', async () => {
		const { wallNow } = clock;
		emulator.faults.add({
			kind: 'status',
			status: 400,
			match: { method: 'POST', path: '/extract_runs', after: 1 },
			times: 1,
		});
		clock.wallNow = () => wallNow() + emulator.runs().length * 48 * 60 * 60 * 1000;
		try {
			const { items } = await run(['Total: 1', 'Total: 2'], {}, { onError: 'stopWorkflow' });
			expect(items).toHaveLength(2);
			expect(emulator.billedRuns()).toHaveLength(2);
		} finally {
			clock.wallNow = wallNow;
		}
	});
});
