import { getAllCells, type Cell, type Page } from '../layout/page.mts';
import { CONCEPTS } from './concepts.mts';
import { foldText, getLabelPattern } from './textMatching.mts';
import {
	findCellsBelow,
	findCandidates,
	isLabel,
	getPlaceText,
	type Place,
} from './labelSearch.mts';
import { readAmounts } from './valueParsers.mts';

const LEGAL_FORM =
	/(?<![\p{L}\p{N}])(?:inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|co|gmbh(?: & co\.? kg)?|ag|kg|ohg|ug|e\. ?k|se|b\.? ?v|n\.? ?v|v\.? ?o\.? ?f|s\.? ?a\.? ?r\.? ?l|s\.? ?a\.? ?s|s\.? ?a|eurl|s\.? ?p\.? ?r\.? ?l|srl|oy|ab|aps|a\/s)\.?\s*$/iu;
const DOCUMENT_TITLE = /^(invoice|rechnung|facture|factuur|receipt|quittung|tax invoice|bill)\b/;
const CUSTOMER = CONCEPTS.find(({ key }) => key === 'customer_name')!;
const SUPPLIER = CONCEPTS.find(({ key }) => key === 'supplier_name')!;

const isPartyName = (text: string) => {
	const letters = text.replace(/[^\p{L}]/gu, '').length;
	return (
		letters >= 3 &&
		!/^[("'*]/.test(text) &&
		!/[@:]|www\./i.test(text) &&
		!readAmounts(text, { decimal: '.' }).some(({ value }) => value.strong)
	);
};

/** Cuts off an address printed after the name ("Company - Street 1 - Town"). */
function trimToName(place: Place): Place {
	const text = getPlaceText(place);
	const lead =
		text.match(/^\s*(?:attn|z\.? ?hd|t\.? ?a\.? ?v|a l attention de)[.:\s]+/i)?.[0].length ?? 0;
	const [head] = text.slice(lead).split(/\s+[-–|·•]\s+|,\s+(?=\d)|\s{3,}/);
	return {
		cell: place.cell,
		start: place.start + lead,
		end: place.start + lead + head.trimEnd().length,
	};
}

function findLabeledName(pages: Page[], labels: string[]): Place | undefined {
	for (const candidate of findCandidates(pages, labels)) {
		// "from" and similar words in running text are not labels
		if (
			candidate.where === 'same' &&
			!/^.{0,24}:\s*/.test(candidate.cell.text.slice(0, candidate.start))
		)
			continue;
		if (candidate.where === 'right' && candidate.cell.x - candidate.cell.line.cells[0].x > 320)
			continue;
		const place = trimToName(candidate);
		if (isPartyName(getPlaceText(place)) && !isLabel(candidate.cell)) return place;
	}
	return undefined;
}

/** Finds the cells of the customer's address: after or below a customer label. */
function findCustomerCells(pages: Page[]): Set<Cell> {
	const block = new Set<Cell>();
	for (const cell of getAllCells(pages)) {
		if (
			!CUSTOMER.labels.some(
				(label) => getLabelPattern(label).exec(foldText(cell.text))?.index === 0,
			)
		)
			continue;
		block.add(cell);
		for (const one of findCellsBelow(cell, 6)) block.add(one);
		const { cells } = cell.line;
		for (const one of cells.slice(cells.indexOf(cell) + 1)) block.add(one);
	}
	return block;
}

function findCompanies(pages: Page[]) {
	const block = findCustomerCells(pages);
	const all = getAllCells(pages);
	const domains = all.flatMap(({ text }) =>
		[...foldText(text).matchAll(/(?:www\.|@)([a-z0-9-]+)\./g)].map((m) => m[1].replace(/-/g, '')),
	);
	return all
		.map((cell) => trimToName({ cell, start: 0, end: cell.text.length }))
		.filter(
			(place) =>
				isPartyName(getPlaceText(place)) &&
				LEGAL_FORM.test(getPlaceText(place)) &&
				getPlaceText(place).length < 60,
		)
		.map((place) => {
			const key = foldText(getPlaceText(place));
			const bare = key.replace(LEGAL_FORM, '').replace(/[^a-z0-9]/g, '');
			const times = all.filter(({ text }) => foldText(text).includes(key)).length;
			const top = 1 - place.cell.y / place.cell.page.height;
			const own = domains.some(
				(domain) =>
					domain.length > 3 && bare.length > 3 && (bare.includes(domain) || domain.includes(bare)),
			);
			const bare2 = place.end - place.start === place.cell.text.length ? 1 : 0;
			return {
				place,
				score: times + top + (own ? 6 : 0) + bare2 - (block.has(place.cell) ? 8 : 0),
			};
		})
		.sort((a, b) => b.score - a.score);
}

/** Finds the issuer by label, otherwise the most likely company name, otherwise the largest heading. */
export function findSupplier(pages: Page[]): Place | undefined {
	const byLabel = findLabeledName(
		pages,
		SUPPLIER.labels.filter((label) => !['from', 'van'].includes(label)),
	);
	if (byLabel) return byLabel;
	const [best] = findCompanies(pages);
	if (best && best.score > 0) return best.place;
	const block = findCustomerCells(pages);
	const head = getAllCells(pages.slice(0, 1))
		.filter(
			(cell) =>
				cell.y < cell.page.height / 3 &&
				isPartyName(cell.text) &&
				!isLabel(cell) &&
				!DOCUMENT_TITLE.test(foldText(cell.text)) &&
				!block.has(cell),
		)
		.sort((a, b) => b.height - a.height)[0];
	return head && trimToName({ cell: head, start: 0, end: head.text.length });
}

/** Finds the recipient, by label only. */
export function findCustomer(pages: Page[]): Place | undefined {
	return findLabeledName(pages, CUSTOMER.labels);
}
