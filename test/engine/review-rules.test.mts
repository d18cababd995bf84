/** 'Review Options' in the node: rules per field, what they are checked against, and what comes out. */
import type { IDataObject } from 'n8n-workflow';
import { byId, getItemError } from '../support/extendNode.mts';
import { getRunRequests, useEmulator } from '../support/fixtures.mts';
import { getRunInfo, runReview, SAVED_EXTRACTOR } from '../support/invoiceRuns.mts';

const emulator = useEmulator();

const rules = (...rule: IDataObject[]) => ({ fieldRules: { rule } });
/** The next runs, by the file of their item. */
const giving = (...values: Array<[IDataObject, IDataObject]>) =>
	values.forEach(([value, metadata], index) =>
		emulator.nextRun({
			match: { fileName: `${index + 1}.txt` },
			output: { value, metadata },
		}),
	);

it('flags each document by the rules of its fields, and says why', async () => {
	const sure = { invoice_number: { ocrConfidence: 0.9 } };
	giving([{ invoice_number: '1', total_amount: null }, sure], [{ invoice_number: '2' }, sure]);
	const { items: out, hints } = await runReview(
		emulator,
		rules(
			{ field: byId('invoice_number'), confidenceThreshold: 0.95 },
			{ field: byId('total_amount'), ifMissing: '={{ $itemIndex === 0 ? "review" : "ok" }}' },
		),
	);
	expect(out.map(getRunInfo)).toMatchObject([
		{
			needsReview: true,
			reviewReasons: ['total_amount is missing', 'invoice_number has a confidence of 0.9'],
		},
		{ needsReview: true, reviewReasons: ['invoice_number has a confidence of 0.9'] },
	]);
	expect(hints.join()).toContain('Review 2 documents');
});

it('adds no words to a node that sets nothing', async () => {
	const { items: out } = await runReview(emulator, {});
	for (const item of out) expect(getRunInfo(item)).not.toHaveProperty('reviewReasons');
	const { items: rows } = await runReview(emulator, {}, { output: 'rows' });
	expect(rows[0].json).not.toHaveProperty('extend_review_reasons');
});

it('judges the rows of a table one by one, in plain cells', async () => {
	const line_items = [{ amount: 1 }, { amount: null }];
	const table: [IDataObject, IDataObject] = [{ line_items }, {}];
	giving(table, table);
	const { items: out } = await runReview(
		emulator,
		rules({ field: byId('line_items[*].amount'), ifMissing: 'review' }),
		{ output: 'rows' },
	);
	const cells = out.map(({ json }) => [json.extend_needs_review, json.extend_review_reasons]);
	const expected = [
		[false, ''],
		[true, 'line_items.amount in row 2 is missing.'],
	];
	expect(cells).toEqual([...expected, ...expected]);
});

it.each([
	['the configuration', {}, 'config'],
	['a saved extractor', SAVED_EXTRACTOR, 'extractor'],
])('turns citations on in %s', async (_what, parameters, name) => {
	await runReview(
		emulator,
		rules({ field: byId('invoice_number'), ifMissing: 'review' }),
		parameters,
	);
	const requests = getRunRequests(emulator).map((request) => request[name]);
	const on = { advancedOptions: { citationsEnabled: true } };
	expect(requests).toMatchObject(
		[0, 1].map(() => (name === 'config' ? on : { overrideConfig: on })),
	);
});

describe('a rule that cannot hold', () => {
	it.each<[string, IDataObject, string]>([
		['without a field', { field: byId('') }, 'rule 2: the field is empty'],
		['for what is no field', { field: 'a[' }, 'rule 2: "a[" isn\'t a valid field'],
		['for an unknown field', { field: byId('totl') }, 'the fields don\'t include "totl"'],
		['for an unknown column', { field: 'line_items.x' }, 'don\'t include "line_items.x"'],
	])('%s is an error before anything is sent', async (_what, row, message) => {
		const settings = rules({ field: 'invoice_number' }, row);
		const { thrown } = await runReview(emulator, settings);
		expect(thrown?.message).toContain(`Check 'Review Options': `);
		expect(thrown?.message).toContain(message);
		const { items: out } = await runReview(
			emulator,
			settings,
			{},
			{ node: { onError: 'continueRegularOutput' } },
		);
		expect(out.map((item) => getItemError(item).message)).toEqual(
			[0, 1].map(() => expect.stringContaining(message) as string),
		);
		expect(emulator.requests).toEqual([]);
	});

	it('for a field that the extractor does not have gives a hint', async () => {
		const { hints, items: out } = await runReview(
			emulator,
			rules({ field: 'totl', ifMissing: 'review' }, { field: 'invoice_number' }),
			SAVED_EXTRACTOR,
		);
		expect(hints.join()).toContain(
			"The extractor doesn't have these fields: totl. Check 'Review Options'.",
		);
		expect(getRunInfo(out[0]).reviewReasons).toContain('totl is missing');
	});
});
