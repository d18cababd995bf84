/**
 * Extend's subset of JSON Schema, checked by rules written from its documentation and not from our
 * code: the converters are tested against this.
 */
type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const PRIMITIVES = ['string', 'number', 'integer', 'boolean'];
const KNOWN = [
	'type',
	'properties',
	'items',
	'enum',
	'description',
	'required',
	'additionalProperties',
];
const MEMBERS: Record<string, Array<[string, string]>> = {
	currency: [
		['amount', 'number'],
		['iso_4217_currency_code', 'string'],
	],
	signature: [
		['printed_name', 'string'],
		['signature_date', 'string'],
		['is_signed', 'boolean'],
		['title_or_role', 'string'],
	],
};

/** Takes anything; returns what Extend would refuse about it as a schema, each with its path. */
export function objections(schema: unknown): string[] {
	if (!isNode(schema) || schema.type !== 'object') return ['the root is no object'];
	return objectObjections(schema, '$', 0);
}

function objectObjections(node: Node, path: string, level: number): string[] {
	const found: string[] = keywordObjections(node, path);
	if (level > 5) return [`${path}: more than five levels`];
	if (!isNode(node.properties) || Object.keys(node.properties).length === 0)
		return [`${path}: no properties`];
	for (const [name, child] of Object.entries(node.properties)) {
		if (!/^[\w-]+$/.test(name)) found.push(`${path}: name ${name}`);
		found.push(...childObjections(child, `${path}.${name}`, level, false));
	}
	const custom = node['extend:type'];
	if (custom === 'date') found.push(`${path}: an object is no date`);
	if (typeof custom === 'string' && custom in MEMBERS)
		found.push(...memberObjections(node, MEMBERS[custom], path));
	const { required } = node;
	if (
		required !== undefined &&
		!(Array.isArray(required) && required.every((name) => name in (node.properties as Node)))
	)
		found.push(`${path}: required`);
	return found;
}

function memberObjections(node: Node, members: Array<[string, string]>, path: string): string[] {
	const properties = node.properties as Record<string, Node>;
	const right =
		Object.keys(properties).length === members.length &&
		members.every(
			([name, type]) => JSON.stringify(properties[name]?.type) === JSON.stringify([type, 'null']),
		) &&
		(properties.signature_date === undefined ||
			properties.signature_date['extend:type'] === 'date') &&
		members.every(([name]) => (node.required as unknown[] | undefined)?.includes(name));
	return right ? [] : [`${path}: members`];
}

function childObjections(child: unknown, path: string, level: number, isItem: boolean): string[] {
	if (!isNode(child)) return [`${path}: no object`];
	if ('enum' in child) return enumObjections(child, path);
	if (child.type === 'object') return objectObjections(child, path, level + 1);
	if (child.type === 'array') {
		if (isItem) return [`${path}: list in list`];
		return [
			...keywordObjections(child, path),
			...childObjections(child.items, `${path}[]`, level, true),
		];
	}
	const type = isItem
		? child.type
		: Array.isArray(child.type) && child.type[1] === 'null' && child.type.length === 2
			? child.type[0]
			: undefined;
	const found = keywordObjections(child, path);
	if (!PRIMITIVES.includes(type as string))
		found.push(`${path}: type ${JSON.stringify(child.type)}`);
	const custom = child['extend:type'];
	if (custom === 'currency' || custom === 'signature' || (custom === 'date' && type !== 'string'))
		found.push(`${path}: extend:type`);
	return found;
}

function enumObjections(node: Node, path: string): string[] {
	const values = node.enum;
	const found = keywordObjections(node, path);
	if ('type' in node) found.push(`${path}: enum with type`);
	if (!Array.isArray(values)) return [...found, `${path}: enum`];
	if (!values.includes(null)) found.push(`${path}: enum without null`);
	if (values.length < 2 || new Set(values).size !== values.length) found.push(`${path}: choices`);
	if (!values.every((value) => value === null || typeof value === 'string'))
		found.push(`${path}: no texts`);
	return found;
}

function keywordObjections(node: Node, path: string): string[] {
	return Object.keys(node)
		.filter((key) => !KNOWN.includes(key) && !key.startsWith('extend:'))
		.map((key) => `${path}: keyword ${key}`);
}
