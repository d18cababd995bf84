import type { Extend } from 'extend-ai';
import type { Page } from '../layout/page.mts';
import { entryOf, type EntryOptions } from './citations.mts';
import { conceptOf, ownLabels, type Field } from './concepts.mts';
import { candidates, textOf, type Place } from './labelSearch.mts';
import {
	findChoice,
	findCurrency,
	findScalar,
	nearestChoice,
	readValue,
	sourceOf,
	type Asked,
	type Found,
	type Source,
} from './scalars.mts';
import { askedColumn, findTable, matchColumns } from './tables.mts';
import type { Amount } from './valueParsers.mts';

type Schema = Record<string, unknown>;
type Metadata = Record<string, Extend.ExtractOutputMetadataValue>;

/** What is carried through the walk over a schema. */
interface Walk {
	source: Source;
	metadata: Metadata;
	options: EntryOptions;
	/** citations of tables: one per row, or one per cell */
	perCell: boolean;
}

const properties = (schema: Schema) =>
	Object.entries((schema.properties ?? {}) as Record<string, Schema>);
const typeOf = (schema: Schema) =>
	(Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type) as
		| string
		| undefined;
const choices = (schema: Schema) => ({
	values: (schema.enum as unknown[]).filter((one): one is string => typeof one === 'string'),
	texts: (schema['extend:descriptions'] ?? []) as string[],
});
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

function askedOf(schema: Schema): Asked {
	if (schema['extend:type'] === 'date') return 'date';
	const type = typeOf(schema);
	return type === 'number' || type === 'integer' || type === 'boolean' ? type : 'text';
}

const fieldOf = (name: string, schema: Schema, parent?: string): Field => ({
	name,
	title: text(schema['extend:name']),
	description: text(schema.description),
	parent,
});

/**
 * Answers a schema from pages: `value` in the shape of the schema (null where nothing is found) and `metadata`
 * keyed by path. `image`: the document is a picture, in which nothing can be read here.
 */
export function extract(
	pages: Page[],
	schema: Schema,
	advanced: Extend.ExtractAdvancedOptions,
	image: boolean,
): Extend.ExtractOutputJson {
	const walk: Walk = {
		source: sourceOf(pages),
		metadata: {},
		options: {
			citations: advanced.citationsEnabled === true,
			mode: (advanced.citationMode ?? 'line') as EntryOptions['mode'],
			reviewAgent: advanced.reviewAgent?.enabled === true,
			insights: advanced.modelReasoningInsightsEnabled === true,
			image,
		},
		perCell: advanced.arrayCitationStrategy === 'property',
	};
	const value = Object.fromEntries(
		properties(schema).map(([key, child]) => [key, answer(walk, key, key, child)]),
	);
	return { value, metadata: walk.metadata };
}

function note<T>(walk: Walk, path: string, found: Found<T> | undefined, cite = true): T | null {
	walk.metadata[path] = entryOf(path, found?.places ?? [], walk.options, cite);
	return found ? found.value : null;
}

function answer(walk: Walk, path: string, name: string, schema: Schema, parent?: string): unknown {
	const field = fieldOf(name, schema, parent);
	if (schema.enum) {
		const { values, texts } = choices(schema);
		return note(walk, path, findChoice(walk.source, field, values, texts));
	}
	if (schema.type === 'array') return answerArray(walk, path, field, schema.items as Schema);
	if (schema.type !== 'object')
		return note(walk, path, findScalar(walk.source, field, askedOf(schema)));
	if (schema['extend:type'] === 'currency')
		return answerCurrency(
			walk,
			path,
			findScalar(walk.source, field, 'amount') as Found<Amount> | undefined,
		);
	if (schema['extend:type'] === 'signature') return answerSignature(walk, path, field);
	const entries = properties(schema).map(([key, child]) => [
		key,
		answer(walk, `${path}.${key}`, key, child, name),
	]);
	return Object.fromEntries(entries) as unknown;
}

function answerCurrency(walk: Walk, path: string, found: Found<Amount> | undefined, cite = true) {
	const code =
		found?.value.currency ?? (found ? findCurrency(walk.source)?.value : undefined) ?? null;
	note(walk, path, found, cite);
	note(walk, `${path}.amount`, found, cite);
	note(walk, `${path}.iso_4217_currency_code`, code ? found : undefined, cite);
	return { amount: found?.value.amount ?? null, iso_4217_currency_code: code };
}

const signedBy = [
	'signed by',
	'signature',
	'authorised signature',
	'authorized signature',
	'unterschrift',
	'signe par',
	'handtekening',
	'getekend door',
];

function answerSignature(walk: Walk, path: string, field: Field) {
	const labels = [...ownLabels(field), ...signedBy];
	const places = candidates(walk.source.pages, labels).filter((one) =>
		/\p{L}{2}/u.test(textOf(one)),
	);
	const name = places.find((one) => /^[\p{L} .'-]+$/u.test(textOf(one)));
	const read = (asked: Asked, from: string[]) =>
		findScalar(walk.source, { name: from[0], title: from[1] }, asked);
	const signed: Found<boolean> | undefined = name && { value: true, places: [name] };
	return {
		printed_name: note(
			walk,
			`${path}.printed_name`,
			name && { value: textOf(name).trim(), places: [name] },
		),
		signature_date: note(
			walk,
			`${path}.signature_date`,
			read('date', ['signature date', 'signed on']),
		),
		is_signed: note(walk, `${path}.is_signed`, signed),
		title_or_role: note(walk, `${path}.title_or_role`, read('text', ['title or role', 'title'])),
	};
}

function answerArray(walk: Walk, path: string, field: Field, items: Schema): unknown[] {
	if (items.type === 'object') return answerTable(walk, path, items);
	const list = listOf(walk.source, field, items);
	note(
		walk,
		path,
		list.length ? { value: null, places: list.flatMap(({ places }) => places) } : undefined,
		false,
	);
	return list.map((found, i) => note(walk, `${path}[${i}]`, found));
}

/** A list of plain values: what stands behind a label, divided by commas, or a column of that name. */
function listOf(source: Source, field: Field, items: Schema): Found[] {
	const asked = askedOf(items);
	const read = (place: Place): Found[] => {
		const said = textOf(place);
		if (items.enum) {
			const { values, texts } = choices(items);
			const value = nearestChoice(said, values, texts);
			return value ? [{ value, places: [place] }] : [];
		}
		const found = readValue(said, asked, conceptOf(field)?.kind, source.notation);
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
	const [first] = candidates(source.pages, ownLabels(field)).filter(
		({ where }) => where !== 'below',
	);
	if (first) {
		const parts = [...textOf(first).matchAll(/[^,;•|]+/g)];
		return parts.flatMap((match) =>
			read({
				cell: first.cell,
				start: first.start + match.index,
				end: first.start + match.index + match[0].length,
			}),
		);
	}
	const singular = field.name.replace(/e?s$/, '');
	const asColumn = [askedColumn(singular, field.name)];
	const table = findTable(source.pages, asColumn, source.notation);
	const [column] = table ? matchColumns(table.headers, asColumn) : [];
	return table && column !== undefined
		? table.rows.flatMap((row) => (row[column] ?? []).slice(0, 1).flatMap(read))
		: [];
}

function answerTable(walk: Walk, path: string, items: Schema): unknown[] {
	const columns = properties(items);
	const asked = columns.map(([key, schema]) =>
		askedColumn(key, text(schema['extend:name']), text(schema.description)),
	);
	const table = findTable(walk.source.pages, asked, walk.source.notation);
	note(
		walk,
		path,
		table && {
			value: null,
			places: table.rows.flat(2).filter((one): one is Place => one !== undefined),
		},
		false,
	);
	if (!table) return [];
	const match = matchColumns(table.headers, asked);
	return table.rows.map((row, i) => {
		const at = `${path}[${i}]`;
		note(walk, at, {
			value: null,
			places: row.flat().filter((one): one is Place => one !== undefined),
		});
		const cells = columns.map(([key, schema], j) => {
			const places = match[j] === undefined ? undefined : row[match[j]!];
			return [key, answerCell(walk, `${at}.${key}`, key, schema, places ?? [])];
		});
		return Object.fromEntries(cells) as unknown;
	});
}

function answerCell(
	walk: Walk,
	path: string,
	name: string,
	schema: Schema,
	places: Place[],
): unknown {
	const said = places.map(textOf).join(' ');
	const found = <T,>(value: T | undefined): Found<T> | undefined =>
		value === undefined ? undefined : { value, places };
	if (schema.enum) {
		const { values, texts } = choices(schema);
		return note(
			walk,
			path,
			found(said ? nearestChoice(said, values, texts) : undefined),
			walk.perCell,
		);
	}
	if (schema['extend:type'] === 'currency') {
		const read = readValue(said, 'amount', 'amount', walk.source.notation);
		return answerCurrency(walk, path, found(read?.value as Amount | undefined), walk.perCell);
	}
	if (schema.type === 'object') {
		const nested = properties(schema).map(([key, child]) => [
			key,
			answerCell(walk, `${path}.${key}`, key, child, places),
		]);
		return Object.fromEntries(nested) as unknown;
	}
	if (schema.type === 'array') return note(walk, path, undefined, false) ?? [];
	const read = readValue(said, askedOf(schema), numericKind(name, said), walk.source.notation);
	return note(walk, path, found(read?.value), walk.perCell);
}

/** "21%" in a column of tax is the rate. */
const numericKind = (name: string, said: string) =>
	/%/.test(said) && !/amount|total|price/.test(name) ? 'percent' : undefined;
