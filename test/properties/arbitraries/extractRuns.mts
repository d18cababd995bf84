/** Extract runs with nested results and scores, as documented and slightly beyond. */
import fc, { type Arbitrary } from 'fast-check';
import { arbitraryObject, scalar } from './json.mts';

type Fields = Record<string, unknown>;

/** Few names, so that names of rows, tables and fields collide. */
const name = fc.constantFrom(
	'a',
	'b',
	't',
	't_a',
	't_t_a',
	't_b',
	'lines',
	'lines_a',
	'a_confidence',
	'a_confidence_2',
	'error',
	'field_error',
	't_error',
	'_extend',
	'field__extend',
	'constructor',
	'__proto__',
);

const currency = fc.record({
	amount: fc.constantFrom<unknown>(1, null),
	iso_4217_currency_code: fc.constantFrom<unknown>('EUR', null),
});
const signature = fc.record({
	printed_name: fc.constantFrom<unknown>('Ada', null),
	signature_date: fc.constantFrom<unknown>('2026-03-02', null),
	is_signed: fc.constantFrom<unknown>(true, null),
	title_or_role: fc.constant<unknown>(null),
});

const cells: Arbitrary<unknown> = fc.oneof(
	{ weight: 4, arbitrary: scalar },
	{ weight: 1, arbitrary: currency },
	{ weight: 1, arbitrary: signature },
	{ weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
);
const row: Arbitrary<unknown> = fc.oneof(
	{ weight: 8, arbitrary: arbitraryObject(name, cells, { max: 4 }) },
	{ weight: 1, arbitrary: scalar },
);
const table = fc.array(row, { maxLength: 4 });
const nested = arbitraryObject(
	name,
	fc.oneof(cells, arbitraryObject(name, cells, { max: 2 }), table),
	{
		max: 3,
	},
);

const value: Arbitrary<Fields> = fc
	.tuple(
		arbitraryObject(
			name,
			fc.oneof({ weight: 5, arbitrary: cells }, { weight: 1, arbitrary: nested }),
			{
				max: 5,
			},
		),
		fc.oneof(
			{ weight: 5, arbitrary: fc.record({ t: table }) },
			{ weight: 1, arbitrary: fc.record({ t: table, lines: table }) },
			{ weight: 1, arbitrary: fc.constant({}) },
		),
	)
	.map(([beside, tables]) => ({ ...beside, ...tables }));

const confidence = fc.constantFrom<unknown>(0, 0.3, 0.5, 0.79, 0.8, 0.9, 1, null, 'high');
const entry = fc.record(
	{
		ocrConfidence: confidence,
		logprobsConfidence: confidence,
		reviewAgentScore: fc.constantFrom<unknown>(1, 2, 3, 4, 5, null, '1'),
		citations: fc.constantFrom<unknown>(
			[],
			null,
			[{ page: { number: 2 } }, { page: { number: 3 } }],
			[{ fileId: 'file_1' }],
			[{ page: { number: '2' } }],
			[null],
		),
		insights: fc.constant<unknown>([{ type: 'reasoning', content: 'x' }]),
	},
	{ requiredKeys: [] },
);

/** Paths of missing rows, or in undocumented formats. */
const ODD_VALUES = [
	't[9].a',
	't[*].a',
	't[x]',
	't[1',
	'T.a',
	't[0]a',
	'.a',
	'a..b',
	't[0].',
	'',
	'b.c.d',
];

function getPaths(inner: unknown, path: string): string[] {
	if (typeof inner !== 'object' || inner === null) return [path];
	const below = Array.isArray(inner)
		? inner.map((element, index) => getPaths(element, `${path}[${index}]`))
		: Object.entries(inner).map(([key, one]) =>
				getPaths(one, path === '' ? key : `${path}.${key}`),
			);
	return [...(path === '' ? [] : [path]), ...below.flat()];
}

/** The result of an extract run with scores of its fields, rows and tables. */
export const scoredOutput: Arbitrary<{ value: Fields; metadata: Fields }> = value.chain((fields) =>
	arbitraryObject(
		fc.oneof(
			{ weight: 12, arbitrary: fc.constantFrom(...getPaths(fields, ''), 'a') },
			{ weight: 1, arbitrary: fc.constantFrom(...ODD_VALUES) },
		),
		fc.oneof({ weight: 20, arbitrary: entry }, { weight: 1, arbitrary: scalar }),
		{ max: 8 },
	).map((metadata) => ({ value: fields, metadata })),
);

const legacy = arbitraryObject(
	name,
	fc.record(
		{ id: fc.constant('1'), type: fc.constant('number'), value: cells, confidence },
		{ requiredKeys: ['id', 'type'] },
	),
);

const field = fc.constantFrom<unknown>(
	{ type: 'array', items: { type: 'object', properties: {} } },
	{ type: 'array', items: { type: 'string' } },
	{ type: ['array', 'null'], items: { type: ['object', 'null'] } },
	{ type: ['string', 'null'] },
);
const config = fc.record({
	schema: fc.record({
		type: fc.constant('object'),
		properties: arbitraryObject(fc.constantFrom('t', 'lines', 'a', 'constructor'), field, {
			max: 3,
		}),
	}),
});
const file = fc.record(
	{
		object: fc.constant('file'),
		id: fc.constantFrom('file_1', null),
		name: fc.constantFrom('x.pdf', null),
	},
	{ requiredKeys: ['object'] },
);
const credits = fc.constantFrom<unknown>(0, 3, 5, null);

export interface ReferenceCase {
	run: Fields;
	settings: {
		rowsField?: string;
		fileName?: string;
		sourceField?: string;
		review?: { confidenceThreshold?: number; reviewScoreThreshold?: number };
	};
}

const run: Arbitrary<Fields> = fc
	.record(
		{
			object: fc.constant('extract_run'),
			id: fc.constant('exr_1'),
			status: fc.constantFrom('PROCESSED', 'FAILED', 'SOMETHING_NEW'),
			output: fc.oneof(
				{ weight: 20, arbitrary: scoredOutput },
				{ weight: 2, arbitrary: legacy },
				{ weight: 1, arbitrary: fc.constantFrom<unknown>(null, [], 'x') },
			),
			file: fc.option(file),
			files: fc.option(fc.array(fc.option(file), { maxLength: 2 })),
			config: fc.option(config),
			usage: fc.option(fc.record({ credits, totalCredits: credits }, { requiredKeys: [] })),
			dashboardUrl: fc.constant('https://dashboard.example/exr_1'),
			failureReason: fc.constantFrom(null, 'OCR_ERROR'),
			failureMessage: fc.constantFrom(null, 'It could not be read.'),
			somethingNew: scalar,
		},
		{ requiredKeys: ['object', 'id', 'status', 'output'] },
	)
	.map((one) => ({ ...one }));

export const referenceCase: Arbitrary<ReferenceCase> = fc.record({
	run,
	settings: fc.record(
		{
			rowsField: fc.constantFrom('', ' t ', 'lines', 'a', 'none', '__proto__'),
			fileName: fc.constant('ours.pdf'),
			sourceField: fc.constant('data'),
			review: fc.record(
				{
					confidenceThreshold: fc.constantFrom(0, 0.3, 0.8, 1),
					reviewScoreThreshold: fc.constantFrom(1, 3, 5),
				},
				{ requiredKeys: [] },
			),
		},
		{ requiredKeys: [] },
	),
});
