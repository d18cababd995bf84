/** Rules of an Extend workflow that a document fails: they join the checks, in every operation that returns such runs. */
import type { Extend } from 'extend-ai';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { byId, getItemError, runExtend } from '../support/extendNode.mts';
import { createInvoiceItem, useEmulator } from '../support/fixtures.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

useVirtualClock(clock);

const emulator = useEmulator();

let items: INodeExecutionData[];
beforeEach(async () => {
	items = await Promise.all([1, 2, 3].map(async (number) => await createInvoiceItem(number)));
});

const TOTALS = 'The rule "Totals" failed in the step "Validate"';
const FAILED: Extend.RuleValidationResult = {
	rules: [
		{ name: 'Totals', valid: false, failureReason: 'RULE_FAILED' },
		{ name: 'Supplier', valid: true },
	],
	allPassed: false,
};
const PASSED: Extend.RuleValidationResult = {
	rules: [{ name: 'Totals', valid: true, validArray: [true, true] }],
	allPassed: true,
};

/** The documents of the items, by what the validation of the workflow says about them. */
const validating = (...results: unknown[]) =>
	results.forEach((result, index) =>
		emulator.nextRun({
			match: { kind: 'workflow_run', fileName: `${index + 1}.txt` },
			steps: [{ type: 'RULE_VALIDATION', name: 'Validate', result }],
		}),
	);

async function run(parameters: IDataObject = {}, options: IDataObject = {}, more: object = {}) {
	const result = await runExtend({
		emulator,
		items,
		parameters: {
			resource: 'workflow',
			operation: 'run',
			workflow: byId(seededIds.plain),
			output: 'fields',
			...parameters,
		},
		options,
		...more,
	});
	return { ...result, outputs: [0, 1, 2].map((index) => result.output('Extend', index) ?? []) };
}
const ON = { needsReviewOutput: true };
const details = ({ json }: INodeExecutionData) => json._extend as IDataObject;
const names = (output: INodeExecutionData[]) =>
	output.map(({ json }) => (json.extend_file_name ?? fileNames.get(runId(json))) as string);
const runId = (json: IDataObject) =>
	((json._extend as IDataObject | undefined)?.runId ?? json.id) as string;
let fileNames = new Map<string, string>();
const readFileNames = () => {
	const runs = emulator.runs('workflow_run') as unknown as Array<{
		id: string;
		files: Array<{ name: string }>;
	}>;
	fileNames = new Map(runs.map(({ id, files }) => [id, files[0].name]));
};

it('Workflow > Run: failed rules are failed checks with reasons, and go to the second output', async () => {
	validating(PASSED, FAILED, PASSED);
	const { outputs } = await run({}, ON);
	readFileNames();
	expect(outputs.map(names)).toEqual([['1.txt', '3.txt'], ['2.txt'], []]);
	expect(outputs[1].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	expect(details(outputs[1][0])).toMatchObject({
		status: 'PROCESSED',
		needsReview: true,
		reviewReasons: [TOTALS],
		failedChecks: [{ check: 'validation', fields: [], message: TOTALS }],
		// Nothing of the step is lost.
		steps: [{ type: 'PARSE' }, { type: 'EXTRACT' }, { type: 'RULE_VALIDATION', result: FAILED }],
	});
	for (const item of outputs[0])
		expect(details(item)).toMatchObject({ needsReview: false, reviewReasons: [] });
});

it('without settings they flag the document, on the only output', async () => {
	validating(PASSED, FAILED, PASSED);
	const { items: out } = await run();
	expect(out.map((item) => details(item).needsReview)).toEqual([false, true, false]);
	expect(out.map((item) => details(item).failedChecks)).toMatchObject([
		undefined,
		[{ message: TOTALS }],
		undefined,
	] as object);
});

it.each(['get', 'wait'])('Run > %s of a workflow run does the same', async (operation) => {
	validating(PASSED, FAILED, PASSED);
	await run();
	readFileNames();
	items = [...fileNames.keys()].map((id) => ({ json: { id } }));
	const { outputs } = await run({ resource: 'run', operation, runId: '={{ $json.id }}' }, ON);
	expect(outputs[0].map(runId)).toHaveLength(2);
	expect(names(outputs[1])).toEqual(['2.txt']);
	expect(details(outputs[1][0])).toMatchObject({
		reviewReasons: [TOTALS],
		failedChecks: [{ check: 'validation' }],
	});
});

it('Batch > Run of a workflow does the same, for each document', async () => {
	validating(PASSED, FAILED, PASSED);
	const { outputs } = await run(
		{ resource: 'batch', operation: 'start', runType: 'workflow_run' },
		ON,
	);
	expect(outputs.map((output) => output.length)).toEqual([2, 1, 0]);
	expect(outputs[1].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	expect(details(outputs[1][0]).reviewReasons).toEqual([TOTALS]);
});

it('rows of a document go to the second output together, each with the reason', async () => {
	validating(PASSED, FAILED, PASSED);
	const line_items = [{ amount: 1 }, { amount: 2 }];
	emulator.nextRun({
		match: { kind: 'extract_run' },
		times: 3,
		output: { value: { line_items }, metadata: {} },
	});
	const { outputs } = await run({ output: 'rows' }, ON);
	expect(outputs.map((output) => output.length)).toEqual([4, 2, 0]);
	for (const { json } of outputs[1])
		expect(json).toMatchObject({ extend_needs_review: true, extend_review_reasons: `${TOTALS}.` });
});

it('a raw run stays as it is', async () => {
	validating(PASSED, FAILED, PASSED);
	const { outputs } = await run({ output: 'run' }, ON);
	expect(outputs.map((output) => output.length)).toEqual([2, 1, 0]);
	const sent = emulator.runs('workflow_run').find(({ id }) => id === outputs[1][0].json.id);
	expect(outputs[1][0].json).toEqual(JSON.parse(JSON.stringify(sent)));
});

describe("'On Failed Check' set to an error", () => {
	it.each([
		['continueRegularOutput', 0],
		['continueErrorOutput', 2],
	] as const)('%s', async (onError, output) => {
		validating(PASSED, FAILED, PASSED);
		const { outputs } = await run({}, { ...ON, onFailedCheck: 'error' }, { node: { onError } });
		const failed = outputs[output].filter(({ json }) => json.error !== undefined);
		expect(failed.map((item) => getItemError(item))).toMatchObject([
			{ code: 'CHECK_FAILED', runId: expect.any(String) },
		]);
		expect(JSON.stringify(failed)).toContain(TOTALS.replaceAll('"', '\\"'));
		expect(failed[0].pairedItem).toEqual({ item: 1 });
		expect(outputs.flat()).toHaveLength(3);
		expect(outputs[1]).toEqual([]);
	});

	it('stops the node', async () => {
		validating(PASSED, FAILED, PASSED);
		const { thrown } = await run({}, { onFailedCheck: 'error' });
		expect(thrown?.message).toContain('failed a check');
	});
});

it('counts until a reviewer has approved the run', async () => {
	items = items.slice(0, 1);
	emulator.nextRun({
		match: { kind: 'workflow_run' },
		status: 'NEEDS_REVIEW',
		steps: [{ type: 'RULE_VALIDATION', name: 'Validate', result: FAILED }],
	});
	const { outputs } = await run({}, ON);
	expect(details(outputs[1][0]).reviewReasons).toEqual([
		'Extend is waiting for a reviewer',
		TOTALS,
	]);
	const id = runId(outputs[1][0].json);
	emulator.review(id, { approve: true });
	items = [{ json: { id } }];
	const read = { resource: 'run', operation: 'get', runId: '={{ $json.id }}' };
	const again = await run(read, ON);
	expect(again.outputs.map((output) => output.length)).toEqual([1, 0, 0]);
	expect(details(again.outputs[0][0])).toMatchObject({ needsReview: false, reviewed: true });
});

describe('results that the SDK does not describe', () => {
	const giving = (type: string, result: unknown) => {
		items = items.slice(0, 1);
		emulator.nextRun({
			match: { kind: 'workflow_run' },
			steps: [{ type, name: 'Validate', result }],
		});
	};
	const reasons = async () => {
		const { outputs } = await run({}, ON);
		return outputs.slice(0, 2).map((output) => output.map((item) => details(item).reviewReasons));
	};

	it.each<[string, unknown, string[]]>([
		['with rules, as RULE_VALIDATION', FAILED, [TOTALS]],
		[
			'with blocks of code and of an AI',
			{
				blocks: [
					{ name: 'Totals', type: 'CODE', result: [false, 'off by 10'] },
					{ name: 'Supplier', type: 'SEMANTIC', passed: false, reasoning: 'unknown' },
					{ name: 'Date', type: 'CODE', result: true },
					{ name: 'Bank', type: 'CODE', result: [true, 'fine'] },
				],
			},
			[`${TOTALS} (off by 10)`, 'The rule "Supplier" failed in the step "Validate" (unknown)'],
		],
		['that only tell that something failed', { allValid: false }, ['The step "Validate" failed']],
		['without names', { rules: [{ valid: false }] }, ['The step "Validate" failed']],
	])('VALIDATION %s', async (_what, result, expected) => {
		giving('VALIDATION', result);
		expect(await reasons()).toEqual([[], [expected]]);
	});

	it.each<[string, unknown]>([
		['nothing', null],
		['a text', 'failed'],
		['a list', [false]],
		['lists of anything', { rules: [null, 0, 'x', [false]], blocks: { valid: false }, results: 7 }],
		['values that are not false', { rules: [{ valid: null, result: [] }], allPassed: 0 }],
		['a passed validation', { rules: [], allPassed: true }],
	])('%s flags nothing', async (_what, result) => {
		giving('VALIDATION', result);
		expect(await reasons()).toEqual([[[]], []]);
	});

	it('a failed result of another step flags nothing', async () => {
		giving('EXTERNAL_DATA_VALIDATION', { valid: false, allPassed: false });
		expect(await reasons()).toEqual([[[]], []]);
	});
});
