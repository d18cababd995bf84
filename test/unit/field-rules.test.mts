/** Rules per field: which fields they mean, what they flag, and what is said about it. */
import { judgeRun } from '../../nodes/shared/output/judging/judgeRun';
import { listReasons } from '../../nodes/shared/output/judging/reasons';
import type { FieldRule, ReviewSettings } from '../../nodes/shared/output/judging/types';
import { judgeByRow } from '../../nodes/shared/output/tableRows';
import {
	coversPath,
	describeField,
	findFieldValues,
	hasField,
	listFieldPaths,
	parseFieldPattern,
	type FieldPattern,
} from '../../nodes/shared/schema';
import { frozen } from './schema/checks.mts';

const pattern = (text: string) => parseFieldPattern(text) as FieldPattern;
const rule = (field: string, more: Omit<FieldRule, 'field' | 'pattern'> = {}): FieldRule => ({
	field,
	pattern: pattern(field),
	...more,
});
const entry = (ocrConfidence: number) => ({ ocrConfidence });
const extraction = (value: object, metadata: object = {}) =>
	frozen({ output: { value, metadata } });
const judge = (
	value: object,
	metadata: object,
	fieldRules: FieldRule[],
	more: ReviewSettings = {},
) => judgeRun(extraction(value, metadata), { fieldRules, ...more });

describe('the name of a field', () => {
	it.each([
		['total', ['total']],
		[' lines[*].amount ', ['lines', '[*]', 'amount']],
		['lines[].amount', ['lines', '[*]', 'amount']],
		['lines.amount', ['lines', 'amount']],
		['lines[12].amount', ['lines', '[12]', 'amount']],
		['Gross Total', ['Gross Total']],
	])('%s is read', (text, steps) => expect(parseFieldPattern(text)).toEqual(steps));

	it.each(['', ' ', '.a', 'a.', 'a..b', '[0]', 'a[x]', 'a[-1]', 'a[1', 'a]', '$.a[?(@.b)]'])(
		'%j is none',
		(text) => expect(parseFieldPattern(text)).toBeUndefined(),
	);

	it.each([
		['lines[*].amount', 'lines[3].amount', true],
		['lines.amount', 'lines[3].amount', true],
		['lines', 'lines[3].amount', true],
		['lines[3].amount', 'lines[3].amount', true],
		['total', 'total.amount', true],
		['lines[2].amount', 'lines[3].amount', false],
		['lines[*].amount', 'lines', false],
		['lines[*].amount', 'lines[3].net', false],
		['total', 'total_net', false],
		['amount', 'lines[0].amount', false],
	])('%s covers %s: %s', (field, path, covers) =>
		expect(coversPath(pattern(field), pattern(path))).toBe(covers),
	);

	it.each([
		['total', { total: 1 }, [['total', 1]]],
		[
			'lines.a',
			{ lines: [{ a: 1 }, { b: 2 }] },
			[
				['lines[0].a', 1],
				['lines[1].a', undefined],
			],
		],
		['lines[*].a', { lines: [] }, []],
		['lines[*].a', { lines: null }, [['lines.a', undefined]]],
		['lines[1].a', { lines: [{ a: 1 }] }, [['lines[1].a', undefined]]],
		['o.l.a', { o: [{ l: [{ a: 1 }] }] }, [['o[0].l[0].a', 1]]],
		['constructor', {}, [['constructor', undefined]]],
	])('%s finds its values', (field, fields, expected) =>
		expect(findFieldValues(fields, pattern(field)).map(({ path, value }) => [path, value])).toEqual(
			expected,
		),
	);

	it('is said with rows counted from one', () => {
		expect(describeField('lines[2].amount')).toBe('lines.amount in row 3');
		expect(describeField('o[0].l[1].a')).toBe('o.l.a in row 1.2');
		expect(describeField('lines[*].amount')).toBe('lines.amount');
	});

	it('is listed from a schema, and looked up in it', () => {
		const amount = { type: 'object', 'extend:type': 'currency', properties: { amount: {} } };
		const lines = { type: 'array', items: { type: 'object', properties: { amount, text: {} } } };
		const schema = { type: 'object', properties: { total: amount, lines, tags: { items: {} } } };
		const paths = ['total', 'lines', 'lines[*].amount', 'lines[*].text', 'tags'];
		expect(listFieldPaths(schema)).toEqual(paths);
		for (const known of [...paths, 'total.amount', 'lines.text', 'lines[0].text', 'tags[*]'])
			expect([known, hasField(schema, pattern(known))]).toEqual([known, true]);
		for (const unknown of ['totl', 'lines[*].net', 'total[*]', 'tags.x', 'constructor'])
			expect([unknown, hasField(schema, pattern(unknown))]).toEqual([unknown, false]);
		expect(hasField(undefined, pattern('any'))).toBe(true);
	});
});

describe('a threshold of its own', () => {
	const value = { a: 1, b: 2, lines: [{ x: 1, y: 2 }] };
	const metadata = {
		a: entry(0.9),
		b: entry(0.9),
		'lines[0].x': entry(0.9),
		'lines[0].y': entry(0.9),
	};
	const low = (...rules: FieldRule[]) =>
		judge(value, metadata, rules).lowConfidenceFields.map(({ path }) => path);

	it.each<[string, FieldRule[], string[]]>([
		['of one field', [rule('a', { confidenceThreshold: 0.95 })], ['a']],
		['of a column', [rule('lines[*].x', { confidenceThreshold: 0.95 })], ['lines[0].x']],
		['of a table', [rule('lines', { confidenceThreshold: 0.95 })], ['lines[0].x', 'lines[0].y']],
		[
			'of the most exact rule',
			[
				rule('lines[0].x', { confidenceThreshold: 0.5 }),
				rule('lines.x', { confidenceThreshold: 0.6 }),
				rule('lines', { confidenceThreshold: 0.95 }),
			],
			['lines[0].y'],
		],
		[
			'of the last of two equal rules',
			[rule('a', { confidenceThreshold: 0.5 }), rule('a', { confidenceThreshold: 0.95 })],
			['a'],
		],
		[
			'of a wider rule, where the exact one sets none',
			[rule('lines', { confidenceThreshold: 0.95 }), rule('lines.x', { ifMissing: 'review' })],
			['lines[0].x', 'lines[0].y'],
		],
	])('%s', (_what, rules, expected) => expect(low(...rules)).toEqual(expected));

	it('can be lower than that of the document', () => {
		const rules = [rule('a', { confidenceThreshold: 0.1, reviewScoreThreshold: 1 })];
		const scored = { a: { ocrConfidence: 0.2, reviewAgentScore: 2 }, b: entry(0.2) };
		const { lowConfidenceFields } = judge(value, scored, rules);
		expect(lowConfidenceFields.map(({ path }) => path)).toEqual(['b']);
	});

	it('is compared with the score of the row where cells have none', () => {
		const rules = [rule('lines[*].x', { confidenceThreshold: 0.95 })];
		const { lowConfidenceFields, unscoredFields } = judge(value, { 'lines[0]': entry(0.9) }, rules);
		expect(lowConfidenceFields).toEqual([{ path: 'lines[0].x', value: 1, score: 0.9, page: null }]);
		expect(unscoredFields).toEqual([]);
	});

	it('is not passed by a field without any score', () => {
		const rules = [rule('a', { confidenceThreshold: 0.95 })];
		expect(judge(value, { b: entry(1) }, rules)).toMatchObject({
			needsReview: true,
			unscoredFields: ['a'],
		});
		expect(judge({ a: null, b: 2 }, { b: entry(1) }, rules).needsReview).toBe(false);
	});
});

describe('a field that a rule wants', () => {
	it.each<[string, unknown, boolean]>([
		['null', null, true],
		['an empty text', ' ', true],
		['an empty table', [], true],
		['a currency without an amount', { amount: null, iso_4217_currency_code: 'EUR' }, true],
		['a document that is not signed', { is_signed: false, printed_name: 'Ann' }, true],
		['an object of nothing', { a: null, b: '' }, true],
		['zero', 0, false],
		['false', false, false],
		['a text', 'x', false],
		['a currency', { amount: 0, iso_4217_currency_code: null }, false],
		['a signature', { is_signed: true, printed_name: null }, false],
	])('%s', (_what, a, isMissing) => {
		const { needsReview, missingFields } = judge({ a }, {}, [rule('a', { ifMissing: 'review' })]);
		expect([needsReview, missingFields]).toEqual([isMissing, isMissing ? ['a'] : []]);
		expect(judge({ a }, {}, [rule('a', { ifMissing: 'ok' })]).missingFields).toEqual([]);
	});

	it('is missing in its row', () => {
		const value = { lines: [{ x: 1 }, { x: null }] };
		const judgement = judge(value, {}, [rule('lines.x', { ifMissing: 'review' })]);
		const rows = [0, 1, null].map(judgeByRow(judgement, 'lines'));
		expect(rows.map((row) => row.needsReview)).toEqual([false, true, false]);
		expect(rows[1].missingFields).toEqual(['lines[1].x']);
		expect(listReasons(rows[1])).toEqual(['lines.x in row 2 is missing']);
	});

	it('is looked for in the output of legacy extractors, too', () => {
		const output = { a: { value: null }, b: { value: 1 } };
		const fieldRules = ['a', 'b'].map((field) => rule(field, { ifMissing: 'review' }));
		expect(judgeRun({ output }, { fieldRules }).missingFields).toEqual(['a']);
	});
});

describe('without scores', () => {
	const wanted = rule('a', { ifMissing: 'review' });
	it.each<[string, FieldRule[], ReviewSettings]>([
		['a threshold of the document', [wanted], { confidenceThreshold: 0.5 }],
		['a threshold of a rule', [wanted, rule('a', { reviewScoreThreshold: 2 })], {}],
		['a rule that asks for nothing', [rule('a')], {}],
	])('%s cannot be judged', (_what, rules, more) =>
		expect(judge({ a: 1 }, {}, rules, more).needsReview).toBeNull(),
	);

	it('a wanted field can, unless there is no result', () => {
		expect(judge({ a: 1 }, {}, [wanted]).needsReview).toBe(false);
		expect(judge({ a: null }, {}, [wanted], { confidenceThreshold: 0.5 }).needsReview).toBe(true);
		expect(judgeRun({ output: null }, { fieldRules: [wanted] }).needsReview).toBeNull();
	});
});

describe('the reasons', () => {
	it('name the field and what is wrong with it', () => {
		const metadata = { a: entry(0.62), b: { reviewAgentScore: 2 }, 'lines[1].x': entry(0.5) };
		const rules = [rule('c', { ifMissing: 'review' }), rule('d', { confidenceThreshold: 0.9 })];
		const value = { a: 1, b: 2, c: null, d: 4, lines: [{}, { x: 1 }] };
		expect(listReasons(judge(value, metadata, rules))).toEqual([
			'c is missing',
			'a has a confidence of 0.62',
			'b has a review score of 2',
			'lines.x in row 2 has a confidence of 0.5',
			'd has no confidence score',
		]);
		expect(listReasons(judge({ a: 1 }, {}, rules.slice(1)))).toEqual([
			"There's nothing to judge by because the run has no confidence scores",
		]);
		expect(listReasons(judge({ a: 1 }, { a: entry(1) }, []))).toEqual([]);
	});

	it('stay few in a table of hundreds, and have no markup', () => {
		const names = Array.from({ length: 200 }, (_, index) => `lines[${index}].<b>x`);
		const metadata = Object.fromEntries(names.map((name) => [name, entry(0.1)]));
		const reasons = listReasons(judge({}, metadata, []));
		expect(reasons).toHaveLength(11);
		expect(reasons[0]).not.toContain('<');
		expect(reasons[10]).toBe('The same applies to 190 more fields');
	});
});
