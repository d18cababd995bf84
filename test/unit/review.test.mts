import fc from 'fast-check';
import { getByPath } from '../../nodes/shared/utils/jsonPath';
import type { LowField } from '../../nodes/shared/output/judging/types';
import { reviewOutput } from '../../nodes/shared/output/review';
import { RUNS, frozen } from './schema/checks.mts';

type Entry = Record<string, unknown>;
const output = (value: object, metadata: Record<string, unknown>) => frozen({ value, metadata });
const low = (value: object, metadata: Record<string, unknown>, settings = {}) =>
	reviewOutput(output(value, metadata), settings).lowConfidenceFields.map(({ path, score }) => [
		path,
		score,
	]);

describe('a field is low', () => {
	test.each([
		['by the OCR', { ocrConfidence: 0.79 }, 0.79],
		['by the model', { logprobsConfidence: 0.1, ocrConfidence: null }, 0.1],
		['by the lower of both', { logprobsConfidence: 0.9, ocrConfidence: 0.5 }, 0.5],
		['by the review agent', { reviewAgentScore: 3, ocrConfidence: 1 }, 3],
		[
			'by the review agent, which is told before the confidence',
			{ reviewAgentScore: 1, ocrConfidence: 0.2 },
			1,
		],
		[
			'by the confidence, when the review agent is content',
			{ reviewAgentScore: 5, ocrConfidence: 0.2 },
			0.2,
		],
	])('%s', (_title, entry, score) => {
		expect(reviewOutput(output({ a: 'x' }, { a: entry }))).toEqual({
			needsReview: true,
			lowConfidenceFields: [{ path: 'a', value: 'x', score, page: null }],
		});
	});

	test.each([
		['at the threshold', { ocrConfidence: 0.8 }],
		['above it', { ocrConfidence: 0.81, logprobsConfidence: null, reviewAgentScore: null }],
		['with a better score of the review agent', { reviewAgentScore: 4 }],
	])('but not %s', (_title, entry) => {
		expect(reviewOutput(output({ a: 'x' }, { a: entry }))).toEqual({
			needsReview: false,
			lowConfidenceFields: [],
		});
	});

	test('by the thresholds that are set', () => {
		const metadata = { a: { ocrConfidence: 0.5 }, b: { reviewAgentScore: 2 } };
		expect(low({}, metadata, { confidenceThreshold: 0.5, reviewScoreThreshold: 1 })).toEqual([]);
		expect(low({}, metadata, { confidenceThreshold: 0.51, reviewScoreThreshold: 2 })).toEqual([
			['a', 0.5],
			['b', 2],
		]);
		expect(low({}, { a: { ocrConfidence: 0 } }, { confidenceThreshold: 0 })).toEqual([]);
	});
});

test.each([
	['no entries', { value: { a: 1 }, metadata: {} }],
	[
		'entries without scores',
		{ value: { a: 1 }, metadata: { a: { ocrConfidence: null, citations: [] }, b: null } },
	],
	[
		'legacy output',
		{ total: { id: '1', type: 'number', value: 3, confidence: 0.1, references: [] } },
	],
	['legacy output with fields of our names', { value: { id: '1', value: 3 } }],
	['a value that is no object', { value: 3, metadata: { a: { ocrConfidence: 0 } } }],
	['no output', null],
	['a list', []],
])('nobody can say with %s', (_title, given) => {
	expect(reviewOutput(given)).toEqual({ needsReview: null, lowConfidenceFields: [] });
});

describe('the page is that of the first citation', () => {
	test.each([
		[[{ page: { number: 2 } }, { page: { number: 3 } }], 2],
		[[{}, { page: { number: 3 } }], null],
		[[], null],
		[undefined, null],
		[[{ page: { number: 'two' } }], null],
	])('%j', (citations, page) => {
		const [field] = reviewOutput(
			output({}, { a: { ocrConfidence: 0, citations } }),
		).lowConfidenceFields;
		expect(field.page).toBe(page);
	});
});

test('the value is looked up by its path', () => {
	const value = { 'a-b': { c: [{ d: 1 }, { d: [null, 'x'] }] }, e: null };
	expect(getByPath(value, 'a-b.c[0].d')).toBe(1);
	expect(getByPath(value, 'a-b.c[1].d[1]')).toBe('x');
	expect(getByPath(value, 'a-b.c')).toBe(value['a-b'].c);
	const absent = [
		'e',
		'none',
		'a-b.c[2].d',
		'a-b.c.length',
		'a-b.c[x]',
		'a-b..c',
		'a-b.c[0',
		'',
		'.',
		'[0]',
		'constructor',
		'e.f',
		'a-b.c[0][0]',
		'a-b.c.0',
	];
	expect(absent.map((path) => getByPath(value, path))).toEqual(absent.map(() => null));
});

describe('the confidence of a container', () => {
	const value = { lines: [{ qty: 1 }], total: { amount: 1, iso_4217_currency_code: 'EUR' } };
	const sure = { ocrConfidence: 0.9 };
	const unsure = { ocrConfidence: 0.1 };

	test('counts when nothing inside has one', () => {
		expect(low(value, { lines: unsure })).toEqual([['lines', 0.1]]);
		expect(
			low(value, { lines: unsure, 'lines[0].qty': { citations: [], reviewAgentScore: 5 } }),
		).toEqual([['lines', 0.1]]);
	});

	test('does not count when something inside has one', () => {
		expect(low(value, { lines: unsure, 'lines[0]': unsure, 'lines[0].qty': unsure })).toEqual([
			['lines[0].qty', 0.1],
		]);
		expect(low(value, { lines: unsure, 'lines[0].qty': sure })).toEqual([]);
	});

	test('is not that of a field whose name only begins alike', () => {
		expect(
			low({ ...value, linesX: 'a' }, { lines: unsure, linesX: sure, 'lines-b': sure }),
		).toEqual([['lines', 0.1]]);
	});

	test('is not that of a currency or a signature, which are single values', () => {
		const signature = {
			printed_name: 'A',
			signature_date: null,
			is_signed: true,
			title_or_role: null,
		};
		expect(low(value, { total: unsure, 'total.amount': sure })).toEqual([['total', 0.1]]);
		expect(low({ signature }, { signature: unsure, 'signature.is_signed': sure })).toEqual([
			['signature', 0.1],
		]);
	});

	test('is another thing than a score of the review agent, which always counts', () => {
		expect(
			low(value, {
				lines: { reviewAgentScore: 2, ...unsure },
				'lines[0].qty': { reviewAgentScore: 5, ...sure },
			}),
		).toEqual([['lines', 2]]);
	});
});

test('fields come in the order of the metadata, and 50,000 of them in no time', () => {
	const metadata = Object.fromEntries(
		Array.from({ length: 5000 }, (_, i) => [
			[`l[${i}]`, { ocrConfidence: 0 }],
			...Array.from({ length: 9 }, (_x, c) => [`l[${i}].c${c}`, { ocrConfidence: 0 }]),
		]).flat(),
	);
	const value = { l: Array.from({ length: 5000 }, () => ({ c0: 1 })) };
	const started = performance.now();
	const found = reviewOutput({ value, metadata }).lowConfidenceFields;
	expect(performance.now() - started).toBeLessThan(5000);
	expect(found.map((field) => field.path)).toEqual(
		Object.keys(metadata).filter((path) => path.includes('.')),
	);
});

/** Every value inside, by its path: slow and plain. */
function allPaths(
	value: unknown,
	path = '',
	found = new Map<string, unknown>(),
): Map<string, unknown> {
	if (path !== '') found.set(path, value);
	if (Array.isArray(value)) value.forEach((inner, i) => allPaths(inner, `${path}[${i}]`, found));
	else if (typeof value === 'object' && value !== null)
		for (const [key, inner] of Object.entries(value))
			allPaths(inner, path === '' ? key : `${path}.${key}`, found);
	return found;
}

function reference(
	value: object,
	metadata: Record<string, Entry>,
	threshold: number,
	minimum: number,
) {
	const values = allPaths(value);
	const isNumber = (x: unknown): x is number => typeof x === 'number';
	const confidences = (entry: Entry) =>
		[entry.ocrConfidence, entry.logprobsConfidence].filter(isNumber);
	const fields: LowField[] = [];
	for (const path of Object.keys(metadata)) {
		const entry = metadata[path];
		const found = values.get(path) ?? null;
		const single = typeof found !== 'object' || found === null || 'amount' in found;
		const inside = Object.keys(metadata).filter(
			(other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`),
		);
		const ignored = !single && inside.some((other) => confidences(metadata[other]).length > 0);
		const [citation] = (entry.citations as Array<{ page?: { number: number } }> | undefined) ?? [];
		const page = citation?.page?.number ?? null;
		if (isNumber(entry.reviewAgentScore) && entry.reviewAgentScore <= minimum)
			fields.push({ path, value: found, score: entry.reviewAgentScore, page });
		else if (!ignored && Math.min(...confidences(entry)) < threshold)
			fields.push({ path, value: found, score: Math.min(...confidences(entry)), page });
	}
	const scored = Object.values(metadata).some(
		(entry) => confidences(entry).length > 0 || isNumber(entry.reviewAgentScore),
	);
	return { needsReview: scored ? fields.length > 0 : null, lowConfidenceFields: fields };
}

const key = fc.constantFrom('a', 'b', 'a-b', 'c_1', 'constructor');
const { any } = fc.letrec<{ any: unknown }>((tie) => ({
	any: fc.oneof(
		{ maxDepth: 4 },
		fc.constantFrom('x', 1, null, true, { amount: 1, iso_4217_currency_code: 'EUR' }),
		fc.array(tie('any'), { maxLength: 3 }),
		fc.dictionary(key, tie('any'), { maxKeys: 3, noNullPrototype: true }),
	),
}));
const share = fc.option(fc.constantFrom(0, 0.3, 0.6, 0.8, 0.9, 1), { nil: null });
const entry: fc.Arbitrary<Entry> = fc.record(
	{
		ocrConfidence: share,
		logprobsConfidence: share,
		reviewAgentScore: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null, freq: 1 }),
		citations: fc.constantFrom([], [{ page: { number: 3 } }], [{}]),
	},
	{ requiredKeys: [] },
);
const outputs = fc.dictionary(key, any, { maxKeys: 4, noNullPrototype: true }).chain((value) => {
	const paths = [...allPaths(value).keys(), 'gone', 'a.gone[3]', 'b[9].a'];
	return fc
		.tuple(
			fc.subarray(paths),
			fc.array(entry, { minLength: paths.length, maxLength: paths.length }),
		)
		.map(([chosen, entries]) => ({
			value,
			metadata: Object.fromEntries(chosen.map((path, i) => [path, entries[i]])),
		}));
});

test('any output is judged as by the plain definition', () => {
	const verdicts = new Set<boolean | null>();
	fc.assert(
		fc.property(
			outputs,
			fc.constantFrom(0, 0.5, 0.8, 1),
			fc.integer({ min: 1, max: 5 }),
			(given, confidenceThreshold, reviewScoreThreshold) => {
				const review = reviewOutput(frozen(given), { confidenceThreshold, reviewScoreThreshold });
				expect(review).toEqual(
					reference(given.value, given.metadata, confidenceThreshold, reviewScoreThreshold),
				);
				verdicts.add(review.needsReview);
			},
		),
		RUNS,
	);
	expect(verdicts.size).toBe(3);
});
