/** Run > Get, Wait, Cancel, Delete in the real engine, for runs of all kinds. */
import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../emulator/index.mts';
import { seededIds } from '../emulator/index.mts';
import { clock } from '../support/testedNodes.mts';
import {
	getItemError,
	runExtend,
	runOperation,
	toIdItems,
	type OperationSettings,
} from '../support/extendNode.mts';
import { stringifyRun, findRequests, useEmulator } from '../support/fixtures.mts';
import { RUN_KIND_NAMES, startRunViaApi, type RunKindName } from '../support/startRuns.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const onRuns = async (
	operation: string,
	ids: string[],
	...[parameters, more]: OperationSettings
) => {
	const own = { resource: 'run', operation, runId: '={{ $json.id }}' };
	return await runOperation(emulator, own, toIdItems(ids), parameters, more);
};
const paired = (out: Array<{ pairedItem?: unknown }>) => out.map(({ pairedItem }) => pairedItem);
const toItems = (n: number) => Array.from({ length: n }, (_, item) => ({ item }));
const onError = { node: { onError: 'continueErrorOutput' } } as const;
const regular = { node: { onError: 'continueRegularOutput' } } as const;
const idsOfAllKinds = async () =>
	await Promise.all(RUN_KIND_NAMES.map(async (kind) => await startRunViaApi(emulator, kind)));
const cancels = () => findRequests(emulator, 'POST', /cancel$/).length;

describe('which run', () => {
	it('the kind is read from the ID, for all kinds', async () => {
		const ids = await idsOfAllKinds();
		const { items, thrown } = await onRuns('get', ids);
		expect(thrown).toBeUndefined();
		expect(items.map(({ json }) => json.object)).toEqual(
			RUN_KIND_NAMES.map((kind) => `${kind}_run`),
		);
		expect(items.map(({ json }) => json.id)).toEqual(ids);
		expect(paired(items)).toEqual(toItems(6));
	});

	it("'Run Type' overrules the ID", async () => {
		const [id] = [await startRunViaApi(emulator, 'extract')];
		const { items } = await onRuns('get', [id], { runType: 'classify_run' }, regular);
		expect(getItemError(items[0])).toMatchObject({ code: 'NOT_FOUND', runId: id, httpCode: 404 });
		expect(findRequests(emulator, 'GET', `/classify_runs/${id}`)).toHaveLength(1);
	});

	it('an address of the dashboard is understood', async () => {
		const id = await startRunViaApi(emulator, 'extract');
		const { items } = await onRuns('get', [`https://dashboard.extend.ai/runs/${id}?tab=json`]);
		expect(items[0].json.id).toBe(id);
	});

	it.each([
		['no known kind', 'abc_123', "choose a type in 'Run Type'"],
		['nothing', '', 'check the expression'],
		['no ID', 'exr_1 or 2', 'Enter an ID'],
	])('%s: said before any request', async (_name, id, fix) => {
		emulator.requests.length = 0;
		const { thrown } = await onRuns('get', [id]);
		expect(thrown?.message).toContain("Check 'Run ID'");
		expect(thrown?.description).toContain(fix);
		expect(emulator.requests).toHaveLength(0);
	});
});

describe('Get', () => {
	it('a run that failed or is not done comes out as it is', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE' });
		const failed = await startRunViaApi(emulator, 'extract');
		emulator.nextRun({ pollsUntilDone: 100 });
		const open = await startRunViaApi(emulator, 'extract');
		const { items, thrown } = await onRuns('get', [failed, open], { output: 'fields' });
		expect(thrown).toBeUndefined();
		expect(items.map(({ json }) => json._extend)).toMatchObject([
			{ status: 'FAILED', failureReason: 'CORRUPT_FILE' },
			{ status: 'PROCESSING' },
		]);
	});

	it("'fields' puts the result of each kind at the top", async () => {
		const ids = await idsOfAllKinds();
		const { items } = await onRuns('get', ids, { output: 'fields' });
		const [classified, edited, extracted, parsed, split, workflow] = items.map(({ json }) => json);
		expect(classified.type).toBe('invoice');
		expect(edited).toHaveProperty('filledValues');
		expect(extracted.invoice_number).toBe('4711');
		expect(parsed.text).toContain('4711');
		expect(split.parts).toHaveLength(1);
		expect(workflow.invoice_number).toBe('4711');
		for (const { json } of items) expect(json._extend).toMatchObject({ status: 'PROCESSED' });
	});

	it('the address of a filled form is in no item', async () => {
		const id = await startRunViaApi(emulator, 'edit');
		const result = await onRuns('get', [id]);
		expect(result.items[0].json.output).toHaveProperty('editedFile.id');
		expect(result.items[0].json.output).toHaveProperty('editedFile.presignedUrl', null);
		expect(stringifyRun(result)).not.toContain('/__files/');
	});

	it("'rows' gives the rows of a table, the parts of a split, the chunks of a parse", async () => {
		const lines =
			'Invoice number: 1\n\nDescription  Quantity  Unit price  Amount\nBolts  2  1.00  2.00\nNuts  3  1.00  3.00\n';
		const extract = await startRunViaApi(emulator, 'extract', 1, { file: { text: lines } });
		const split = await startRunViaApi(emulator, 'split');
		const parse = await startRunViaApi(emulator, 'parse');
		const { items } = await onRuns('get', [extract, split, parse], {
			output: 'rows',
			runDetails: 'object',
			rowsField: { __rl: true, mode: 'id', value: '' },
		});
		expect(items.map(({ json }) => [json.description, json._extend])).toMatchObject([
			[expect.stringContaining('Bolts'), { row: 1, runId: extract }],
			[expect.stringContaining('Nuts'), { row: 2 }],
			[undefined, { row: 1, runId: split }],
			[undefined, { row: 1, runId: parse }],
		]);
		expect(paired(items)).toEqual([{ item: 0 }, { item: 0 }, { item: 1 }, { item: 2 }]);
	});

	it("'Review Threshold' decides which fields are low", async () => {
		const id = await startRunViaApi(emulator, 'extract');
		const review = async (confidenceThreshold: number) =>
			(await onRuns('get', [id], { output: 'fields' }, { options: { confidenceThreshold } }))
				.items[0].json._extend as IDataObject;
		expect(await review(0)).toMatchObject({ needsReview: false });
		expect(await review(1)).toMatchObject({ needsReview: true });
	});
});

describe('Wait', () => {
	it.each(RUN_KIND_NAMES.filter((kind) => kind !== 'edit'))(
		'until a %s run is done',
		async (kind) => {
			emulator.nextRun({ match: { kind: `${kind}_run` }, pollsUntilDone: 40, times: 2 });
			const ids = [
				await startRunViaApi(emulator, kind, 1),
				await startRunViaApi(emulator, kind, 2),
			];
			const { items, thrown } = await onRuns('wait', ids);
			expect(thrown).toBeUndefined();
			expect(items.map(({ json }) => [json.id, json.status])).toEqual(
				ids.map((id) => [id, 'PROCESSED']),
			);
			expect(paired(items)).toEqual(toItems(2));
			for (const id of ids)
				expect(findRequests(emulator, 'GET', `/${kind}_runs/${id}`)).toHaveLength(41);
		},
	);

	it("resumes what 'Wait for Completion' off has started", async () => {
		const started = await runExtend({
			emulator,
			items: [{ json: {} }, { json: {} }],
			parameters: { documentSource: 'text', text: 'Invoice number: 7', waitForCompletion: false },
		});
		const ids = started.items.map(({ json }) => String(json.id));
		const { items } = await onRuns('wait', ids, { output: 'fields' });
		expect(items.map(({ json }) => json.invoice_number)).toEqual(['7', '7']);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('ends at the deadline with the ID; a later Wait gets the result', async () => {
		emulator.nextRun({ pollsUntilDone: 20 });
		const id = await startRunViaApi(emulator, 'extract');
		const options = { timeout: 10 };
		const first = await onRuns('wait', [id], {}, { options, ...onError });
		expect(first.items).toHaveLength(0);
		expect(getItemError(first.errorItems[0])).toMatchObject({ code: 'TIMEOUT', runId: id });
		expect(cancels()).toBe(0);
		const second = await onRuns('wait', [id]);
		expect(second.items[0].json.status).toBe('PROCESSED');
	});

	it('the time of an item begins with its turn', async () => {
		emulator.nextRun({ pollsUntilDone: 20, times: 4 });
		const ids = [];
		for (let n = 0; n < 4; n++) ids.push(await startRunViaApi(emulator, 'extract', n));
		const options = { timeout: 30, concurrency: 1 };
		const { items, thrown } = await onRuns('wait', ids, {}, { options });
		expect(thrown).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual(ids);
	});

	it("'Cancel on Timeout' cancels it", async () => {
		emulator.nextRun({ pollsUntilDone: 1000 });
		const id = await startRunViaApi(emulator, 'extract');
		const options = { timeout: 5, cancelRunOn: ['stop', 'timeout'] };
		const { items } = await onRuns('wait', [id], {}, { options, ...regular });
		expect(getItemError(items[0]).description).toContain('canceled');
		expect(emulator.runs()[0].status).toBe('CANCELLED');
	});

	it.each([
		['leaves the runs alone', {}, 0],
		["with 'Cancel on Stop' cancels them", { cancelRunOn: ['stop'] }, 2],
	])('Stop %s', async (_name, options, expected) => {
		emulator.nextRun({ pollsUntilDone: 10_000, times: 2 });
		const ids = [
			await startRunViaApi(emulator, 'extract', 1),
			await startRunViaApi(emulator, 'extract', 2),
		];
		const { run } = await onRuns(
			'wait',
			ids,
			{},
			{
				options,
				onStarted: (cancel) =>
					void waitUntil(() => findRequests(emulator, 'GET', /^\/extract_runs\//).length > 5).then(
						cancel,
					),
			},
		);
		expect(run.status).toBe('canceled');
		await waitUntil(() => cancels() >= expected);
		// Long enough for a cancel to arrive, if one were sent.
		for (let n = 0; n < 10; n++) await fetch(`${emulator.url}/__emulator/state`);
		expect(cancels()).toBe(expected);
	});

	describe('a failed run', () => {
		const failing = async () => {
			const good = await startRunViaApi(emulator, 'extract', 1);
			emulator.nextRun({ status: 'FAILED', failureReason: 'CORRUPT_FILE' });
			return [
				good,
				await startRunViaApi(emulator, 'extract', 2),
				await startRunViaApi(emulator, 'parse'),
			];
		};

		it('is an error item, the others go on', async () => {
			const ids = await failing();
			const { items, errorItems } = await onRuns('wait', ids, {}, onError);
			expect(items.map(({ json }) => json.id)).toEqual([ids[0], ids[2]]);
			expect(getItemError(errorItems[0])).toMatchObject({ code: 'CORRUPT_FILE', runId: ids[1] });
			expect(paired(errorItems)).toEqual([{ item: 1 }]);
		});

		it('stops the node', async () => {
			const ids = await failing();
			const { thrown } = await onRuns('wait', ids);
			expect(thrown?.description).toContain(ids[1]);
		});

		it("is returned with 'On Failed Run: Return the Run'", async () => {
			const ids = await failing();
			const options = { onFailedRun: 'return' };
			const { items, hints } = await onRuns('wait', ids, {}, { options });
			expect(items.map(({ json }) => json.status)).toEqual(['PROCESSED', 'FAILED', 'PROCESSED']);
			expect(hints.join()).toContain('failed');
		});
	});

	it("a workflow run that needs a review is a result; 'Wait for Review' goes on", async () => {
		const more = { workflow: { id: seededIds.intake } };
		emulator.nextRun({ status: 'NEEDS_REVIEW' });
		const id = await startRunViaApi(emulator, 'workflow', 1, more);
		const first = await onRuns('wait', [id]);
		expect(first.items[0].json.status).toBe('NEEDS_REVIEW');
		expect(first.hints.join()).toContain('review');

		const asked = findRequests(emulator, 'GET', /^\/workflow_runs\//).length;
		const options = { waitForReview: true, timeout: 60 };
		const second = await onRuns('wait', [id], {}, { options, ...regular });
		expect(getItemError(second.items[0])).toMatchObject({ code: 'TIMEOUT', runId: id });
		expect(findRequests(emulator, 'GET', /^\/workflow_runs\//).length).toBeGreaterThan(asked + 20);
	});
});

describe('Cancel', () => {
	it.each(['classify', 'extract', 'parse', 'split', 'workflow'] as RunKindName[])(
		'ends %s runs',
		async (kind) => {
			emulator.nextRun({ match: { kind: `${kind}_run` }, pollsUntilDone: 1000, times: 2 });
			const ids = [
				await startRunViaApi(emulator, kind, 1),
				await startRunViaApi(emulator, kind, 2),
			];
			const { items, thrown } = await onRuns('cancel', ids, { simple: false });
			expect(thrown).toBeUndefined();
			expect(items.map(({ json }) => [json.id, json.object])).toEqual(
				ids.map((id) => [id, `${kind}_run`]),
			);
			expect(items.map(({ json }) => json.status)).toEqual(['CANCELLED', 'CANCELLED']);
		},
	);

	it('edit runs cannot be cancelled: said before any request', async () => {
		const id = await startRunViaApi(emulator, 'edit');
		emulator.requests.length = 0;
		const { thrown } = await onRuns('cancel', [id]);
		expect(thrown?.message).toContain("can't cancel edit runs");
		expect(emulator.requests).toHaveLength(0);
	});

	it('a run that is done is refused with its status, the others are cancelled', async () => {
		const done = await startRunViaApi(emulator, 'extract', 1);
		await onRuns('get', [done]);
		emulator.nextRun({ pollsUntilDone: 1000 });
		const open = await startRunViaApi(emulator, 'extract', 2);
		const { items, errorItems } = await onRuns('cancel', [done, open], {}, onError);
		expect(items.map(({ json }) => json.id)).toEqual([open]);
		expect(getItemError(errorItems[0])).toMatchObject({
			runId: done,
			httpCode: 400,
			retryable: false,
		});
		expect(getItemError(errorItems[0]).description).toContain('Its status is PROCESSED');
	});

	it('an answer that was lost does not make the next try an error', async () => {
		emulator.nextRun({ pollsUntilDone: 1000 });
		const id = await startRunViaApi(emulator, 'extract');
		emulator.faults.add({ kind: 'reset', when: 'after', match: { path: '.+/cancel' }, times: 1 });
		const { items, thrown } = await onRuns('cancel', [id]);
		expect(thrown).toBeUndefined();
		expect(items[0].json).toMatchObject({ id, status: 'CANCELLED' });
		expect(cancels()).toBe(2);
	});
});

describe('Delete', () => {
	it('removes runs of all kinds', async () => {
		const ids = await idsOfAllKinds();
		const { items, thrown } = await onRuns('delete', ids);
		expect(thrown).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual(ids.map((id) => ({ id, deleted: true })));
		expect(paired(items)).toEqual(toItems(6));
		// The runs that the workflow made in its steps stay.
		expect(emulator.runs('all').filter(({ id }) => ids.includes(id))).toEqual([]);
	});

	it('a run that is not there is an error item', async () => {
		const id = await startRunViaApi(emulator, 'extract');
		const { items, errorItems } = await onRuns('delete', [id, 'exr_nobody'], {}, onError);
		expect(items.map(({ json }) => json)).toEqual([{ id, deleted: true }]);
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'NOT_FOUND', runId: 'exr_nobody' });
	});

	it.each([
		['the answer was lost', { kind: 'reset', when: 'after' }],
		['a gateway answered in its place', { kind: 'html', status: 502, when: 'after' }],
	] as Array<[string, Fault]>)('done although %s', async (_name, fault) => {
		const id = await startRunViaApi(emulator, 'extract');
		emulator.faults.add({ ...fault, match: { method: 'DELETE' }, times: 1 });
		const { items, thrown } = await onRuns('delete', [id]);
		expect(thrown).toBeUndefined();
		expect(items[0].json).toEqual({ id, deleted: true });
		expect(emulator.runs()).toHaveLength(0);
	});
});
