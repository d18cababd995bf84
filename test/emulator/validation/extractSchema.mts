/**
 * Extend's subset of JSON Schema (API documentation, "Schema"), as a schema of schemas. It shares nothing with the
 * converters of the node: the emulator validates requests with it, and the tests what the converters return.
 */
import { Ajv, type SchemaObject } from 'ajv';
import { invalidRequest } from '../server/apiError.mts';

type SchemaNode = Record<string, unknown>;
const isNode = (value: unknown): value is SchemaNode =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const MAX_LEVELS = 5;
const TEXT = { type: 'string' };
const PRIMITIVES = ['string', 'number', 'integer', 'boolean'];
const nullable = (...types: string[]) => ({
	enum: types.flatMap((type) => [
		[type, 'null'],
		['null', type],
	]),
});
const ref = (name: string) => ({ $ref: `#/definitions/${name}` });

/** A kind of field: the keywords that it may have, besides those of every field and unknown ones of Extend. */
const field = (keywords: SchemaNode, more: SchemaObject = {}): SchemaObject => ({
	properties: { description: TEXT, 'extend:name': TEXT, ...keywords },
	patternProperties: { '^extend:': true },
	additionalProperties: false,
	...more,
});
/** An object of Extend, which has exactly these properties. */
const customObject = (members: SchemaNode): SchemaObject => ({
	required: ['required'],
	properties: {
		required: { minItems: Object.keys(members).length },
		properties: {
			required: Object.keys(members),
			properties: members,
			maxProperties: Object.keys(members).length,
		},
	},
});
const text = { properties: { type: nullable('string') } };
const date = { required: ['extend:type'], properties: { 'extend:type': { const: 'date' } } };
const CUSTOM_OBJECTS: Record<string, SchemaObject> = {
	currency: customObject({
		amount: { properties: { type: nullable('number') } },
		iso_4217_currency_code: text,
	}),
	signature: customObject({
		printed_name: text,
		signature_date: { allOf: [text, date] },
		is_signed: { properties: { type: nullable('boolean') } },
		title_or_role: text,
	}),
};

/** Types that are not known are left to Extend. */
const typeOtherThan = (...types: string[]) => ({ type: 'string', not: { enum: types } });
const hasType = (type: string) => ({ required: ['type'], properties: { type: { const: type } } });
/** Objects and choices are the same as a property and as an item of a list; what else there is differs. */
const fieldOr = (otherwise: SchemaObject): SchemaObject => ({
	type: 'object',
	if: { required: ['enum'] },
	then: ref('choices'),
	else: { if: hasType('object'), then: ref('innerObject'), else: otherwise },
});

const EXTRACT_SCHEMA: SchemaObject = {
	...ref('object'),
	definitions: {
		object: field(
			{
				type: { const: 'object' },
				'extend:type': typeOtherThan('date'),
				properties: {
					type: 'object',
					propertyNames: { pattern: '^[A-Za-z0-9_-]+$' },
					additionalProperties: ref('property'),
				},
				required: { type: 'array', uniqueItems: true, namesProperties: true },
				additionalProperties: { const: false },
			},
			{
				type: 'object',
				levels: true,
				required: ['type', 'properties'],
				allOf: Object.entries(CUSTOM_OBJECTS).map(([name, then]) => ({
					if: { required: ['extend:type'], properties: { 'extend:type': { const: name } } },
					then,
				})),
			},
		),
		// Only an extractor that was created empty has no fields.
		innerObject: { ...ref('object'), properties: { properties: { minProperties: 1 } } },
		property: fieldOr({ if: hasType('array'), then: ref('list'), else: ref('primitive') }),
		item: fieldOr(ref('plainItem')),
		choices: field({
			enum: {
				type: 'array',
				items: { type: ['string', 'null'] },
				contains: { const: null },
				minItems: 2,
				uniqueItems: true,
			},
			'extend:type': typeOtherThan('date', ...Object.keys(CUSTOM_OBJECTS)),
			'extend:descriptions': { type: 'array', items: TEXT, describesChoices: true },
		}),
		list: field(
			{
				type: { const: 'array' },
				'extend:type': typeOtherThan('date', ...Object.keys(CUSTOM_OBJECTS)),
				items: ref('item'),
			},
			{ required: ['items'] },
		),
		primitive: field(
			{
				type: nullable(...PRIMITIVES),
				'extend:type': typeOtherThan(...Object.keys(CUSTOM_OBJECTS)),
			},
			{ required: ['type'], if: date, then: text },
		),
		plainItem: field(
			{ type: { enum: PRIMITIVES }, 'extend:type': typeOtherThan(...Object.keys(CUSTOM_OBJECTS)) },
			{ required: ['type'], if: date, then: { properties: { type: { const: 'string' } } } },
		),
	},
};

const ajv = new Ajv({ ownProperties: true, strictTypes: false, strictRequired: false });
interface Place {
	parentData: SchemaNode;
	instancePath: string;
}
function addRule(
	keyword: string,
	message: string,
	holds: (value: unknown[], place: Place) => boolean,
): void {
	const validate = (_on: unknown, value: unknown[], _schema: unknown, place?: unknown) =>
		holds(value, place as Place);
	ajv.addKeyword({ keyword, validate, error: { message } });
}
addRule('namesProperties', 'must list known properties', (names, { parentData: { properties } }) =>
	names.every((name) => Object.hasOwn(properties as object, name as string)),
);
addRule(
	'describesChoices',
	'must have one description per value',
	(texts, { parentData }) => texts.length === (parentData.enum as unknown[]).length - 1,
);
addRule(
	'levels',
	`must be nested ${MAX_LEVELS} levels deep at most`,
	(_object, { instancePath }) => {
		const steps = instancePath.match(/\/properties\/[^/]*|\/items/g) ?? [];
		return steps.filter((step) => step !== '/items').length <= MAX_LEVELS;
	},
);
let validate: ReturnType<typeof ajv.compile> | undefined;

/** What Extend would refuse about a schema first: the path within the schema and the reason; undefined if nothing. */
export function findSchemaProblem(schema: unknown): { path: string; reason: string } | undefined {
	// Compiled when it is needed first, because most tests need no schema.
	validate ??= ajv.compile(EXTRACT_SCHEMA);
	if (validate(schema)) return undefined;
	const [{ instancePath, params, propertyName, message = '' }] = validate.errors ?? [];
	const key = propertyName ?? params.missingProperty ?? params.additionalProperty;
	const steps = [...instancePath.split('/').slice(1), ...(key === undefined ? [] : [key])];
	return { path: steps.map((step) => `.${step}`).join(''), reason: message };
}

/** Throws 400 for the first violation. */
export function validateExtractSchema(schema: unknown, path: string): void {
	const problem = findSchemaProblem(schema);
	if (problem) throw invalidRequest(`Schema ${problem.reason}`, `${path}${problem.path}`);
}

/** Lists all keys in `required` and closes every object, as responses do. */
export function normalizeExtractSchema(schema: SchemaNode): SchemaNode {
	if (isNode(schema.properties)) {
		const properties = Object.fromEntries(
			Object.entries(schema.properties).map(([key, child]) => [
				key,
				isNode(child) ? normalizeExtractSchema(child) : child,
			]),
		);
		return {
			...schema,
			properties,
			required: Object.keys(properties),
			additionalProperties: false,
		};
	}
	return isNode(schema.items) ? { ...schema, items: normalizeExtractSchema(schema.items) } : schema;
}
