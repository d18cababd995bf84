/** Whether runs that are no extract runs need review: workflow runs with their rules, classifications, others. */
import type { IDataObject } from 'n8n-workflow';
import type { ReviewSettings } from '../../nodes/shared/output/judging/types';
import { runToItems } from '../../nodes/shared/output/runToItems';
import { frozen } from './schema/checks.mts';

const LOW = { a: { ocrConfidence: 0.1 } };
const extraction = (value: IDataObject = { a: 1 }, metadata: IDataObject = LOW) => ({
	stepType: 'EXTRACT',
	step: { name: 'Read', type: 'EXTRACT' },
	result: { extractRun: { object: 'extract_run', output: { value, metadata } } },
});
const rules = (type: string, ...list: IDataObject[]) => ({
	step: { name: 'Sums <b>', type },
	result: { rules: list, allPassed: list.every(({ valid }) => valid) },
});
const workflowRun = (more: IDataObject, ...stepRuns: object[]) =>
	frozen({
		object: 'workflow_run',
		id: 'w',
		status: 'PROCESSED',
		...more,
		stepRuns,
	}) as IDataObject;
const judge = (run: IDataObject, review: ReviewSettings = {}) =>
	runToItems(run, { mode: 'fields', review }).items[0]._extend as IDataObject;

const FAILED = { name: 'Total', valid: false, failureReason: 'RULE_FAILED' };
const WANTED: ReviewSettings = {
	fieldRules: [{ field: 'b', pattern: ['b'], ifMissing: 'review' }],
};

it.each<[string, IDataObject, ReviewSettings, boolean | null, string[] | undefined]>([
	['that is finished', workflowRun({}, extraction()), {}, false, undefined],
	[
		'by a threshold of the node',
		workflowRun({}, extraction()),
		{ confidenceThreshold: 0.8 },
		true,
		['a has a confidence of 0.1'],
	],
	[
		'that a reviewer approved, for its scores',
		workflowRun({ reviewed: true }, extraction()),
		{ confidenceThreshold: 0.8 },
		false,
		[],
	],
	[
		'that a reviewer approved, by a rule of the node',
		workflowRun({ reviewed: true }, extraction()),
		WANTED,
		true,
		['b is missing'],
	],
	[
		'that waits for a reviewer',
		workflowRun({ status: 'NEEDS_REVIEW' }),
		WANTED,
		true,
		['Extend is waiting for a reviewer'],
	],
	[
		'that was rejected',
		workflowRun({ status: 'REJECTED', reviewed: true }),
		WANTED,
		true,
		['A reviewer rejected the document'],
	],
	['that failed', workflowRun({ status: 'FAILED' }), {}, null, undefined],
	[
		'that is in progress',
		workflowRun({ status: 'PROCESSING' }),
		WANTED,
		null,
		["There's nothing to judge by because the run has no result"],
	],
	[
		'without an extraction, with rules',
		workflowRun({}),
		WANTED,
		null,
		["There's nothing to judge by because the run doesn't have exactly one extraction"],
	],
	[
		'with two, with rules',
		workflowRun({}, extraction(), extraction()),
		WANTED,
		null,
		["There's nothing to judge by because the run doesn't have exactly one extraction"],
	],
])('a workflow run %s', (_what, run, review, needsReview, reasons) => {
	const details = judge(run, review);
	expect([details.needsReview, details.reviewReasons]).toEqual([needsReview, reasons]);
});

describe("rules of Extend's own", () => {
	it.each(['RULE_VALIDATION', 'VALIDATION'])('of a step %s are failed checks', (type) => {
		const odd = { name: 'Odd', valid: false, error: 'see https://x.test/a?sig=1' };
		const run = workflowRun({}, rules(type, FAILED, { name: 'Fine', valid: true }, odd));
		expect(judge(run)).toMatchObject({
			needsReview: true,
			failedChecks: [
				{
					check: 'validation',
					fields: [],
					message: 'The rule "Total" failed in the step "Sums ‹b›"',
				},
				{ message: 'The rule "Odd" failed in the step "Sums ‹b›" (see https://x.test/a?…)' },
			],
		});
	});

	it.each<[string, object, number]>([
		['that all passed', rules('RULE_VALIDATION', { name: 'Fine', valid: true }), 0],
		[
			'that only say that one failed',
			{ step: { name: 'x', type: 'VALIDATION' }, result: { valid: false } },
			1,
		],
		['without a result', { step: { type: 'RULE_VALIDATION' }, result: null }, 0],
		['of another form', { stepType: 'VALIDATION', result: { rules: 'x', allPassed: 0 } }, 0],
		['of another step', { stepType: 'EXTERNAL_DATA_VALIDATION', result: { valid: false } }, 0],
		['that are no object', null as unknown as object, 0],
	])('%s', (_what, step, count) => {
		const details = judge(workflowRun({}, step));
		expect((details.failedChecks as object[] | undefined)?.length ?? 0).toBe(count);
		expect(details.needsReview).toBe(count > 0);
	});

	it('flag nothing any more when somebody approved the run', () => {
		const details = judge(workflowRun({ reviewed: true }, rules('RULE_VALIDATION', FAILED)));
		expect(details.needsReview).toBe(false);
		expect(details).not.toHaveProperty('failedChecks');
	});

	it('flag every row of the table', () => {
		const table = extraction({ lines: [{ x: 1 }, { x: 2 }] }, {});
		const run = workflowRun({}, table, rules('RULE_VALIDATION', FAILED));
		const { items } = runToItems(run, { mode: 'rows' });
		expect(items.map((item) => item.extend_needs_review)).toEqual([true, true]);
	});
});

it.each<[string, IDataObject, boolean | null]>([
	[
		'a classification that is sure',
		{ object: 'classify_run', output: { type: 'a', confidence: 0.9 } },
		false,
	],
	[
		'a classification that is not',
		{ object: 'classify_run', output: { type: 'a', confidence: 0.7 } },
		true,
	],
	['one without a confidence', { object: 'classify_run', output: { type: 'a' } }, null],
	['a split', { object: 'split_run', output: { splits: [] } }, null],
	['a text', { object: 'parse_run', output: { chunks: [] } }, null],
])('%s', (_what, run, needsReview) => {
	const judged = runToItems(frozen(run) as IDataObject, { mode: 'fields', review: WANTED });
	expect(judged.judgement?.needsReview).toBe(needsReview);
	expect(judged.items[0]._extend).toMatchObject({ needsReview });
	const { items, judgement } = runToItems(run, { mode: 'fields' });
	expect(items[0]._extend).not.toHaveProperty('needsReview');
	expect(judgement).toBeUndefined();
});

it('a raw run is judged only when somebody asks for it', () => {
	const run = workflowRun({ status: 'NEEDS_REVIEW' });
	expect(runToItems(run, { mode: 'run' }).judgement).toBeUndefined();
	expect(runToItems(run, { mode: 'run', review: WANTED }).judgement?.needsReview).toBe(true);
});
