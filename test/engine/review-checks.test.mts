/** Checks of values in the node: what comes out, and what happens to a document that fails one. */
import type { IDataObject } from 'n8n-workflow';
import { byId, getItemError, RETRY_ON_FAIL } from '../support/extendNode.mts';
import { createInvoiceItem, findRequests, useEmulator } from '../support/fixtures.mts';
import { getRunInfo, runReview, SAVED_EXTRACTOR } from '../support/invoiceRuns.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();

/** n8n leaves out what equals its default: here the check itself and its tolerance. */
const SUM = { column: byId('line_items[*].amount'), field: byId('total_amount') };
const checks = (...check: IDataObject[]) => ({ checks: { check } });
const invoice = (total: number) => ({
	line_items: [{ amount: 80_000.25 }, { amount: 481.11 }],
	total_amount: { amount: total, iso_4217_currency_code: 'EUR' },
});
const MESSAGE = 'Line items add up to 80,481.36, but total_amount is 80,491.36';
/** The invoice of the first item is right, that of the second one is not. */
const giving = (...totals: number[]) =>
	totals.forEach((total, index) =>
		emulator.nextRun({
			match: { fileName: `${index + 1}.txt` },
			output: { value: invoice(total), metadata: {} },
		}),
	);

it('flags the document that fails, with the reason in words', async () => {
	giving(80_481.36, 80_491.36);
	const { items: out, hints } = await runReview(emulator, checks(SUM));
	expect(out.map(getRunInfo)).toMatchObject([
		{ needsReview: false, reviewReasons: [], failedChecks: [] },
		{
			needsReview: true,
			reviewReasons: [MESSAGE],
			failedChecks: [
				{
					check: 'sumOfColumn',
					fields: ['line_items[*].amount', 'total_amount'],
					message: MESSAGE,
				},
			],
		},
	]);
	expect(hints.join()).toContain('Review one document');
});

it('takes settings from expressions, typed as they come', async () => {
	giving(80_481.36, 80_491.36);
	const { items: out } = await runReview(emulator, checks({ ...SUM, tolerance: '={{ "10" }}' }));
	expect(out.map(getRunInfo).map(({ needsReview }) => needsReview)).toEqual([false, false]);
});

it("goes by today's date in the time zone of the workflow", async () => {
	const [now] = [Date.now()];
	// The furthest ahead and the furthest behind are always on different days.
	const dayIn = (timeZone: string) => new Intl.DateTimeFormat('sv', { timeZone }).format(now);
	const date = dayIn('Pacific/Kiritimati');
	const read = async (timezone: string) => {
		emulator.nextRun({ output: { value: { invoice_date: date }, metadata: {} } });
		const { items: out } = await runReview(
			emulator,
			checks({ check: 'dateOrder', field: 'invoice_date' }),
			{},
			{ items: [await createInvoiceItem(1)], settings: { timezone } },
		);
		return getRunInfo(out[0]).reviewReasons;
	};
	expect(await read('Pacific/Kiritimati')).toEqual([]);
	expect(await read('Pacific/Pago_Pago')).toEqual([
		`invoice_date (${date}) is later than today (${dayIn('Pacific/Pago_Pago')})`,
	]);
});

describe("with 'On Failed Check' on error", () => {
	const ERROR = { ...checks(SUM), onFailedCheck: 'error' };

	it.each(['fields', 'rows', 'run'])(
		'the error names the document, the check and the run: %s',
		async (output) => {
			giving(80_481.36, 80_491.36);
			const { items: out } = await runReview(
				emulator,
				ERROR,
				{ output },
				{ node: { onError: 'continueRegularOutput' } },
			);
			const error = getItemError(out[out.length - 1]);
			const runId = emulator.runs().find(({ file }) => file?.name === '2.txt')?.id;
			expect(error).toMatchObject({ code: 'CHECK_FAILED', runId, retryable: false });
			expect(error.message).toBe('2.txt failed a check (data)');
			expect(error.description).toContain(MESSAGE);
			expect(error.description).toContain(`billed the run ${runId}`);
			expect(out[out.length - 1].pairedItem).toEqual({ item: 1 });
			expect(out[0].json).not.toHaveProperty('error');
		},
	);

	it('stops the node, and trying again bills nothing again', async () => {
		giving(80_491.36, 80_491.36);
		const { thrown } = await runReview(emulator, ERROR, {}, { node: RETRY_ON_FAIL });
		expect(thrown?.message).toContain('failed a check');
		expect(thrown?.description).toContain(MESSAGE);
		expect(emulator.billedRuns()).toHaveLength(2);
	});

	it('nothing is deleted in Extend', async () => {
		giving(80_491.36, 80_491.36);
		await runReview(
			emulator,
			{ ...ERROR, deleteAfter: 'both' },
			{},
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(findRequests(emulator, 'DELETE', /./)).toEqual([]);
	});

	it('each document of a batch is an error by itself', async () => {
		giving(80_481.36, 80_491.36);
		const { items: out } = await runReview(
			emulator,
			ERROR,
			{ resource: 'batch', operation: 'start', ...SAVED_EXTRACTOR },
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(out.map((item) => getItemError(item).code)).toEqual([undefined, 'CHECK_FAILED']);
	});
});

it.each<[string, IDataObject, string]>([
	['without a field', { check: 'dateOrder' }, 'check 2: the field is empty'],
	['without a column', { field: 'total_amount' }, 'check 2: the field is empty'],
	['without fields', { check: 'sumOfFields', fields: ' , ', field: 'total_amount' }, 'check 2'],
	['of an unknown field', { check: 'sumOfFields', fields: 'a', field: 'b' }, 'include "a"'],
	[
		'with an unknown later date',
		{ check: 'dateOrder', field: 'invoice_date', laterField: 'x' },
		'"x"',
	],
	['that does not exist', { check: 'guess', field: 'total_amount' }, '"guess" isn\'t one of'],
	['with a wrong tolerance', { ...SUM, tolerance: -1 }, 'less than the minimum'],
])('a check %s is an error before anything is sent', async (_what, row, message) => {
	const { thrown } = await runReview(emulator, checks(SUM, row));
	expect(thrown?.message).toContain(message);
	expect(emulator.requests).toEqual([]);
});
