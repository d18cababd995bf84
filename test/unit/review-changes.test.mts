/** What a person changed in a review. */
import { extractRunToItems } from '../../nodes/shared/output/extractRun';
import { listChanges } from '../../nodes/shared/output/reviewChanges';
import { runToItems } from '../../nodes/shared/output/runToItems';

const output = (value: object) => ({ value, metadata: {} });
const BEFORE = {
	number: 'INV-1',
	total: { amount: 10, iso_4217_currency_code: 'EUR' },
	lines: [
		{ text: 'Bolts', amount: 4 },
		{ text: 'Nuts', amount: 6 },
	],
};
const AFTER = {
	number: 'INV-7',
	total: { amount: 10, iso_4217_currency_code: 'USD' },
	lines: [{ text: 'Bolts', amount: 5 }],
};

const reviewed = (more: object = {}) => ({
	object: 'extract_run',
	id: 'exr_1',
	status: 'PROCESSED',
	reviewed: true,
	edited: true,
	output: output(AFTER),
	initialOutput: output(BEFORE),
	reviewedOutput: output(AFTER),
	...more,
});

describe('changes of a review', () => {
	it('are the edits, where Extend tells them', () => {
		const edits = {
			number: {
				originalValue: 'INV-1',
				editedValue: 'INV-7',
				notes: 'Stamp covers it',
				page: 2,
				fieldType: 'string',
			},
			'lines[0].amount': { originalValue: 4, editedValue: 5 },
		};
		expect(listChanges(reviewed({ edits }))).toEqual([
			{
				path: 'number',
				before: 'INV-1',
				after: 'INV-7',
				note: 'Stamp covers it',
				page: 2,
				fieldType: 'string',
			},
			{ path: 'lines[0].amount', before: 4, after: 5 },
		]);
	});

	it('values that an edit leaves out come from the outputs, and an emptied field is null', () => {
		const edits = {
			number: {},
			'lines[0].amount': null,
			'total.amount': { originalValue: 10, editedValue: null },
			'lines[0].text': { originalValue: 'Bolts', editedValue: 'Bolts' },
			'lines[1].text': { originalValue: 'Nuts', editedValue: 'Nuts', notes: 'Is right' },
		};
		expect(listChanges(reviewed({ edits }))).toEqual([
			{ path: 'number', before: 'INV-1', after: 'INV-7' },
			{ path: 'lines[0].amount', before: 4, after: 5 },
			{ path: 'total.amount', before: 10, after: null },
			{ path: 'lines[1].text', before: 'Nuts', after: 'Nuts', note: 'Is right' },
		]);
	});

	it.each([[undefined], [null], [{}]])('without edits (%p) both outputs are compared', (edits) => {
		expect(listChanges(reviewed({ edits }))).toEqual([
			{ path: 'number', before: 'INV-1', after: 'INV-7' },
			{ path: 'total.iso_4217_currency_code', before: 'EUR', after: 'USD' },
			{ path: 'lines[0].amount', before: 4, after: 5 },
			{ path: 'lines[1]', before: { text: 'Nuts', amount: 6 }, after: null },
		]);
	});

	it('scores and citations are no changes, nor is null in place of nothing', () => {
		const initialOutput = { value: { a: 1, b: null }, metadata: { a: { ocrConfidence: 0.2 } } };
		const reviewedOutput = { value: { a: 1 }, metadata: { a: { ocrConfidence: 1 } } };
		expect(listChanges(reviewed({ edited: false, initialOutput, reviewedOutput }))).toEqual([]);
	});

	it('legacy fields are compared by their value', () => {
		const field = (value: unknown) => ({ total: { id: 'f', type: 'number', value } });
		const run = reviewed({ initialOutput: field(1), reviewedOutput: field(2) });
		expect(listChanges(run)).toEqual([{ path: 'total', before: 1, after: 2 }]);
	});

	it('a run that nobody reviewed has none, which is not the same as no changes', () => {
		expect(listChanges(reviewed({ reviewed: false, edited: false }))).toBeUndefined();
		expect(listChanges({ id: 'exr_1' })).toBeUndefined();
		expect(listChanges(null)).toBeUndefined();
		expect(listChanges(reviewed({ initialOutput: null, reviewedOutput: null }))).toEqual([]);
	});

	it('of classify and split runs are what is another class or part', () => {
		const classify = {
			reviewed: true,
			initialOutput: { id: 'c1', type: 'invoice', confidence: 0.4, insights: [] },
			reviewedOutput: { id: 'c2', type: 'receipt', confidence: 1, insights: [] },
		};
		expect(listChanges(classify)).toEqual([{ path: 'type', before: 'invoice', after: 'receipt' }]);
		const part = (type: string, endPage: number) => ({ id: 's', type, startPage: 1, endPage });
		const split = {
			reviewed: true,
			initialOutput: { splits: [part('invoice', 2), part('other', 3)] },
			reviewedOutput: { splits: [part('invoice', 3)] },
		};
		expect(listChanges(split)).toEqual([
			{ path: 'splits[0].endPage', before: 2, after: 3 },
			{ path: 'splits[1]', before: part('other', 3), after: null },
		]);
	});

	it('of a workflow run are those of its steps, with their names', () => {
		const step = (name: string, result: object) => ({ step: { name, type: 'EXTRACT' }, result });
		const edits = { number: { originalValue: 'a', editedValue: 'b' } };
		const run = {
			object: 'workflow_run',
			reviewed: true,
			stepRuns: [
				step('parse', { parseRun: { id: 'pr_1' } }),
				step('extract invoice', { extractRun: reviewed({ edits }) }),
				step('extract address', { extractRun: reviewed({ reviewed: false, edited: false }) }),
				step('validate', { rules: [] }),
				{ step: null, result: null },
			],
		};
		expect(listChanges(run)).toEqual([
			{ step: 'extract invoice', path: 'number', before: 'a', after: 'b' },
		]);
		expect(listChanges({ reviewed: true, stepRuns: [] })).toEqual([]);
		expect(listChanges({ reviewed: false, stepRuns: [step('parse', {})] })).toBeUndefined();
	});
});

describe('changes in the output', () => {
	it('stand in _extend of fields and rows, only for reviewed runs', () => {
		const changes = [{ path: 'number', before: 'INV-1', after: 'INV-7' }];
		const run = reviewed({ edits: { number: {} } });
		const shape = { runDetails: 'object' } as const;
		for (const mode of ['fields', 'rows'] as const) {
			const { items } = extractRunToItems(run, { mode, shape });
			expect(items[0]._extend).toMatchObject({ changes });
			const { items: untouched } = extractRunToItems(
				{ ...run, reviewed: false, edited: false },
				{ mode, shape },
			);
			expect(untouched[0]._extend).not.toHaveProperty('changes');
		}
		expect(extractRunToItems(run, { mode: 'run' }).items).toEqual([run]);
	});

	it('stand in _extend of other runs too', () => {
		const run = {
			object: 'classify_run',
			id: 'clr_1',
			status: 'PROCESSED',
			reviewed: true,
			output: { id: 'c2', type: 'receipt' },
			initialOutput: { id: 'c1', type: 'invoice' },
			reviewedOutput: { id: 'c2', type: 'receipt' },
		};
		const [item] = runToItems(run, { mode: 'fields' }).items;
		expect(item).toMatchObject({
			type: 'receipt',
			_extend: { changes: [{ path: 'type', before: 'invoice', after: 'receipt' }] },
		});
		const step = (name: string) => ({
			step: { name, type: 'EXTRACT' },
			result: { extractRun: reviewed({ edits: { number: {} } }) },
		});
		const change = { path: 'number', before: 'INV-1', after: 'INV-7' };
		for (const names of [['one'], ['one', 'two']]) {
			const workflowRun = {
				object: 'workflow_run',
				id: 'workflow_run_1',
				status: 'PROCESSED',
				reviewed: true,
				stepRuns: names.map(step),
			};
			const [first] = runToItems(workflowRun, { mode: 'fields' }).items;
			expect(first._extend).toMatchObject({
				changes: names.map((name) => ({ step: name, ...change })),
			});
		}
	});
});

describe('failures in the output', () => {
	it('say why, and other runs do not mention it', () => {
		const failed = {
			object: 'extract_run',
			id: 'exr_1',
			status: 'FAILED',
			failureReason: 'PARSING_ERROR',
			failureMessage: 'Unreadable',
			output: null,
		};
		const [item] = extractRunToItems(failed, { mode: 'fields' }).items;
		expect(item._extend).toMatchObject({
			status: 'FAILED',
			failureReason: 'PARSING_ERROR',
			failureMessage: 'Unreadable',
		});
		const [fine] = extractRunToItems(reviewed({ failureReason: null }), { mode: 'fields' }).items;
		expect(fine._extend).not.toHaveProperty('failureReason');
	});
});
