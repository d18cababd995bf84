import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { createMetadataEntry, type MetadataOptions } from './citations.mts';
import { findConcept, getOwnLabels, type Field } from './concepts.mts';
import { findCandidates, getPlaceText, type Place } from './labelSearch.mts';
import {
	findChoice,
	findCurrency,
	findScalar,
	findNearestChoice,
	readValue,
	createSource,
	type RequestedType,
	type Found,
	type Source,
} from './scalars.mts';
import { createRequestedColumn, findTable, matchColumns } from './tables.mts';
import type { Amount } from './valueParsers.mts';

type JsonSchema = Record<string, unknown>;
type FieldMetadata = Record<string, Extend.ExtractOutputMetadataValue>;

/** State of the schema traversal. */
interface Walk {
	source: Source;
	metadata: FieldMetadata;
	options: MetadataOptions;
	/** cite tables per row or per cell */
	perCell: boolean;
}

const getProperties = (schema: JsonSchema) =>
	Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
const getSchemaType = (schema: JsonSchema) =>
	(Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type) as
		| string
		| undefined;
const getChoices = (schema: JsonSchema) => ({
	values: (schema.enum as unknown[]).filter((one): one is string => typeof one === 'string'),
	texts: (schema['extend:descriptions'] ?? []) as string[],
});
const asText = (value: unknown) => (typeof value === 'string' ? value : undefined);

function getRequestedType(schema: JsonSchema): RequestedType {
	if (schema['extend:type'] === 'date') return 'date';
	const type = getSchemaType(schema);
	return type === 'number' || type === 'integer' || type === 'boolean' ? type : 'text';
}

const createField = (name: string, schema: JsonSchema, parent?: string): Field => ({
	name,
	title: asText(schema['extend:name']),
	description: asText(schema.description),
	parent,
});

/**
 * Extracts the fields of a schema: `value` in the shape of the schema (null if not found) and `metadata` by
 * path. `image`: the document is an image, which cannot be read here.
 */
export function extractFields(
	pages: Page[],
	schema: JsonSchema,
	advanced: Extend.ExtractAdvancedOptions,
	image: boolean,
): Extend.ExtractOutputJson {
	const walk: Walk = {
		source: createSource(pages),
		metadata: {},
		options: {
			citations: advanced.citationsEnabled === true,
			mode: (advanced.citationMode ?? 'line') as MetadataOptions['mode'],
			reviewAgent: advanced.reviewAgent?.enabled === true,
			insights: advanced.modelReasoningInsightsEnabled === true,
			image,
		},
		perCell: advanced.arrayCitationStrategy === 'property',
	};
	const value = Object.fromEntries(
		getProperties(schema).map(([key, child]) => [key, extractValue(walk, key, key, child)]),
	);
	return { value, metadata: walk.metadata };
}

function recordMetadata<T>(
	walk: Walk,
	path: string,
	found: Found<T> | undefined,
	cite = true,
): T | null {
	walk.metadata[path] = createMetadataEntry(path, found?.places ?? [], walk.options, cite);
	return found ? found.value : null;
}

function extractValue(
	walk: Walk,
	path: string,
	name: string,
	schema: JsonSchema,
	parent?: string,
): unknown {
	const field = createField(name, schema, parent);
	if (schema.enum) {
		const { values, texts } = getChoices(schema);
		return recordMetadata(walk, path, findChoice(walk.source, field, values, texts));
	}
	if (schema.type === 'array') return extractArray(walk, path, field, schema.items as JsonSchema);
	if (schema.type !== 'object')
		return recordMetadata(walk, path, findScalar(walk.source, field, getRequestedType(schema)));
	if (schema['extend:type'] === 'currency')
		return extractCurrency(
			walk,
			path,
			findScalar(walk.source, field, 'amount') as Found<Amount> | undefined,
		);
	if (schema['extend:type'] === 'signature') return extractSignature(walk, path, field);
	const entries = getProperties(schema).map(([key, child]) => [
		key,
		extractValue(walk, `${path}.${key}`, key, child, name),
	]);
	return Object.fromEntries(entries) as unknown;
}

function extractCurrency(walk: Walk, path: string, found: Found<Amount> | undefined, cite = true) {
	const code =
		found?.value.currency ?? (found ? findCurrency(walk.source)?.value : undefined) ?? null;
	recordMetadata(walk, path, found, cite);
	recordMetadata(walk, `${path}.amount`, found, cite);
	recordMetadata(walk, `${path}.iso_4217_currency_code`, code ? found : undefined, cite);
	return { amount: found?.value.amount ?? null, iso_4217_currency_code: code };
}

const SIGNATURE_LABELS = [
	'signed by',
	'signature',
	'authorised signature',
	'authorized signature',
	'unterschrift',
	'signe par',
	'handtekening',
	'getekend door',
];

function extractSignature(walk: Walk, path: string, field: Field) {
	const labels = [...getOwnLabels(field), ...SIGNATURE_LABELS];
	const places = findCandidates(walk.source.pages, labels).filter((one) =>
		/\p{L}{2}/u.test(getPlaceText(one)),
	);
	const name = places.find((one) => /^[\p{L} .'-]+$/u.test(getPlaceText(one)));
	const read = (requested: RequestedType, from: string[]) =>
		findScalar(walk.source, { name: from[0], title: from[1] }, requested);
	const signed: Found<boolean> | undefined = name && { value: true, places: [name] };
	return {
		printed_name: recordMetadata(
			walk,
			`${path}.printed_name`,
			name && { value: getPlaceText(name).trim(), places: [name] },
		),
		signature_date: recordMetadata(
			walk,
			`${path}.signature_date`,
			read('date', ['signature date', 'signed on']),
		),
		is_signed: recordMetadata(walk, `${path}.is_signed`, signed),
		title_or_role: recordMetadata(
			walk,
			`${path}.title_or_role`,
			read('text', ['title or role', 'title']),
		),
	};
}

function extractArray(walk: Walk, path: string, field: Field, items: JsonSchema): unknown[] {
	if (items.type === 'object') return extractTable(walk, path, items);
	const list = extractList(walk.source, field, items);
	recordMetadata(
		walk,
		path,
		list.length ? { value: null, places: list.flatMap(({ places }) => places) } : undefined,
		false,
	);
	return list.map((found, i) => recordMetadata(walk, `${path}[${i}]`, found));
}

/** Reads a list of primitive values: comma-separated after a label, or a table column with that name. */
function extractList(source: Source, field: Field, items: JsonSchema): Found[] {
	const requested = getRequestedType(items);
	const read = (place: Place): Found[] => {
		const valueText = getPlaceText(place);
		if (items.enum) {
			const { values, texts } = getChoices(items);
			const value = findNearestChoice(valueText, values, texts);
			return value ? [{ value, places: [place] }] : [];
		}
		const found = readValue(valueText, requested, findConcept(field)?.kind, source.notation);
		return found
			? [
					{
						value: found.value,
						places: [
							{ cell: place.cell, start: place.start + found.start, end: place.start + found.end },
						],
					},
				]
			: [];
	};
	const [first] = findCandidates(source.pages, getOwnLabels(field)).filter(
		({ where }) => where !== 'below',
	);
	if (first) {
		const parts = [...getPlaceText(first).matchAll(/[^,;•|]+/g)];
		return parts.flatMap((match) =>
			read({
				cell: first.cell,
				start: first.start + match.index,
				end: first.start + match.index + match[0].length,
			}),
		);
	}
	const singular = field.name.replace(/e?s$/, '');
	const asColumn = [createRequestedColumn(singular, field.name)];
	const table = findTable(source.pages, asColumn, source.notation);
	const [column] = table ? matchColumns(table.headers, asColumn) : [];
	return table && column !== undefined
		? table.rows.flatMap((row) => (row[column] ?? []).slice(0, 1).flatMap(read))
		: [];
}

function extractTable(walk: Walk, path: string, items: JsonSchema): unknown[] {
	const columns = getProperties(items);
	const requested = columns.map(([key, schema]) =>
		createRequestedColumn(key, asText(schema['extend:name']), asText(schema.description)),
	);
	const table = findTable(walk.source.pages, requested, walk.source.notation);
	recordMetadata(
		walk,
		path,
		table && {
			value: null,
			places: table.rows.flat(2).filter((one): one is Place => one !== undefined),
		},
		false,
	);
	if (!table) return [];
	const match = matchColumns(table.headers, requested);
	return table.rows.map((row, i) => {
		const at = `${path}[${i}]`;
		recordMetadata(walk, at, {
			value: null,
			places: row.flat().filter((one): one is Place => one !== undefined),
		});
		const cells = columns.map(([key, schema], j) => {
			const places = match[j] === undefined ? undefined : row[match[j]!];
			return [key, extractCell(walk, `${at}.${key}`, key, schema, places ?? [])];
		});
		return Object.fromEntries(cells) as unknown;
	});
}

function extractCell(
	walk: Walk,
	path: string,
	name: string,
	schema: JsonSchema,
	places: Place[],
): unknown {
	const valueText = places.map(getPlaceText).join(' ');
	const found = <T,>(value: T | undefined): Found<T> | undefined =>
		value === undefined ? undefined : { value, places };
	if (schema.enum) {
		const { values, texts } = getChoices(schema);
		return recordMetadata(
			walk,
			path,
			found(valueText ? findNearestChoice(valueText, values, texts) : undefined),
			walk.perCell,
		);
	}
	if (schema['extend:type'] === 'currency') {
		const read = readValue(valueText, 'amount', 'amount', walk.source.notation);
		return extractCurrency(walk, path, found(read?.value as Amount | undefined), walk.perCell);
	}
	if (schema.type === 'object') {
		const nested = getProperties(schema).map(([key, child]) => [
			key,
			extractCell(walk, `${path}.${key}`, key, child, places),
		]);
		return Object.fromEntries(nested) as unknown;
	}
	if (schema.type === 'array') return recordMetadata(walk, path, undefined, false) ?? [];
	const read = readValue(
		valueText,
		getRequestedType(schema),
		getNumericType(name, valueText),
		walk.source.notation,
	);
	return recordMetadata(walk, path, found(read?.value), walk.perCell);
}

/** "21%" in a tax column is a rate. */
const getNumericType = (name: string, valueText: string) =>
	/%/.test(valueText) && !/amount|total|price/.test(name) ? 'percent' : undefined;
