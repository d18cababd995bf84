/**
 * Extend's subset of JSON Schema, written from its documentation (extraction/schema) alone. The converters
 * are tested against it, so it shares no code with them.
 */

const NAME_PATTERN = /^[A-Za-z0-9_-]+$/;
const PRIMITIVE_TYPES = new Set(['string', 'number', 'integer', 'boolean']);
const MAX_DEPTH = 5;

/** Property types of Extend's custom objects. */
const CUSTOM_OBJECTS = new Map([
	[
		'currency',
		new Map([
			['amount', 'number'],
			['iso_4217_currency_code', 'string'],
		]),
	],
	[
		'signature',
		new Map([
			['printed_name', 'string'],
			['signature_date', 'string'],
			['is_signed', 'boolean'],
			['title_or_role', 'string'],
		]),
	],
]);

/** Allowed keywords by kind of field, in addition to those that start with "extend:". */
const ALLOWED_KEYWORDS = {
	plain: ['type', 'description'],
	enum: ['enum', 'description'],
	array: ['type', 'description', 'items'],
	object: ['type', 'description', 'properties', 'required', 'additionalProperties'],
};

interface Place {
	path: string;
	/** nesting depth of objects, without the root */
	level: number;
	item: boolean;
}

type Node = Record<string, unknown>;

/** Throws an Error with the location of the first violation. */
export function assertInSubset(schema: unknown): void {
	const root = { path: '$', level: 0, item: false };
	const node = requireObject(schema, root);
	if (node.type !== 'object') fail(root, 'the root is no object');
	checkObject(node, root);
}

function fail({ path }: Place, why: string): never {
	throw new Error(`outside of Extend's subset at ${path}: ${why}`);
}

function requireObject(value: unknown, place: Place): Node {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(place, 'no object');
	return value as Node;
}

function checkField(value: unknown, place: Place): void {
	const node = requireObject(value, place);
	if (Object.hasOwn(node, 'enum')) checkEnum(node, place);
	else if (node.type === 'object') checkObject(node, { ...place, level: place.level + 1 });
	else if (node.type === 'array') checkArray(node, place);
	else checkPrimitive(node, place);
}

function checkKeywords(node: Node, kind: keyof typeof ALLOWED_KEYWORDS, place: Place): void {
	for (const key of Object.keys(node)) {
		if (!ALLOWED_KEYWORDS[kind].includes(key) && !key.startsWith('extend:'))
			fail(place, `keyword ${key}`);
	}
	for (const key of ['description', 'extend:name', 'extend:type']) {
		if (Object.hasOwn(node, key) && typeof node[key] !== 'string') fail(place, `${key} is no text`);
	}
}

function checkPrimitive(node: Node, place: Place): void {
	checkKeywords(node, 'plain', place);
	const { type } = node;
	let name = type;
	if (!place.item) {
		if (!Array.isArray(type) || type.length !== 2 || type[1] !== 'null')
			fail(place, `not nullable: ${JSON.stringify(type)}`);
		[name] = type as unknown[];
	}
	if (typeof name !== 'string' || !PRIMITIVE_TYPES.has(name))
		fail(place, `type ${JSON.stringify(type)}`);
	const own = node['extend:type'];
	if (own === 'date' && name !== 'string') fail(place, 'a date that is no text');
	if (own === 'currency' || own === 'signature') fail(place, `a ${own} that is no object`);
}

function checkEnum(node: Node, place: Place): void {
	checkKeywords(node, 'enum', place);
	const values = node.enum;
	if (!Array.isArray(values)) fail(place, 'enum is no list');
	const texts = values.filter((value) => value !== null);
	if (texts.length !== values.length - 1) fail(place, 'not exactly one null in enum');
	if (texts.length === 0) fail(place, 'no choices');
	if (texts.some((text) => typeof text !== 'string')) fail(place, 'a choice is no text');
	if (new Set(texts).size !== texts.length) fail(place, 'a choice stands twice');
	if (['date', 'currency', 'signature'].includes(node['extend:type'] as string))
		fail(place, `an enum that is a ${String(node['extend:type'])}`);
	const words = node['extend:descriptions'];
	if (words === undefined) return;
	if (!Array.isArray(words) || words.some((word) => typeof word !== 'string'))
		fail(place, 'extend:descriptions is no list of texts');
	if (words.length !== texts.length) fail(place, 'extend:descriptions are not one for each choice');
}

function checkArray(node: Node, place: Place): void {
	checkKeywords(node, 'array', place);
	if (place.item) fail(place, 'a list in a list');
	if (node['extend:type'] === 'date') fail(place, 'a date that is a list');
	if (CUSTOM_OBJECTS.has(node['extend:type'] as string)) fail(place, 'a list that is an object');
	checkField(node.items, { ...place, path: `${place.path}[]`, item: true });
}

function checkObject(node: Node, place: Place): void {
	checkKeywords(node, 'object', place);
	if (place.level > MAX_DEPTH) fail(place, 'too deep');
	const properties = requireObject(node.properties, place);
	const names = Object.keys(properties);
	if (names.length === 0) fail(place, 'no properties');
	for (const name of names) {
		if (!NAME_PATTERN.test(name)) fail(place, `the name ${name}`);
		checkField(properties[name], { ...place, path: `${place.path}.${name}`, item: false });
	}
	checkRequired(node, names, place);
	if (Object.hasOwn(node, 'additionalProperties') && node.additionalProperties !== false)
		fail(place, 'additionalProperties');
	checkCustomObject(node, properties, place);
}

function checkRequired(node: Node, names: string[], place: Place): void {
	if (!Object.hasOwn(node, 'required')) return;
	const { required } = node;
	if (!Array.isArray(required)) fail(place, 'required is no list');
	if (required.some((name) => !names.includes(name as string)))
		fail(place, 'required names what is not there');
	if (new Set(required).size !== required.length) fail(place, 'required names something twice');
}

function checkCustomObject(node: Node, properties: Node, place: Place): void {
	const own = node['extend:type'];
	if (own === 'date') fail(place, 'a date that is an object');
	const members = CUSTOM_OBJECTS.get(own as string);
	if (members === undefined) return;
	const required = (node.required ?? []) as unknown[];
	if (Object.keys(properties).length !== members.size) fail(place, `members of a ${String(own)}`);
	for (const [name, type] of members) {
		const member = (Object.hasOwn(properties, name) ? properties[name] : {}) as Node;
		if (JSON.stringify(member.type) !== JSON.stringify([type, 'null']))
			fail(place, `${name} of a ${String(own)}`);
		if (!required.includes(name)) fail(place, `${name} is not required`);
	}
	const date = properties.signature_date as Node | undefined;
	if (own === 'signature' && date?.['extend:type'] !== 'date') fail(place, 'signature_date');
}
