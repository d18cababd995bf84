import type { Cell, Line, Page } from '../layout/page.mts';
import { getHorizontalExtent } from '../layout/page.mts';
import { normalizeWords, foldText, getLabelPattern } from './textMatching.mts';
import type { Place } from './labelSearch.mts';
import { readAmounts, type Notation } from './valueParsers.mts';

interface ColumnKind {
	key: string;
	/** field names */
	names: string[];
	/** printed headers */
	headers: string[];
}
const splitList = (text: string) => text.split(',').map((one) => one.trim());
const defineColumnKind = (key: string, names: string, headers: string): ColumnKind => ({
	key,
	names: splitList(names),
	headers: splitList(headers),
});

/** Common columns of line items, in English, German, French and Dutch. */
const COLUMN_KINDS: ColumnKind[] = [
	defineColumnKind(
		'description',
		'description, item, article, product, service, name, text, details, label, designation',
		'description, item description, product description, item, items, article, product, service, details, beschreibung, bezeichnung, artikel, artikelbezeichnung, leistung, produkt, position text, designation, libelle, produit, prestation, omschrijving, product omschrijving, dienst',
	),
	defineColumnKind(
		'quantity',
		'quantity, qty, count, units, hours, menge, anzahl, quantite, aantal',
		'quantity, qty, units, hours, menge, anzahl, stuck, stk, quantite, qte, aantal, hoeveelheid',
	),
	defineColumnKind(
		'unit_price',
		'unit price, price per unit, price unit, unit cost, rate, price, einzelpreis, prix unitaire, stukprijs, prijs',
		'unit price, price per unit, unit cost, price each, rate, price, einzelpreis, e preis, preis, stuckpreis, vk preis, prix unitaire, prix unitaire ht, pu ht, pu, prix, stukprijs, prijs per stuk, eenheidsprijs, prijs',
	),
	defineColumnKind(
		'amount',
		'amount, line total, total, total price, line amount, subtotal, sum, betrag, montant, bedrag',
		'amount, line total, total, total price, net amount, line amount, betrag, gesamtpreis, gesamt, summe, zeilenbetrag, g preis, montant, montant ht, total ht, total ligne, bedrag, totaal, totaalprijs, prijs incl btw, prijs excl btw, regeltotaal',
	),
	defineColumnKind(
		'tax_rate',
		'tax, vat, tax rate, vat rate, tax percent, line tax percent',
		'tax, vat, vat rate, tax rate, mwst, ust, steuer, tva, taux, btw, btw tarief',
	),
	defineColumnKind('discount', 'discount, rebate', 'discount, rabatt, remise, korting'),
	defineColumnKind(
		'position',
		'position, pos, line, line number, row',
		'pos, position, no, nr, line, ligne, regel',
	),
	defineColumnKind(
		'sku',
		'sku, article number, item number, item code, product code, code, reference',
		'sku, article no, item no, item code, product code, code, artikelnummer, artikelnr, art nr, reference, ref, artikelcode',
	),
	defineColumnKind('unit', 'unit, unit of measure, uom', 'unit, uom, einheit, unite, eenheid'),
	defineColumnKind('date', 'date, service date', 'date, datum'),
];

/** A table header with its position and meaning. */
interface Header {
	text: string;
	kind?: string;
	left: number;
	right: number;
}
/** Cells of a row by header index. */
type Row = Array<Place[] | undefined>;
export interface Table {
	headers: Header[];
	rows: Row[];
}
/** A column requested by the schema. */
export interface RequestedColumn {
	key: string;
	words: string[];
}

export const createRequestedColumn = (
	key: string,
	title?: string,
	description?: string,
): RequestedColumn => ({
	key,
	words: [
		normalizeWords(key),
		title ? normalizeWords(title) : '',
		description && description.length < 60 ? normalizeWords(description) : '',
	].filter(Boolean),
});

function getColumnKind({ words }: RequestedColumn): string | undefined {
	for (const one of words) {
		const exact = COLUMN_KINDS.find(({ names }) => names.includes(one));
		if (exact) return exact.key;
	}
	let best: { key: string; length: number } | undefined;
	for (const { key, names } of COLUMN_KINDS) {
		for (const name of names) {
			if (name.length > (best?.length ?? 0) && getLabelPattern(name).test(words[0]))
				best = { key, length: name.length };
		}
	}
	return best?.key;
}

const HEADER_LABELS = COLUMN_KINDS.flatMap(({ key, headers }) =>
	headers.map((header) => ({ key, header })),
).sort((a, b) => b.header.length - a.header.length);

/** Finds the headers in one cell. Narrow columns may share a cell ("VAT Price incl. VAT"). */
function findHeaders(cell: Cell): Header[] {
	const folded = foldText(cell.text);
	const found: Array<{ key: string; start: number; end: number }> = [];
	for (const { key, header } of HEADER_LABELS) {
		const match = getLabelPattern(header).exec(folded);
		if (!match) continue;
		const [start, end] = [match.index, match.index + match[0].length];
		if (!found.some((one) => start < one.end && end > one.start)) found.push({ key, start, end });
	}
	found.sort((a, b) => a.start - b.start);
	// Several labels are separate columns only if no other text is between them.
	const left = found.reduceRight(
		(text, { start, end }) => text.slice(0, start) + text.slice(end),
		folded,
	);
	if (found.length > 1 && !/[\p{L}\p{N}]/u.test(left)) {
		return found.map(({ key, start, end }) => ({
			text: cell.text.slice(start, end),
			kind: key,
			...getHorizontalExtent(cell, start, end),
		}));
	}
	const [first] = found;
	const telling =
		first && first.end - first.start >= folded.replace(/[^\p{L}\p{N}]/gu, '').length * 0.5;
	return [
		{
			text: cell.text,
			kind: telling ? first.key : undefined,
			left: cell.x,
			right: cell.x + cell.width,
		},
	];
}

const isMatch = (header: Header, requested: RequestedColumn, kind = getColumnKind(requested)) =>
	(kind !== undefined && header.kind === kind) ||
	requested.words.includes(normalizeWords(header.text));

/** Assigns headers to requested columns. A matching name takes precedence over a known kind. */
export function matchColumns(
	headers: Header[],
	requested: RequestedColumn[],
): Array<number | undefined> {
	return requested.map((one) => {
		const named = headers.findIndex(({ text }) => one.words.includes(normalizeWords(text)));
		if (named >= 0) return named;
		const kind = getColumnKind(one);
		const byKind = headers.findIndex((header) => isMatch(header, one, kind));
		return byKind >= 0 ? byKind : undefined;
	});
}

function matchHeaderLine(
	line: Line,
	requested: RequestedColumn[],
	notation: Notation,
): Header[] | undefined {
	if (line.cells.length < Math.min(2, requested.length)) return undefined;
	if (line.cells.some(({ text }) => readAmounts(text, notation).some(({ value }) => value.strong)))
		return undefined;
	const headers = line.cells.flatMap(findHeaders);
	const answered = new Set(matchColumns(headers, requested).filter((one) => one !== undefined));
	return answered.size >= Math.min(2, requested.length) ? headers : undefined;
}

/** Finds the header above a cell, by alignment of left, right or center. */
function findColumnIndex(cell: Cell, headers: Header[]): number {
	const [left, right] = [cell.x, cell.x + cell.width];
	const off = headers.map((header) => {
		const middle = Math.abs((left + right) / 2 - (header.left + header.right) / 2);
		return Math.min(Math.abs(left - header.left), Math.abs(right - header.right), middle);
	});
	return off.indexOf(Math.min(...off));
}

const TABLE_END =
	/^(?:sub ?total|total|grand total|amount due|balance|net |vat|tax|sales tax|shipping|discount|zwischensumme|summe|gesamt|netto|mwst|ust|umsatzsteuer|rechnungsbetrag|endbetrag|sous|montant total|tva|net a payer|subtotaal|totaal|btw|te betalen|exclusief)/;
const NUMBER_COLUMNS = ['amount', 'unit_price', 'quantity'];

/**
 * Whether a text is a number, optionally with a currency or short unit, rather than a sentence with a number.
 */
const isNumeric = (text: string, notation: Notation) => {
	const [read] = readAmounts(text, notation);
	if (!read) return false;
	const rest = text.slice(0, read.start) + text.slice(read.end);
	return text.slice(0, read.start).trim() === '' && rest.replace(/[^\p{L}\p{N}]/gu, '').length <= 6;
};

/** Reads rows below a header. Stops at totals, at a wide gap and at the next header. */
function readRows(
	lines: Line[],
	headers: Header[],
	requested: RequestedColumn[],
	notation: Notation,
	known: boolean,
): Row[] {
	const rows: Row[] = [];
	const text = headers.findIndex(({ kind }) => kind === 'description');
	let last: Line | undefined;
	let pitch = 40;
	for (const line of lines) {
		const gap = last ? line.y - last.y : 0;
		const first = foldText(line.cells[0].text);
		if ((rows.length && gap > pitch * 3) || matchHeaderLine(line, requested, notation)) break;
		if (TABLE_END.test(first) && line.cells.length <= 3 && rows.length) break;
		const row: Row = [];
		for (const cell of line.cells) {
			const index = findColumnIndex(cell, headers);
			(row[index] ??= []).push({ cell, start: 0, end: cell.text.length });
		}
		const filled = row.filter(Boolean).length;
		const numeric = headers.some(
			({ kind }, i) =>
				NUMBER_COLUMNS.includes(kind ?? '') && row[i] && isNumeric(row[i]![0].cell.text, notation),
		);
		if (known ? numeric && filled >= 2 : filled >= Math.min(2, headers.length)) {
			rows.push(row);
			if (rows.length > 1 && gap) pitch = Math.max(12, gap);
		} else if (rows.length && text >= 0 && row[text] && filled === 1)
			(rows[rows.length - 1][text] ??= []).push(...row[text]!);
		last = line;
	}
	return rows;
}

const LIST_HEADING =
	/^(?:details?|services|items|charges|positionen|leistungen|detail|prestations|specificatie|regels)\s*:?$/;

/**
 * Finds a list without column headers: below a heading such as "Details", lines with a text and an amount.
 * Items use the largest font among them. Smaller lines below an item only explain its amount.
 */
function findItemizedList(
	pages: Page[],
	requested: RequestedColumn[],
	notation: Notation,
): Table | undefined {
	const kinds = requested.map(getColumnKind);
	if (!kinds.includes('description') || !kinds.includes('amount')) return undefined;
	const lines = pages.flatMap((page) => page.lines);
	const start = lines.findIndex(
		({ cells }) => cells.length === 1 && LIST_HEADING.test(foldText(cells[0].text)),
	);
	const items = lines.slice(start + 1).filter(({ cells }) => {
		if (cells.length !== 2 || TABLE_END.test(foldText(cells[0].text))) return false;
		return (
			isNumeric(cells[1].text, notation) && readAmounts(cells[1].text, notation)[0].value.strong
		);
	});
	if (start < 0 || !items.length) return undefined;
	const size = Math.max(...items.map(({ cells }) => cells[0].height));
	const header = (kind: string): Header => ({ text: kind, kind, left: 0, right: 0 });
	const rows = items
		.filter(({ cells }) => cells[0].height >= size - 0.5)
		.map(({ cells }) => cells.map((cell): Place[] => [{ cell, start: 0, end: cell.text.length }]));
	return { headers: [header('description'), header('amount')], rows };
}

/** Finds the best table for the requested columns. It may span pages with repeated headers. */
export function findTable(
	pages: Page[],
	requested: RequestedColumn[],
	notation: Notation,
): Table | undefined {
	let best: (Table & { answered: number }) | undefined;
	for (const page of pages) {
		for (const [i, line] of page.lines.entries()) {
			const headers = matchHeaderLine(line, requested, notation);
			if (!headers) continue;
			const answered = matchColumns(headers, requested).filter((one) => one !== undefined).length;
			const known = headers.some(({ kind }) => kind === 'amount' || kind === 'unit_price');
			const rows = readRows(page.lines.slice(i + 1), headers, requested, notation, known);
			const same =
				best &&
				best.headers.map(({ text }) => text).join() === headers.map(({ text }) => text).join();
			if (same) best!.rows.push(...rows);
			else if (rows.length && answered > (best?.answered ?? 0)) best = { headers, rows, answered };
		}
	}
	return best ?? findItemizedList(pages, requested, notation);
}
