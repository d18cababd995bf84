import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { extractRunToItems } from '../../nodes/shared/output/extractRun';
import { OUTPUT_HINTS } from '../../nodes/shared/output/messages';
import type { OutputSettings } from '../../nodes/shared/output/types';
import { RUNS, frozen, problemOf } from './schema/checks.mts';

type Fields = Record<string, unknown>;
interface Facts {
	needsReview: boolean | null;
	lowConfidenceFields: Array<{ path: string }>;
	row: number | null;
}

const run = (
	value: Fields,
	more: object = {},
	metadata: Fields = { any: { ocrConfidence: 1 } },
) => ({
	object: 'extract_run',
	id: 'exr_1',
	status: 'PROCESSED',
	output: { value, metadata },
	file: { object: 'file', id: 'file_1', name: 'a.pdf' },
	files: null,
	dashboardUrl: 'https://dashboard.example/exr_1',
	usage: { credits: 3, totalCredits: 5 },
	...more,
});
const convert = (given: object, settings: Partial<OutputSettings> = {}) => {
	const { items, hints } = extractRunToItems(frozen(given), { mode: 'fields', ...settings });
	return { items, hints, facts: items.map((item) => item._extend as Facts) };
};
const rowsOf = (given: object, settings: Partial<OutputSettings> = {}) =>
	convert(given, { mode: 'rows', shape: { runDetails: 'object' }, ...settings });
/** the fields of an item without the facts about the run */
const fieldsOf = ({ _extend, ...fields }: IDataObject) => fields;

test("'run' gives the run as it is", () => {
	const given = frozen(run({ error: 1, unknown: { x: 1 } }, { somethingNew: [1] }));
	const { items, hints } = extractRunToItems(given, {
		mode: 'run',
		sourceField: 'data',
		fileName: 'x',
	});
	expect(items).toHaveLength(1);
	expect(items[0]).toBe(given);
	expect(hints).toEqual([]);
});

describe("'fields'", () => {
	test('gives the fields at the top and the rest under _extend', () => {
		const low = { 'lines[0].qty': { ocrConfidence: 0.5, citations: [{ page: { number: 2 } }] } };
		const given = run({ total: null, lines: [{ qty: 1 }], new: { deep: true } }, {}, low);
		expect(convert(given, { sourceField: 'invoice', fileName: 'ours.pdf' })).toMatchObject({
			items: [
				{
					total: null,
					lines: [{ qty: 1 }],
					new: { deep: true },
					_extend: {
						runId: 'exr_1',
						status: 'PROCESSED',
						fileId: 'file_1',
						fileName: 'a.pdf',
						sourceField: 'invoice',
						dashboardUrl: 'https://dashboard.example/exr_1',
						credits: 5,
						needsReview: true,
						lowConfidenceFields: [{ path: 'lines[0].qty', value: 1, score: 0.5, page: 2 }],
					},
				},
			],
			hints: [],
		});
		expect(Object.keys(convert(given).items[0])).toEqual(['total', 'lines', 'new', '_extend']);
	});

	test('uses the thresholds that are set', () => {
		const given = run({ a: 1 }, {}, { a: { ocrConfidence: 0.85 } });
		expect(convert(given).facts[0].needsReview).toBe(false);
		expect(convert(given, { review: { confidenceThreshold: 0.9 } }).facts[0].needsReview).toBe(
			true,
		);
	});

	test.each([
		['total credits', { usage: { credits: 3, totalCredits: 0 } }, { credits: 0 }],
		['credits of old runs', { usage: { credits: 3 } }, { credits: 3 }],
		['no usage', { usage: null }, { credits: null }],
		['no file', { file: null }, { fileId: null, fileName: 'given.pdf', sourceField: null }],
		[
			'a list of one file, as those of workflows have',
			{ file: null, files: [{ id: 'f1', name: 'a' }] },
			{ fileId: 'f1', fileName: 'a', files: [{ id: 'f1', name: 'a' }] },
		],
		[
			'several files',
			{
				file: null,
				files: [
					{ id: 'f1', name: 'a', more: 1 },
					{ id: 'f2', name: 'b' },
				],
			},
			{
				fileId: null,
				files: [
					{ id: 'f1', name: 'a' },
					{ id: 'f2', name: 'b' },
				],
			},
		],
	])('knows runs with %s', (_title, more, facts) => {
		expect(convert(run({}, more), { fileName: 'given.pdf' }).items[0]._extend).toMatchObject(facts);
	});

	test('has no list of files for a run of one', () => {
		expect(convert(run({})).items[0]._extend).not.toHaveProperty('files');
	});

	test('renames fields that would collide, again until the name is free', () => {
		const given = run({
			error: 'e',
			_extend: 'x',
			field__extend: 'y',
			field_error: 'f',
			field_field_error: 'g',
		});
		const [item] = convert(given).items;
		expect(fieldsOf(item)).toEqual({
			field_field_field_error: 'e',
			field_field__extend: 'x',
			field__extend: 'y',
			field_error: 'f',
			field_field_error: 'g',
		});
		expect(item._extend).toMatchObject({ runId: 'exr_1' });
		expect(fieldsOf(convert(run({ error: 1 })).items[0])).toEqual({ field_error: 1 });
	});

	test('takes the values of legacy output', () => {
		const output = {
			total: { id: '1', type: 'number', value: 3, confidence: 0.9, references: [] },
			empty: { id: '2', type: 'string' },
			error: { value: 'x' },
		};
		const { items, hints } = convert(run({}, { output }));
		expect(fieldsOf(items[0])).toEqual({ total: 3, empty: null, field_error: 'x' });
		expect(items[0]._extend).toMatchObject({ needsReview: null, lowConfidenceFields: [] });
		expect(hints).toEqual([]);
	});

	test.each(['fields', 'rows'] as const)(
		'and rows of a run without output are one item (%s)',
		(mode) => {
			const { items, hints } = convert(run({}, { output: null, status: 'FAILED', usage: null }), {
				mode,
				shape: { runDetails: 'object' },
				rowsField: mode === 'rows' ? 'lines' : undefined,
			});
			expect(items).toEqual([
				{
					_extend: expect.objectContaining({
						runId: 'exr_1',
						status: 'FAILED',
						needsReview: null,
						credits: null,
					}),
				},
			]);
			expect(hints).toEqual([]);
		},
	);

	test('hints once when there are no scores', () => {
		const silent = run({ lines: [{ a: 1 }, { a: 2 }] }, {}, { 'lines[0].a': { citations: [] } });
		const review = { reviewScoreThreshold: 3 };
		expect(convert(silent, { review }).hints).toEqual([OUTPUT_HINTS.noScores]);
		expect(rowsOf(silent, { review }).hints).toEqual([OUTPUT_HINTS.noScores]);
		expect(convert(silent).hints).toEqual([]);
		expect(rowsOf(silent).facts.map((facts) => facts.needsReview)).toEqual([null, null]);
	});

	test('keeps fields named like inherited members as data', () => {
		const value = JSON.parse('{"__proto__":{"polluted":1},"constructor":2}') as Fields;
		const [item] = convert(run(value)).items;
		expect(Object.keys(item)).toEqual(['__proto__', 'constructor', '_extend']);
		expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
	});
});

describe("'rows'", () => {
	const lines = [
		{ text: 'A', total: 5 },
		{ text: 'B', total: 7 },
	];

	test('gives one item for each row, with the other fields repeated', () => {
		const { items, hints } = rowsOf(run({ number: 'N1', total: 12, lines, tags: ['x'] }));
		expect(items.map(fieldsOf)).toEqual([
			{ number: 'N1', total: 12, tags: ['x'], text: 'A', lines_total: 5 },
			{ number: 'N1', total: 12, tags: ['x'], text: 'B', lines_total: 7 },
		]);
		expect(items.map((item) => (item._extend as Facts).row)).toEqual([1, 2]);
		expect(hints).toEqual([]);
	});

	test('prefixes again when the prefixed name is taken, too', () => {
		const value = {
			total: 1,
			lines_total: 2,
			lines: [{ total: 3, lines_lines_total: 4, error: 5, lines: 6, _extend: 7 }],
		};
		expect(fieldsOf(rowsOf(run(value)).items[0])).toEqual({
			total: 1,
			lines_total: 2,
			lines_lines_lines_total: 3,
			lines_lines_total: 4,
			field_error: 5,
			lines: 6,
			field__extend: 7,
		});
		const both = { a: 1, lines_a: 2, lines: [{ a: 3, lines_a: 4 }] };
		expect(fieldsOf(rowsOf(run(both)).items[0])).toEqual({
			a: 1,
			lines_a: 2,
			lines_lines_a: 3,
			lines_lines_lines_a: 4,
		});
		expect(fieldsOf(rowsOf(run({ error: 1, lines: [{ error: 2 }] })).items[0])).toEqual({
			field_error: 1,
			lines_error: 2,
		});
	});

	test('gives each row its own doubtful fields and those of no row', () => {
		const low = { ocrConfidence: 0 };
		const value = { number: 'N', lines: [...lines, { text: 'C' }], linesX: [{ a: 1 }] };
		const rowOnly = rowsOf(
			run(value, {}, { 'lines[1].text': low, 'lines[0].text': { ocrConfidence: 1 } }),
			{ rowsField: 'lines' },
		);
		expect(rowOnly.facts.map((facts) => facts.needsReview)).toEqual([false, true, false]);
		const metadata = {
			number: low,
			'lines[1].text': low,
			'lines[2]': low,
			'linesX[0].a': low,
			'lines[10].text': low,
		};
		const all = rowsOf(run(value, {}, metadata), { rowsField: 'lines' });
		expect(all.facts.map((facts) => facts.lowConfidenceFields.map((field) => field.path))).toEqual([
			['number', 'linesX[0].a'],
			['lines[1].text', 'number', 'linesX[0].a'],
			['lines[2]', 'number', 'linesX[0].a'],
		]);
		const anyRow = rowsOf(run(value, {}, { 'lines[*].text': low }), { rowsField: 'lines' });
		expect(anyRow.facts.map((facts) => facts.needsReview)).toEqual([true, true, true]);
		const list = rowsOf(run(value, {}, { lines: { reviewAgentScore: 1 } }), { rowsField: 'lines' });
		expect(list.facts.map((facts) => facts.needsReview)).toEqual([true, true, true]);
	});

	const schemaOf = (...names: string[]) => ({
		config: {
			schema: {
				type: 'object',
				properties: Object.fromEntries(
					names.map((name) => [name, { type: 'array', items: { type: 'object', properties: {} } }]),
				),
			},
		},
	});

	test.each([
		['empty', { total: 1, lines: [] }, {}],
		['null', { total: 1, lines: null }, {}],
		['absent', { total: 1 }, {}],
		['null and asked for', { total: 1, lines: null }, { rowsField: 'lines' }],
		['empty and asked for', { total: 1, lines: [] }, { rowsField: 'lines' }],
	])('gives one item for a table that is %s', (_title, value, settings) => {
		const { items, facts, hints } = rowsOf(
			run(value, schemaOf('lines'), { total: { ocrConfidence: 0 } }),
			settings,
		);
		expect(items.map(fieldsOf)).toEqual([{ total: 1 }]);
		expect(facts[0]).toMatchObject({ row: null, needsReview: true });
		expect(hints).toEqual([]);
	});

	test('keeps what stands in place of a table', () => {
		const given = run({ total: 1, lines: 'none' }, schemaOf('lines'));
		expect(rowsOf(given)).toMatchObject({
			items: [{ total: 1, lines: 'none', _extend: { row: null } }],
			hints: [expect.stringContaining('no table')],
		});
	});

	test('takes the list that was asked for, also one of texts', () => {
		const value = { tags: ['x', null], lines, taxes: [{ rate: 19 }] };
		expect(rowsOf(run(value), { rowsField: ' taxes ' }).items.map(fieldsOf)).toEqual([
			{ tags: value.tags, lines, rate: 19 },
		]);
		expect(rowsOf(run(value), { rowsField: 'tags' }).items.map(fieldsOf)).toEqual([
			{ lines, taxes: value.taxes, tags: 'x' },
			{ lines, taxes: value.taxes, tags: null },
		]);
	});

	test('gives one item and a hint when there is no list', () => {
		const given = run({ total: 1, tags: ['x'], maybe: [] });
		expect(rowsOf(given)).toMatchObject({
			items: [{ total: 1, tags: ['x'], maybe: [], _extend: { row: null } }],
			hints: [expect.stringContaining('no table')],
		});
		expect(rowsOf(given, { rowsField: 'lines' }).hints).toEqual([
			expect.stringContaining('no table "lines"'),
		]);
	});

	test.each([
		[
			'several lists',
			{ lines, taxes: lines },
			'',
			'several tables',
			"Set 'Table' to one of these: lines, taxes.",
		],
		[
			'several lists by the schema',
			{ lines: [], notes: lines },
			'',
			'several tables',
			"Set 'Table' to one of these: lines, taxes, notes.",
		],
		[
			'a list that is not there',
			{ lines },
			'line',
			'no table "line"',
			"Set 'Table' to one of these: lines, taxes.",
		],
		[
			'a field that is no list',
			{ lines, total: 3 },
			'total',
			'"total" isn\'t a table',
			"Set 'Table' to one of these: lines, taxes.",
		],
	])('refuses %s', (title, value, rowsField, what, fix) => {
		const given = run(value, title === 'several lists' ? {} : schemaOf('lines', 'taxes'));
		const problem = problemOf(() => rowsOf(given, { rowsField }));
		expect(problem.reason).toContain(what);
		expect(problem.hint).toBe(fix);
	});

	test('refuses a field that is no list where there is none', () => {
		expect(problemOf(() => rowsOf(run({ total: 3 }), { rowsField: 'total' })).hint).toContain(
			'This result has no tables',
		);
	});

	test('handles 20,000 rows', () => {
		const many = Array.from({ length: 20_000 }, (_, i) => ({ i }));
		const split = (rows: object[]) => {
			const scores = rows.map((_row, i) => [`lines[${i}].i`, { ocrConfidence: 0 }]);
			const given = run({ lines: rows }, {}, Object.fromEntries(scores));
			const before = process.cpuUsage();
			const { facts } = rowsOf(given);
			const { user } = process.cpuUsage(before);
			return { facts, user };
		};
		// Ten times the rows take about ten times as long, or a hundred times if each looks at all.
		const fewer = split(many.slice(0, 2000));
		const { facts, user } = split(many);
		expect(user / fewer.user).toBeLessThan(40);
		expect(facts).toHaveLength(20_000);
		expect(facts[19_999].lowConfidenceFields).toEqual([
			{ path: 'lines[19999].i', value: 19_999, score: 0, page: null },
		]);
	});
});

/** The rules for rows, written down once more, slow and plain. */
function referenceRows(
	value: Fields,
	name: string,
	metadata: Fields,
): Array<{ fields: Fields; row: number | null; paths: string[] }> {
	const low = Object.keys(metadata);
	const free = (wanted: string, prefix: string, taken: string[]): string =>
		taken.includes(wanted) ? free(prefix + wanted, prefix, taken) : wanted;
	const rename = (fields: Fields) => {
		const result: Fields = {};
		for (const key of Object.keys(fields)) {
			const reserved = key === 'error' || key === '_extend';
			result[reserved ? free(`field_${key}`, 'field_', Object.keys(fields)) : key] = fields[key];
		}
		return result;
	};
	const header: Fields = {};
	for (const key of Object.keys(value)) if (key !== name) header[key] = value[key];
	const elements = value[name] as unknown[];
	const ofNone = low.filter(
		(path) => !/^\[\d+\]/.test(path.slice(name.length)) || !path.startsWith(name),
	);
	if (elements.length === 0) return [{ fields: rename(header), row: null, paths: ofNone }];
	return elements.map((element, i) => {
		const row =
			typeof element === 'object' && element !== null ? (element as Fields) : { [name]: element };
		const merged = { ...header };
		for (const key of Object.keys(row)) {
			const taken = [...Object.keys(merged), ...Object.keys(row)];
			merged[key in header ? free(`${name}_${key}`, `${name}_`, taken) : key] = row[key];
		}
		const own = low.filter((path) => path === `${name}[${i}]` || path.startsWith(`${name}[${i}].`));
		return { fields: rename(merged), row: i + 1, paths: [...own, ...ofNone] };
	});
}

const key = fc.constantFrom(
	'a',
	'b',
	't_a',
	't_t_a',
	't_b',
	'error',
	'_extend',
	'field_error',
	't_error',
	't',
);
const scalar = fc.constantFrom('x', 1, null, true);
const cases = fc.record({
	header: fc.dictionary(key, scalar, { maxKeys: 6, noNullPrototype: true }),
	elements: fc.array(
		fc.oneof(
			{ weight: 6, arbitrary: fc.dictionary(key, scalar, { maxKeys: 5, noNullPrototype: true }) },
			scalar,
		),
		{ maxLength: 12 },
	),
	low: fc.subarray([
		'a',
		'b',
		't',
		't[0]',
		't[0].a',
		't[1].b',
		't[10].a',
		't[11]',
		'tt[1].a',
		't_a[1]',
	]),
});

test('any result becomes rows as by the plain rules', () => {
	fc.assert(
		fc.property(cases, ({ header, elements, low }) => {
			const value: Fields = { ...header, t: elements };
			// the lists themselves are doubted by the review agent, whose scores always count
			const metadata = Object.fromEntries([
				...low.map((path) => [path, { reviewAgentScore: 1 }]),
				['sure', { ocrConfidence: 1 }],
			]);
			const { items, facts } = rowsOf(run(value, {}, metadata), { rowsField: 't' });
			const expected = referenceRows(value, 't', Object.fromEntries(low.map((path) => [path, 1])));
			expect(items.map(fieldsOf)).toEqual(expected.map(({ fields }) => fields));
			expect(facts.map(({ row }) => row)).toEqual(expected.map(({ row }) => row));
			expect(
				facts.map(({ lowConfidenceFields }) => lowConfidenceFields.map(({ path }) => path)),
			).toEqual(expected.map(({ paths }) => paths));
			expect(facts.map(({ needsReview }) => needsReview)).toEqual(
				expected.map(({ paths }) => paths.length > 0),
			);
		}),
		RUNS,
	);
});

test('any result becomes fields, none lost and none overwritten', () => {
	fc.assert(
		fc.property(
			fc.dictionary(fc.oneof(key, fc.string()), fc.jsonValue(), { noNullPrototype: true }),
			(value) => {
				const [item] = convert(run(value)).items;
				expect(Object.values(fieldsOf(item))).toEqual(Object.values(value));
				expect(item).not.toHaveProperty('error');
				for (const name of Object.keys(value)) {
					if (name !== 'error' && name !== '_extend')
						expect(Object.entries(item)).toContainEqual([name, value[name]]);
				}
			},
		),
		RUNS,
	);
});
