/** JSON Schemas: arbitrary ones, simple ones with known leaves, and ones that Extend accepts unchanged. */
import fc, { type Arbitrary } from 'fast-check';
import {
	anyJson,
	anyName,
	mostlyValid,
	arbitraryObject,
	plainName,
	scalar,
	smallJson,
	reservedName,
	nest,
} from './json.mts';

type Schema = Record<string, unknown>;

const typeName = fc.constantFrom(
	'string',
	'number',
	'integer',
	'boolean',
	'object',
	'array',
	'null',
	'date',
	'constructor',
);
const reference = fc.constantFrom(
	'#',
	'#/$defs/a',
	'#/$defs/b',
	'#/$defs/total',
	'#/$defs/__proto__',
	'#/properties/a',
	'#/properties/b/items',
	'#/$defs/constructor',
	'#/~1%',
	'https://schemas.example/a.json',
);
const words = fc.constantFrom('', 'Total', 'Summe in €');

/** Keywords of JSON Schema and of Extend, mostly with values of the right type. */
function keywords(inner: Arbitrary<unknown>): Record<string, Arbitrary<unknown>> {
	const list = fc.array(inner, { maxLength: 3 });
	return {
		type: mostlyValid(fc.oneof(typeName, fc.array(typeName, { maxLength: 3 }))),
		properties: mostlyValid(arbitraryObject(anyName, inner, { max: 4 })),
		items: mostlyValid(fc.oneof(inner, list)),
		required: mostlyValid(fc.array(plainName, { maxLength: 4 })),
		additionalProperties: mostlyValid(fc.oneof(fc.boolean(), inner)),
		description: mostlyValid(words),
		enum: mostlyValid(fc.array(scalar, { maxLength: 4 })),
		const: anyJson,
		format: mostlyValid(fc.constantFrom('date', 'date-time', 'email')),
		pattern: words,
		nullable: fc.boolean(),
		default: smallJson,
		$ref: mostlyValid(reference),
		$defs: mostlyValid(arbitraryObject(anyName, inner, { max: 3 })),
		allOf: mostlyValid(list),
		anyOf: mostlyValid(list),
		oneOf: mostlyValid(list),
		not: inner,
		'extend:type': mostlyValid(fc.constantFrom('date', 'currency', 'signature', 'iban')),
		'extend:name': mostlyValid(words),
		'extend:descriptions': mostlyValid(fc.array(words, { maxLength: 3 })),
	};
}

const wildSchema: Arbitrary<unknown> = fc.letrec((tie) => ({
	schema: fc.oneof(
		{ depthSize: 'medium', maxDepth: 8 },
		{ weight: 2, arbitrary: fc.record({ type: typeName }) },
		{ weight: 3, arbitrary: createWildNode(tie('schema')) },
		{ weight: 1, arbitrary: anyJson },
	),
})).schema;

/** A few keywords only. All of them together would always be rejected for the first error. */
function createWildNode(inner: Arbitrary<unknown>): Arbitrary<Schema> {
	const all = keywords(inner);
	return fc
		.subarray(Object.keys(all), { minLength: 1, maxLength: 4 })
		.chain((names) =>
			fc.record(Object.fromEntries(names.map((name) => [name, all[name]]))),
		) as Arbitrary<Schema>;
}

const text = { type: ['string', 'null'] };
const VALID_FIELDS = [
	{ type: 'string' },
	{ type: 'number' },
	{ type: ['boolean', 'null'] },
	{ type: 'string', format: 'date' },
	{ enum: ['a', 'b'] },
	{ const: 3 },
	{ $ref: '#/$defs/a' },
	{ $ref: '#/$defs/b' },
	{ type: 'array', items: { type: 'string' } },
	{ type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
	{ anyOf: [{ type: 'string' }, { type: 'null' }] },
	{
		type: 'object',
		'extend:type': 'currency',
		properties: { amount: { type: 'number' }, iso_4217_currency_code: { type: 'string' } },
	},
] as const;

/** A valid schema with one unusual field, so that other errors do not reject it first. */
const nearlyValidSchema: Arbitrary<Schema> = fc
	.tuple(
		arbitraryObject(plainName, fc.constantFrom<object>(...VALID_FIELDS), { min: 1, max: 4 }),
		fc.oneof({ weight: 2, arbitrary: plainName }, { weight: 1, arbitrary: anyName }),
		wildSchema,
		fc.subarray(['items', 'more', 'twice']),
		createWildNode(fc.constantFrom<object>(...VALID_FIELDS)),
	)
	.map(([right, name, odd, where, more]) => {
		let field: unknown = odd;
		if (where.includes('more')) field = { ...getFirst(right), ...more };
		if (where.includes('items')) field = { type: 'array', items: field };
		const properties = { ...right, ...Object.fromEntries([[name, field]]) };
		const required = Object.keys(properties);
		return {
			type: 'object',
			properties,
			required: where.includes('twice') ? [...required, ...required] : required,
			$defs: { a: { type: 'number' }, b: getFirst(right), total: odd },
		};
	});

function getFirst(record: object): Schema {
	return Object.values(record)[0] as Schema;
}

const WRAPS: Array<(inner: unknown) => object> = [
	(a) => ({ type: 'object', properties: { a } }),
	(items) => ({ type: 'array', items }),
	(inner) => ({ anyOf: [inner, { type: 'null' }] }),
	(inner) => ({ allOf: [inner] }),
	(inner) => ({ type: [inner] }),
	(inner) => ({ enum: [inner] }),
	(inner) => ({ $ref: inner }),
	(a) => ({ type: 'array', items: { type: 'object', properties: { a } } }),
];

const deep = fc
	.tuple(
		fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 10_000 })),
		fc.constantFrom(...WRAPS),
	)
	.map(([depth, wrap]) => ({
		type: 'object',
		properties: { a: nest(text, depth, wrap), b: text },
	}));

/** Many fields, and definitions that expand to far more. */
const wide = fc
	.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 40 }))
	.map(([fields, times]) => {
		const refs = (count: number, name: string) => ({
			type: 'object',
			properties: Object.fromEntries(
				Array.from({ length: count }, (_, index) => [`p${index}`, { $ref: `#/$defs/${name}` }]),
			),
		});
		const $defs = { a: refs(times, 'b'), b: refs(times, 'c'), c: { type: 'string' } };
		return { ...refs(fields, times > 20 ? 'a' : 'c'), $defs };
	});

export const anySchema: Arbitrary<unknown> = fc.oneof(
	{ weight: 100, arbitrary: nearlyValidSchema },
	{ weight: 60, arbitrary: wildSchema },
	{ weight: 1, arbitrary: deep },
	{ weight: 1, arbitrary: wide },
	{ weight: 4, arbitrary: arbitraryObject(reservedName, wildSchema) },
);

export const schemaName = fc.oneof(
	plainName,
	fc.constantFrom('constructor', 'toString', 'type', 'items', 'properties', 'enum', '0', '10'),
	fc.string({ unit: fc.constantFrom(...'abcXYZ019_-'), minLength: 1, maxLength: 8 }),
);

/** A schema in Extend's documented format. */
export const extendSchema: Arbitrary<Schema> = fc.integer({ min: 0, max: 4 }).chain(createObject);

const annotations = fc.record(
	{ description: words, 'extend:name': words },
	{ requiredKeys: [] },
) as Arbitrary<Schema>;

function createObject(levels: number): Arbitrary<Schema> {
	return fc
		.tuple(
			arbitraryObject(schemaName, createField(levels), { min: 1, max: 4 }),
			annotations,
			fc.boolean(),
			fc.boolean(),
		)
		.map(([properties, more, lists, closes]) => ({
			type: 'object',
			...more,
			properties,
			...(lists ? { required: Object.keys(properties).reverse() } : {}),
			...(closes ? { additionalProperties: false } : {}),
		}));
}

const choices: Arbitrary<Schema> = fc
	.tuple(
		fc.uniqueArray(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 4 }),
		fc.nat(),
		fc.boolean(),
	)
	.map(([texts, at, describes]) => {
		const values: Array<string | null> = [...texts];
		values.splice(at % (texts.length + 1), 0, null);
		return {
			enum: values,
			...(describes ? { 'extend:descriptions': texts.map((one) => `is ${one}`) } : {}),
		};
	});

const currency = {
	type: 'object',
	'extend:type': 'currency',
	properties: { amount: { type: ['number', 'null'] }, iso_4217_currency_code: text },
	required: ['amount', 'iso_4217_currency_code'],
};
const signature = {
	type: 'object',
	'extend:type': 'signature',
	properties: {
		printed_name: text,
		signature_date: { ...text, 'extend:type': 'date' },
		is_signed: { type: ['boolean', 'null'] },
		title_or_role: text,
	},
	required: ['printed_name', 'signature_date', 'is_signed', 'title_or_role'],
};

function createField(levels: number): Arbitrary<Schema> {
	const plain = fc
		.constantFrom('string', 'number', 'integer', 'boolean')
		.map((type): Schema => ({ type: [type, 'null'] }));
	const fields = [plain, choices, fc.constant<Schema>({ ...text, 'extend:type': 'date' })];
	const objects = [fc.constant<Schema>(currency), fc.constant<Schema>(signature)];
	const item = fc.oneof(
		fc.constantFrom<Schema>({ type: 'string' }, { type: 'number' }, { enum: ['a', null] }),
		fc.constant<Schema>({ type: 'string', 'extend:type': 'date' }),
		...(levels > 0 ? [createObject(levels - 1), ...objects] : []),
	);
	const list = fc
		.tuple(item, annotations)
		.map(([items, more]) => ({ type: 'array', ...more, items }));
	return fc
		.tuple(
			fc.oneof(...fields, list, ...(levels > 0 ? [createObject(levels - 1), ...objects] : [])),
			annotations,
		)
		.map(([field, more]) => ({ ...field, ...more }));
}

/** A simple schema with the paths and types of its leaves. */
export interface SimpleSchema {
	schema: Schema;
	leaves: Map<string, string>;
}

interface Sketch {
	kind: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'list';
	/** 0: as in OpenAPI, 1: as in JSON Schema, 2: not nullable */
	nullable: number;
	inner: Record<string, Sketch>;
}

function createSketch(levels: number): Arbitrary<Sketch> {
	const leaf = fc.constantFrom<Sketch['kind']>('string', 'number', 'integer', 'boolean');
	const kind =
		levels === 0 ? leaf : fc.oneof(leaf, fc.constantFrom<Sketch['kind']>('object', 'list'));
	const inner: Arbitrary<Record<string, Sketch>> =
		levels === 0
			? fc.constant({})
			: arbitraryObject(schemaName, fc.integer({ min: 0, max: levels - 1 }).chain(createSketch), {
					min: 1,
					max: 3,
				});
	return fc.record({ kind, nullable: fc.nat({ max: 2 }), inner });
}

export const simpleSchema: Arbitrary<SimpleSchema> = createSketch(4)
	.filter(({ inner }) => Object.keys(inner).length > 0)
	.map(({ inner }) => {
		const leaves = new Map<string, string>();
		return { schema: writeSchema({ kind: 'object', nullable: 2, inner }, '$', leaves), leaves };
	});

function writeSchema(
	{ kind, nullable, inner }: Sketch,
	path: string,
	leaves: Map<string, string>,
): Schema {
	const isList = kind === 'list';
	const type = isList ? 'array' : kind;
	const head = [{ type, nullable: true }, { type: [type, 'null'] }, { type }][nullable];
	if (kind !== 'object' && !isList) {
		leaves.set(path, type);
		return head;
	}
	const at = isList ? `${path}[]` : path;
	const entries = Object.entries(inner).map(([name, one]) => [
		name,
		writeSchema(one, `${at}.${name}`, leaves),
	]);
	const properties: unknown = Object.fromEntries(entries);
	return isList ? { ...head, items: { type: 'object', properties } } : { ...head, properties };
}

/** Paths and types of the leaves of an Extend schema. */
export function getLeaves(node: Schema, path = '$'): Array<[string, string]> {
	if (node.type === 'array') return getLeaves(node.items as Schema, `${path}[]`);
	if (node.type === 'object') {
		return Object.entries(node.properties as Record<string, Schema>).flatMap(([name, inner]) =>
			getLeaves(inner, `${path}.${name}`),
		);
	}
	return [[path, String(Array.isArray(node.type) ? node.type[0] : node.type)]];
}
