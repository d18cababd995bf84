import { getAllCells, type Page } from '../layout/page.mts';
import { findConcept, getOwnLabels, type Concept, type Field } from './concepts.mts';
import { foldText, getLabelPattern } from './textMatching.mts';
import { findCandidates, getPlaceText, type Candidate, type Place } from './labelSearch.mts';
import { findCustomer, findSupplier } from './parties.mts';
import {
	detectNotation,
	readAmounts,
	readDates,
	type Amount,
	type Notation,
	type Read,
} from './valueParsers.mts';

/** A value and its source places. */
export interface Found<T = unknown> {
	value: T;
	places: Place[];
}
/** A document with its number and date notation. */
export interface Source {
	pages: Page[];
	notation: Notation;
}
export const createSource = (pages: Page[]): Source => ({
	pages,
	notation: detectNotation(
		getAllCells(pages)
			.map(({ text }) => text)
			.join('\n'),
	),
});

/** The requested type of a value, more specific than the JSON type. */
export type RequestedType = 'date' | 'amount' | 'number' | 'integer' | 'boolean' | 'text';

const CODE_PATTERN = /[\p{L}\p{N}](?:[\p{L}\p{N}./_-]*[\p{L}\p{N}])?/gu;
const PATTERNS: Partial<Record<Concept['kind'], RegExp>> = {
	iban: /[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?/,
	vat: /(?<![A-Za-z])(?:[A-Z]{2} ?[A-Z0-9]?\d(?: ?\d){6,10}(?: ?B ?\d{2})?|CHE-?[\d.]{9,11})/,
	email: /[\w.+-]+@[\w-]+\.[\w.-]*\w/,
	website: /(?:https?:\/\/)?(?:www\.)[\w-]+\.[\w./-]*\w/,
	percent: /\d{1,2}(?:[.,]\d{1,2})?\s?%/,
};

function readFirstMatch(text: string, pattern: RegExp): Read<string> | undefined {
	const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(text);
	return match
		? { value: match[0], start: match.index, end: match.index + match[0].length }
		: undefined;
}

/** Reads an identifier: a word with a digit that is neither a date nor an amount. */
function readCode(text: string, notation: Notation): Read<string> | undefined {
	const dates = readDates(text, notation);
	for (const match of text.matchAll(CODE_PATTERN)) {
		const [word] = match;
		if (
			!/\d/.test(word) ||
			dates.some(({ start, end }) => match.index < end && match.index + word.length > start)
		)
			continue;
		if (
			/^\d{1,3}(?:[.,]\d{3})*[.,]\d{2}$/.test(word) ||
			(word.length === 1 && text.trim().length > 1)
		)
			continue;
		return { value: word, start: match.index, end: match.index + word.length };
	}
	return undefined;
}

function readAmount(text: string, notation: Notation): Read<Amount> | undefined {
	const dates = readDates(text, notation);
	const all = readAmounts(text, notation).filter(
		(one) =>
			!dates.some(({ start, end }) => one.start < end && one.end > start) &&
			!/^\s?%/.test(text.slice(one.end)),
	);
	const strong = all.filter(({ value }) => value.strong);
	if (strong.length) return strong[strong.length - 1];
	// a plain number only if there is nothing else
	return all.find(
		({ start, end }) => !/[\p{L}\p{N}]/u.test(text.slice(0, start) + text.slice(end)),
	);
}

const YES = /^(?:yes|ja|oui|true|x|\[x\]|☑|☒|✓|✔|wahr|vrai|waar)(?![\p{L}])/iu;
const NO = /^(?:no|nein|non|nee|false|\[ ?\]|☐|falsch|faux|onwaar)(?![\p{L}])/iu;

function readBoolean(text: string): Read<boolean> | undefined {
	const word = text.trim();
	if (!YES.test(word) && !NO.test(word)) return undefined;
	return { value: YES.test(word), start: 0, end: text.length };
}

export function readValue(
	text: string,
	requested: RequestedType,
	kind: Concept['kind'] | undefined,
	notation: Notation,
): Read<unknown> | undefined {
	if (requested === 'date') return readDates(text, notation)[0];
	if (requested === 'boolean') return readBoolean(text);
	if (requested === 'amount') return readAmount(text, notation);
	if (requested === 'number' || requested === 'integer')
		return readNumber(text, requested, kind, notation);
	if (kind === 'date') return getPrintedText(text, readDates(text, notation)[0]);
	if (kind === 'amount') return getPrintedText(text, readAmount(text, notation));
	if (kind === 'code') return readCode(text, notation);
	if (kind && PATTERNS[kind]) return readFirstMatch(text, PATTERNS[kind]!);
	return text.trim()
		? {
				value: text.trim(),
				start: text.length - text.trimStart().length,
				end: text.trimEnd().length,
			}
		: undefined;
}

function readNumber(
	text: string,
	requested: RequestedType,
	kind: Concept['kind'] | undefined,
	notation: Notation,
): Read<number> | undefined {
	if (kind === 'code') {
		const found = readCode(text, notation);
		return found && /^\d+$/.test(found.value)
			? { ...found, value: Number(found.value) }
			: undefined;
	}
	const percent = kind === 'percent' ? readFirstMatch(text, PATTERNS.percent!) : undefined;
	if (percent)
		return { ...percent, value: Number(percent.value.replace(/[\s%]/g, '').replace(',', '.')) };
	if (kind === 'percent') return undefined;
	const dates = readDates(text, notation);
	const all = readAmounts(text, notation).filter(
		(one) => !dates.some(({ start, end }) => one.start < end && one.end > start),
	);
	const found =
		kind === 'amount'
			? readAmount(text, notation)
			: (all.find(({ value }) => value.strong) ?? all[0]);
	if (!found || (requested === 'integer' && !Number.isInteger(found.value.amount)))
		return undefined;
	return { ...found, value: found.value.amount };
}

const getPrintedText = (text: string, read: Read<unknown> | undefined) =>
	read && { ...read, value: text.slice(read.start, read.end) };

const toPartialPlace = (place: Place, read: Read<unknown>): Place => ({
	cell: place.cell,
	start: place.start + read.start,
	end: place.start + read.end,
});

/** Qualifiers such as "net" or "excl. VAT" show that an amount is not the total. */
const NOT_A_TOTAL =
	/(?<![a-z])(?:sub|zwischen|sous|net(?!\s*a\s*payer)|netto|excl|exkl|ex|hors|ht|vat|mwst|ust|tva|btw|tax|discount|rabatt|remise|korting|charges?)(?![a-z])/;

function isAllowed(candidate: Candidate, concept: Concept | undefined): boolean {
	// A value below a column header is a table row, not a sum.
	const inTable = candidate.where === 'below' && candidate.cell.line.cells.length > 3;
	if (concept?.kind === 'amount' && inTable) return false;
	if (concept?.key !== 'total') return true;
	const line =
		candidate.where === 'below'
			? candidate.label
			: candidate.cell.line.cells
					.slice(0, candidate.cell.line.cells.indexOf(candidate.cell) + 1)
					.map(({ text }) => text)
					.join(' ');
	const around = foldText(line).replace(
		/incl\.?(?:usive|uding|usief|us)?\s*(?:de\s*)?(?:\d+\s*%\s*)?(?:vat|tax|btw|tva|mwst|gst)|inkl\.?\s*(?:\d+\s*%\s*)?(?:mwst|ust)\.?/g,
		' ',
	);
	return !NOT_A_TOTAL.test(around);
}

/** Chooses the last of the largest totals. For other fields the best label wins. */
function chooseCandidate(
	all: Array<{ candidate: Candidate; read: Read<unknown> }>,
	concept: Concept | undefined,
	source: Source,
) {
	if (!all.length) return undefined;
	const best = all[0].candidate.score;
	const near = all.filter(
		({ candidate }) => candidate.score >= best - (concept?.key === 'total' ? 12 : 0.01),
	);
	if (concept?.kind !== 'amount') return near[0];
	const size = ({ read, candidate }: (typeof all)[number]) =>
		readAmount(getPlaceText(toPartialPlace(candidate, read)), source.notation)?.value.amount ?? 0;
	return near.reduce((a, b) => (size(b) > size(a) ? b : a));
}

export function findScalar(
	source: Source,
	field: Field,
	requested: RequestedType,
): Found | undefined {
	const concept = findConcept(field);
	const special = concept && findByDocument(source, concept, requested);
	if (special) return special;
	const labels = concept
		? [...concept.labels, ...getOwnLabels(field).filter((label) => label.includes(' '))]
		: getOwnLabels(field);
	const kind = concept?.kind;
	const readable: Array<{ candidate: Candidate; read: Read<unknown> }> = [];
	for (const candidate of findCandidates(source.pages, labels)) {
		const read = isAllowed(candidate, concept)
			? readValue(getPlaceText(candidate), requested, kind, source.notation)
			: undefined;
		if (read) readable.push({ candidate, read });
	}
	const chosen = chooseCandidate(readable, concept, source);
	if (!chosen) return undefined;
	return { value: chosen.read.value, places: [toPartialPlace(chosen.candidate, chosen.read)] };
}

function findByDocument(
	source: Source,
	concept: Concept,
	requested: RequestedType,
): Found | undefined {
	if (requested !== 'text') return undefined;
	const whole = (place: Place | undefined) =>
		place && { value: getPlaceText(place), places: [place] };
	if (concept.key === 'supplier_name') return whole(findSupplier(source.pages));
	if (concept.key === 'customer_name') return whole(findCustomer(source.pages));
	if (concept.key === 'currency') return findCurrency(source);
	const pattern = ['iban', 'email', 'website'].includes(concept.kind)
		? PATTERNS[concept.kind]
		: undefined;
	if (!pattern) return undefined;
	for (const cell of getAllCells(source.pages)) {
		const read = readFirstMatch(cell.text, pattern);
		if (read) return { value: read.value, places: [{ cell, start: read.start, end: read.end }] };
	}
	return undefined;
}

/** Finds the currency and where it is first printed. */
export function findCurrency({ pages, notation }: Source): Found<string> | undefined {
	if (!notation.currency) return undefined;
	for (const cell of getAllCells(pages)) {
		for (const { value, start, end } of readAmounts(cell.text, notation)) {
			if (value.currency === notation.currency)
				return { value: value.currency, places: [{ cell, start, end }] };
		}
		const at = getLabelPattern(notation.currency).exec(foldText(cell.text));
		if (at)
			return { value: notation.currency, places: [{ cell, start: at.index, end: at.index + 3 }] };
	}
	return { value: notation.currency, places: [] };
}

function computeEditDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
		}
		row = next;
	}
	return row[b.length];
}

/**
 * Finds the enum value that a text names, or the nearest by spelling. `texts` are the descriptions of the
 * values, in the same order.
 */
export function findNearestChoice(
	text: string,
	values: string[],
	texts: string[],
): string | undefined {
	const valueText = foldText(text).trim();
	const contained = values.find((value, i) =>
		[value, texts[i]].some((one) => one && getLabelPattern(one).test(valueText)),
	);
	if (contained || !valueText) return contained;
	const [best] = values
		.map((value) => ({ value, far: computeEditDistance(foldText(value), valueText) }))
		.sort((a, b) => a.far - b.far);
	return best && best.far <= Math.max(1, Math.floor(best.value.length / 4))
		? best.value
		: undefined;
}

/** Finds the enum value near the field's label, otherwise anywhere in the text. */
export function findChoice(
	source: Source,
	field: Field,
	values: string[],
	texts: string[],
): Found<string> | undefined {
	const concept = findConcept(field);
	if (concept?.key === 'currency') {
		const found = findCurrency(source);
		if (found && values.includes(found.value)) return found;
	}
	for (const candidate of findCandidates(source.pages, [
		...getOwnLabels(field),
		...(concept?.labels ?? []),
	])) {
		const value = findNearestChoice(getPlaceText(candidate), values, texts);
		if (value) return { value, places: [candidate] };
	}
	for (const cell of getAllCells(source.pages)) {
		for (const value of values) {
			const match = getLabelPattern(value.replace(/[_-]+/g, ' ')).exec(foldText(cell.text));
			if (match)
				return {
					value,
					places: [{ cell, start: match.index, end: match.index + match[0].length }],
				};
		}
	}
	return undefined;
}
