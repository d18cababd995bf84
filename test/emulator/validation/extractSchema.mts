import { invalid } from '../server/apiError.mts';

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const primitives = ['string', 'number', 'integer', 'boolean'];
const unsupported = [
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
const customTypes: Record<string, Record<string, string>> = {
	currency: { amount: 'number', iso_4217_currency_code: 'string' },
	signature: {
		printed_name: 'string',
		signature_date: 'string',
		is_signed: 'boolean',
		title_or_role: 'string',
	},
};

/** Throws 400 for the first place where `schema` leaves Extend's subset of JSON Schema (API documentation, "Schema"). */
export function checkSchema(schema: unknown, path: string): void {
	if (!isNode(schema) || schema.type !== 'object')
		throw invalid('Schema root must be of type "object"', path);
	checkObject(schema, path, 0);
}

function checkObject(node: Node, path: string, depth: number) {
	if (depth > 5) throw invalid('Schema may be nested 5 levels deep at most', path);
	checkKeywords(node, path);
	if (!isNode(node.properties)) throw invalid('Object must have properties', `${path}.properties`);
	checkCustom(node, path);
	for (const [key, child] of Object.entries(node.properties)) {
		const at = `${path}.properties.${key}`;
		if (!/^[A-Za-z0-9_-]+$/.test(key))
			throw invalid('Property names may have letters, digits, _ and - only', at);
		checkProperty(child, at, depth);
	}
	if (node.required !== undefined) {
		const known = Object.keys(node.properties);
		const list = node.required;
		if (!Array.isArray(list) || list.some((key) => !known.includes(key)))
			throw invalid('Required must list known properties', `${path}.required`);
	}
	if (node.additionalProperties !== undefined && node.additionalProperties !== false)
		throw invalid('additionalProperties must be false', `${path}.additionalProperties`);
}

function checkProperty(child: unknown, path: string, depth: number) {
	if (!isNode(child)) throw invalid('Property must be a schema', path);
	checkKeywords(child, path);
	if ('enum' in child) return checkEnum(child, path, true);
	if (child.type === 'object') return checkObject(child, path, depth + 1);
	if (child.type === 'array') return checkArray(child, path, depth);
	if (!Array.isArray(child.type) || child.type.length !== 2 || !child.type.includes('null')) {
		if (typeof child.type === 'string' && primitives.includes(child.type))
			throw invalid('Property must be nullable', path);
		throw invalid('Property has an unsupported type', `${path}.type`);
	}
	const [type] = child.type.filter((one) => one !== 'null') as string[];
	if (type === 'object' || type === 'array')
		throw invalid('Objects and arrays must not be nullable', path);
	if (!primitives.includes(type)) throw invalid('Property has an unsupported type', `${path}.type`);
	if (child['extend:type'] !== undefined && (child['extend:type'] !== 'date' || type !== 'string'))
		throw invalid('extend:type does not fit the type of the property', `${path}.extend:type`);
}

function checkArray(node: Node, path: string, depth: number) {
	const at = `${path}.items`;
	if (!isNode(node.items)) throw invalid('Array must have items', at);
	checkKeywords(node.items, at);
	if ('enum' in node.items) return checkEnum(node.items, at, false);
	if (node.items.type === 'object') return checkObject(node.items, at, depth + 1);
	if (typeof node.items.type !== 'string' || !primitives.includes(node.items.type))
		throw invalid('Array items must be an object or a primitive that is not nullable', at);
}

function checkEnum(node: Node, path: string, nullable: boolean) {
	if (node.type !== undefined) throw invalid('Enum must not have a type', `${path}.type`);
	const values = node.enum;
	if (!Array.isArray(values) || values.some((value) => value !== null && typeof value !== 'string'))
		throw invalid('Enum values must be strings and null', `${path}.enum`);
	if (nullable && !values.includes(null)) throw invalid('Enum must include null', `${path}.enum`);
	const texts = node['extend:descriptions'];
	if (
		texts !== undefined &&
		(!Array.isArray(texts) || texts.length !== values.filter((v) => v !== null).length)
	)
		throw invalid('There must be one description per value', `${path}.extend:descriptions`);
}

function checkCustom(node: Node, path: string) {
	const custom = node['extend:type'];
	if (custom === undefined) return;
	const expected = typeof custom === 'string' ? customTypes[custom] : undefined;
	if (!expected) throw invalid('Unknown extend:type of an object', `${path}.extend:type`);
	const properties = node.properties as Node;
	const names = Object.keys(expected);
	if (Object.keys(properties).sort().join() !== [...names].sort().join())
		throw invalid(
			`Type ${String(custom)} must have exactly the properties ${names.join(', ')}`,
			`${path}.properties`,
		);
	for (const name of names) {
		const { type } = properties[name] as Node;
		if (!Array.isArray(type) || !type.includes(expected[name]))
			throw invalid(`Property must be of type ${expected[name]}`, `${path}.properties.${name}`);
	}
	if (Array.isArray(node.required) && node.required.length !== names.length)
		throw invalid('All properties must be required', `${path}.required`);
}

function checkKeywords(node: Node, path: string) {
	const bad = unsupported.find((keyword) => keyword in node);
	if (bad) throw invalid(`Keyword ${bad} is not supported`, `${path}.${bad}`);
}

/** The schema as the server echoes it: every object with all its keys in `required` and closed. */
export function normaliseSchema(schema: Node): Node {
	if (isNode(schema.properties)) {
		const properties = Object.fromEntries(
			Object.entries(schema.properties).map(([key, child]) => [
				key,
				isNode(child) ? normaliseSchema(child) : child,
			]),
		);
		return {
			...schema,
			properties,
			required: Object.keys(properties),
			additionalProperties: false,
		};
	}
	return isNode(schema.items) ? { ...schema, items: normaliseSchema(schema.items) } : schema;
}
