import { invalidRequest } from '../server/apiError.mts';

type SchemaNode = Record<string, unknown>;
const isNode = (value: unknown): value is SchemaNode =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const PRIMITIVE_TYPES = ['string', 'number', 'integer', 'boolean'];
const UNSUPPORTED_KEYWORDS = [
	'$ref',
	'$defs',
	'definitions',
	'anyOf',
	'oneOf',
	'allOf',
	'not',
	'if',
	'then',
	'else',
	'const',
	'pattern',
	'format',
	'minLength',
	'maxLength',
	'minimum',
	'maximum',
	'exclusiveMinimum',
	'exclusiveMaximum',
	'multipleOf',
	'minItems',
	'maxItems',
	'uniqueItems',
	'patternProperties',
	'prefixItems',
];
const CUSTOM_TYPES: Record<string, Record<string, string>> = {
	currency: { amount: 'number', iso_4217_currency_code: 'string' },
	signature: {
		printed_name: 'string',
		signature_date: 'string',
		is_signed: 'boolean',
		title_or_role: 'string',
	},
};

/** Throws 400 for the first violation of Extend's subset of JSON Schema (API documentation, "Schema"). */
export function validateExtractSchema(schema: unknown, path: string): void {
	if (!isNode(schema) || schema.type !== 'object')
		throw invalidRequest('Schema root must be of type "object"', path);
	validateObject(schema, path, 0);
}

function validateObject(node: SchemaNode, path: string, depth: number) {
	if (depth > 5) throw invalidRequest('Schema may be nested 5 levels deep at most', path);
	validateKeywords(node, path);
	if (!isNode(node.properties))
		throw invalidRequest('Object must have properties', `${path}.properties`);
	validateCustomType(node, path);
	for (const [key, child] of Object.entries(node.properties)) {
		const at = `${path}.properties.${key}`;
		if (!/^[A-Za-z0-9_-]+$/.test(key))
			throw invalidRequest('Property names may have letters, digits, _ and - only', at);
		validateProperty(child, at, depth);
	}
	if (node.required !== undefined) {
		const known = Object.keys(node.properties);
		const list = node.required;
		if (!Array.isArray(list) || list.some((key) => !known.includes(key)))
			throw invalidRequest('Required must list known properties', `${path}.required`);
	}
	if (node.additionalProperties !== undefined && node.additionalProperties !== false)
		throw invalidRequest('additionalProperties must be false', `${path}.additionalProperties`);
}

function validateProperty(child: unknown, path: string, depth: number) {
	if (!isNode(child)) throw invalidRequest('Property must be a schema', path);
	validateKeywords(child, path);
	if ('enum' in child) return validateEnum(child, path, true);
	if (child.type === 'object') return validateObject(child, path, depth + 1);
	if (child.type === 'array') return validateArray(child, path, depth);
	if (!Array.isArray(child.type) || child.type.length !== 2 || !child.type.includes('null')) {
		if (typeof child.type === 'string' && PRIMITIVE_TYPES.includes(child.type))
			throw invalidRequest('Property must be nullable', path);
		throw invalidRequest('Property has an unsupported type', `${path}.type`);
	}
	const [type] = child.type.filter((one) => one !== 'null') as string[];
	if (type === 'object' || type === 'array')
		throw invalidRequest('Objects and arrays must not be nullable', path);
	if (!PRIMITIVE_TYPES.includes(type))
		throw invalidRequest('Property has an unsupported type', `${path}.type`);
	if (child['extend:type'] !== undefined && (child['extend:type'] !== 'date' || type !== 'string'))
		throw invalidRequest(
			'extend:type does not fit the type of the property',
			`${path}.extend:type`,
		);
}

function validateArray(node: SchemaNode, path: string, depth: number) {
	const at = `${path}.items`;
	if (!isNode(node.items)) throw invalidRequest('Array must have items', at);
	validateKeywords(node.items, at);
	if ('enum' in node.items) return validateEnum(node.items, at, false);
	if (node.items.type === 'object') return validateObject(node.items, at, depth + 1);
	if (typeof node.items.type !== 'string' || !PRIMITIVE_TYPES.includes(node.items.type))
		throw invalidRequest('Array items must be an object or a primitive that is not nullable', at);
}

function validateEnum(node: SchemaNode, path: string, nullable: boolean) {
	if (node.type !== undefined) throw invalidRequest('Enum must not have a type', `${path}.type`);
	const values = node.enum;
	if (!Array.isArray(values) || values.some((value) => value !== null && typeof value !== 'string'))
		throw invalidRequest('Enum values must be strings and null', `${path}.enum`);
	if (nullable && !values.includes(null))
		throw invalidRequest('Enum must include null', `${path}.enum`);
	const texts = node['extend:descriptions'];
	if (
		texts !== undefined &&
		(!Array.isArray(texts) || texts.length !== values.filter((v) => v !== null).length)
	)
		throw invalidRequest('There must be one description per value', `${path}.extend:descriptions`);
}

function validateCustomType(node: SchemaNode, path: string) {
	const custom = node['extend:type'];
	if (custom === undefined) return;
	const expected = typeof custom === 'string' ? CUSTOM_TYPES[custom] : undefined;
	if (!expected) throw invalidRequest('Unknown extend:type of an object', `${path}.extend:type`);
	const properties = node.properties as SchemaNode;
	const names = Object.keys(expected);
	if (Object.keys(properties).sort().join() !== [...names].sort().join())
		throw invalidRequest(
			`Type ${String(custom)} must have exactly the properties ${names.join(', ')}`,
			`${path}.properties`,
		);
	for (const name of names) {
		const { type } = properties[name] as SchemaNode;
		if (!Array.isArray(type) || !type.includes(expected[name]))
			throw invalidRequest(
				`Property must be of type ${expected[name]}`,
				`${path}.properties.${name}`,
			);
	}
	if (Array.isArray(node.required) && node.required.length !== names.length)
		throw invalidRequest('All properties must be required', `${path}.required`);
}

function validateKeywords(node: SchemaNode, path: string) {
	const unsupported = UNSUPPORTED_KEYWORDS.find((keyword) => keyword in node);
	if (unsupported)
		throw invalidRequest(`Keyword ${unsupported} is not supported`, `${path}.${unsupported}`);
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
