import type { Cell, Line, Page } from '../layout/page.mts';
import { extent } from '../layout/page.mts';
import { wordsOf, fold, labelPattern } from './textMatching.mts';
import type { Place } from './labelSearch.mts';
import { readAmounts, type Notation } from './valueParsers.mts';

interface ColumnKind {
	key: string;
	/** field names */
	names: string[];
	/** printed headers */
	headers: string[];
}
const list = (text: string) => text.split(',').map((one) => one.trim());
const column = (key: string, names: string, headers: string): ColumnKind => ({
	key,
	names: list(names),
	headers: list(headers),
});

/** Columns that tables of goods have, in English, German, French and Dutch. */
const columnKinds: ColumnKind[] = [
	column(
		'description',
		'description, item, article, product, service, name, text, details, label, designation',
		'description, item description, product description, item, items, article, product, service, details, beschreibung, bezeichnung, artikel, artikelbezeichnung, leistung, produkt, position text, designation, libelle, produit, prestation, omschrijving, product omschrijving, dienst',
	),
	column(
		'quantity',
		'quantity, qty, count, units, hours, menge, anzahl, quantite, aantal',
		'quantity, qty, units, hours, menge, anzahl, stuck, stk, quantite, qte, aantal, hoeveelheid',
	),
	column(
		'unit_price',
		'unit price, price per unit, price unit, unit cost, rate, price, einzelpreis, prix unitaire, stukprijs, prijs',
		'unit price, price per unit, unit cost, price each, rate, price, einzelpreis, e preis, preis, stuckpreis, vk preis, prix unitaire, prix unitaire ht, pu ht, pu, prix, stukprijs, prijs per stuk, eenheidsprijs, prijs',
	),
	column(
		'amount',
		'amount, line total, total, total price, line amount, subtotal, sum, betrag, montant, bedrag',
		'amount, line total, total, total price, net amount, line amount, betrag, gesamtpreis, gesamt, summe, zeilenbetrag, g preis, montant, montant ht, total ht, total ligne, bedrag, totaal, totaalprijs, prijs incl btw, prijs excl btw, regeltotaal',
	),
	column(
		'tax_rate',
		'tax, vat, tax rate, vat rate, tax percent, line tax percent',
		'tax, vat, vat rate, tax rate, mwst, ust, steuer, tva, taux, btw, btw tarief',
	),
	column('discount', 'discount, rebate', 'discount, rabatt, remise, korting'),
	column(
		'position',
		'position, pos, line, line number, row',
		'pos, position, no, nr, line, ligne, regel',
	),
	column(
		'sku',
		'sku, article number, item number, item code, product code, code, reference',
		'sku, article no, item no, item code, product code, code, artikelnummer, artikelnr, art nr, reference, ref, artikelcode',
	),
	column('unit', 'unit, unit of measure, uom', 'unit, uom, einheit, unite, eenheid'),
	column('date', 'date, service date', 'date, datum'),
];

/** A header of a table on a page: its text, where it stands, and what it means. */
interface Header {
	text: string;
	kind?: string;
	left: number;
	right: number;
}
/** Cells of a row by the index of their header. */
type Row = Array<Place[] | undefined>;
export interface Table {
	headers: Header[];
	rows: Row[];
}
/** A column as the schema asks for it. */
export interface AskedColumn {
	key: string;
	words: string[];
}

export const askedColumn = (key: string, title?: string, description?: string): AskedColumn => ({
	key,
	words: [
		wordsOf(key),
		title ? wordsOf(title) : '',
		description && description.length < 60 ? wordsOf(description) : '',
	].filter(Boolean),
});

function kindOfField({ words }: AskedColumn): string | undefined {
	for (const one of words) {
		const exact = columnKinds.find(({ names }) => names.includes(one));
		if (exact) return exact.key;
	}
	let best: { key: string; length: number } | undefined;
	for (const { key, names } of columnKinds) {
		for (const name of names) {
			if (name.length > (best?.length ?? 0) && labelPattern(name).test(words[0]))
				best = { key, length: name.length };
		}
	}
	return best?.key;
}

const headerLabels = columnKinds
	.flatMap(({ key, headers }) => headers.map((header) => ({ key, header })))
	.sort((a, b) => b.header.length - a.header.length);

/** The headers in one cell: usually one, but narrow columns run into each other ("VAT Price incl. VAT"). */
function headersIn(cell: Cell): Header[] {
	const folded = fold(cell.text);
	const found: Array<{ key: string; start: number; end: number }> = [];
	for (const { key, header } of headerLabels) {
		const match = labelPattern(header).exec(folded);
		if (!match) continue;
		const [start, end] = [match.index, match.index + match[0].length];
		if (!found.some((one) => start < one.end && end > one.start)) found.push({ key, start, end });
	}
	found.sort((a, b) => a.start - b.start);
	// Several labels are several columns only if nothing else is printed between them.
	const left = found.reduceRight(
		(text, { start, end }) => text.slice(0, start) + text.slice(end),
		folded,
	);
	if (found.length > 1 && !/[\p{L}\p{N}]/u.test(left)) {
		return found.map(({ key, start, end }) => ({
			text: cell.text.slice(start, end),
			kind: key,
			...extent(cell, start, end),
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

const fits = (header: Header, asked: AskedColumn, kind = kindOfField(asked)) =>
	(kind !== undefined && header.kind === kind) || asked.words.includes(wordsOf(header.text));

/** Which header answers which asked column; an own name beats a known kind. */
export function matchColumns(headers: Header[], asked: AskedColumn[]): Array<number | undefined> {
	return asked.map((one) => {
		const named = headers.findIndex(({ text }) => one.words.includes(wordsOf(text)));
		if (named >= 0) return named;
		const kind = kindOfField(one);
		const byKind = headers.findIndex((header) => fits(header, one, kind));
		return byKind >= 0 ? byKind : undefined;
	});
}

function headerLine(line: Line, asked: AskedColumn[], notation: Notation): Header[] | undefined {
	if (line.cells.length < Math.min(2, asked.length)) return undefined;
	if (line.cells.some(({ text }) => readAmounts(text, notation).some(({ value }) => value.strong)))
		return undefined;
	const headers = line.cells.flatMap(headersIn);
	const answered = new Set(matchColumns(headers, asked).filter((one) => one !== undefined));
	return answered.size >= Math.min(2, asked.length) ? headers : undefined;
}

/** The header a cell stands under: the one whose left, right or middle it shares best. */
function columnOf(cell: Cell, headers: Header[]): number {
	const [left, right] = [cell.x, cell.x + cell.width];
	const off = headers.map((header) => {
		const middle = Math.abs((left + right) / 2 - (header.left + header.right) / 2);
		return Math.min(Math.abs(left - header.left), Math.abs(right - header.right), middle);
	});
	return off.indexOf(Math.min(...off));
}

const endOfTable =
	/^(?:sub ?total|total|grand total|amount due|balance|net |vat|tax|sales tax|shipping|discount|zwischensumme|summe|gesamt|netto|mwst|ust|umsatzsteuer|rechnungsbetrag|endbetrag|sous|montant total|tva|net a payer|subtotaal|totaal|btw|te betalen|exclusief)/;
const numberColumns = ['amount', 'unit_price', 'quantity'];

/** A number, perhaps with a currency or a short unit; not a sentence that happens to have one. */
const isNumeric = (text: string, notation: Notation) => {
	const [read] = readAmounts(text, notation);
	if (!read) return false;
	const rest = text.slice(0, read.start) + text.slice(read.end);
	return text.slice(0, read.start).trim() === '' && rest.replace(/[^\p{L}\p{N}]/gu, '').length <= 6;
};

/** Reads the rows under a header line; stops at the totals, at a wide gap and at the next header. */
function rowsUnder(
	lines: Line[],
	headers: Header[],
	asked: AskedColumn[],
	notation: Notation,
	known: boolean,
): Row[] {
	const rows: Row[] = [];
	const text = headers.findIndex(({ kind }) => kind === 'description');
	let last: Line | undefined;
	let pitch = 40;
	for (const line of lines) {
		const gap = last ? line.y - last.y : 0;
		const first = fold(line.cells[0].text);
		if ((rows.length && gap > pitch * 3) || headerLine(line, asked, notation)) break;
		if (endOfTable.test(first) && line.cells.length <= 3 && rows.length) break;
		const row: Row = [];
		for (const cell of line.cells) {
			const index = columnOf(cell, headers);
			(row[index] ??= []).push({ cell, start: 0, end: cell.text.length });
		}
		const filled = row.filter(Boolean).length;
		const numeric = headers.some(
			({ kind }, i) =>
				numberColumns.includes(kind ?? '') && row[i] && isNumeric(row[i]![0].cell.text, notation),
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

const listHeading =
	/^(?:details?|services|items|charges|positionen|leistungen|detail|prestations|specificatie|regels)\s*:?$/;

/**
 * A list without column heads: under a heading such as "Details", lines of a text and one amount. The largest
 * letters among them are the items; smaller lines below an item only explain its amount.
 */
function itemisedList(pages: Page[], asked: AskedColumn[], notation: Notation): Table | undefined {
	const kinds = asked.map(kindOfField);
	if (!kinds.includes('description') || !kinds.includes('amount')) return undefined;
	const lines = pages.flatMap((page) => page.lines);
	const start = lines.findIndex(
		({ cells }) => cells.length === 1 && listHeading.test(fold(cells[0].text)),
	);
	const items = lines.slice(start + 1).filter(({ cells }) => {
		if (cells.length !== 2 || endOfTable.test(fold(cells[0].text))) return false;
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

/** Finds the table that answers the asked columns best; it may go on over several pages with its header repeated. */
export function findTable(
	pages: Page[],
	asked: AskedColumn[],
	notation: Notation,
): Table | undefined {
	let best: (Table & { answered: number }) | undefined;
	for (const page of pages) {
		for (const [i, line] of page.lines.entries()) {
			const headers = headerLine(line, asked, notation);
			if (!headers) continue;
			const answered = matchColumns(headers, asked).filter((one) => one !== undefined).length;
			const known = headers.some(({ kind }) => kind === 'amount' || kind === 'unit_price');
			const rows = rowsUnder(page.lines.slice(i + 1), headers, asked, notation, known);
			const same =
				best &&
				best.headers.map(({ text }) => text).join() === headers.map(({ text }) => text).join();
			if (same) best!.rows.push(...rows);
			else if (rows.length && answered > (best?.answered ?? 0)) best = { headers, rows, answered };
		}
	}
	return best ?? itemisedList(pages, asked, notation);
}
