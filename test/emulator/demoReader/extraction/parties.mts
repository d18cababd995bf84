import { allCells, type Cell, type Page } from '../layout/page.mts';
import { concepts } from './concepts.mts';
import { fold, labelPattern } from './textMatching.mts';
import { below, candidates, isLabel, textOf, type Place } from './labelSearch.mts';
import { readAmounts } from './valueParsers.mts';

const legalForm =
	/(?<![\p{L}\p{N}])(?:inc|incorporated|ltd|limited|llc|llp|plc|corp|corporation|co|gmbh(?: & co\.? kg)?|ag|kg|ohg|ug|e\. ?k|se|b\.? ?v|n\.? ?v|v\.? ?o\.? ?f|s\.? ?a\.? ?r\.? ?l|s\.? ?a\.? ?s|s\.? ?a|eurl|s\.? ?p\.? ?r\.? ?l|srl|oy|ab|aps|a\/s)\.?\s*$/iu;
const title = /^(invoice|rechnung|facture|factuur|receipt|quittung|tax invoice|bill)\b/;
const customer = concepts.find(({ key }) => key === 'customer_name')!;
const supplier = concepts.find(({ key }) => key === 'supplier_name')!;

const isName = (text: string) => {
	const letters = text.replace(/[^\p{L}]/gu, '').length;
	return (
		letters >= 3 &&
		!/^[("'*]/.test(text) &&
		!/[@:]|www\./i.test(text) &&
		!readAmounts(text, { decimal: '.' }).some(({ value }) => value.strong)
	);
};

/** A name ends where the address printed behind it begins ("Company - Street 1 - Town"). */
function nameIn(place: Place): Place {
	const text = textOf(place);
	const lead =
		text.match(/^\s*(?:attn|z\.? ?hd|t\.? ?a\.? ?v|a l attention de)[.:\s]+/i)?.[0].length ?? 0;
	const [head] = text.slice(lead).split(/\s+[-–|·•]\s+|,\s+(?=\d)|\s{3,}/);
	return {
		cell: place.cell,
		start: place.start + lead,
		end: place.start + lead + head.trimEnd().length,
	};
}

function labelled(pages: Page[], labels: string[]): Place | undefined {
	for (const candidate of candidates(pages, labels)) {
		// "from" and the like inside running text are no labels
		if (
			candidate.where === 'same' &&
			!/^.{0,24}:\s*/.test(candidate.cell.text.slice(0, candidate.start))
		)
			continue;
		if (candidate.where === 'right' && candidate.cell.x - candidate.cell.line.cells[0].x > 320)
			continue;
		const place = nameIn(candidate);
		if (isName(textOf(place)) && !isLabel(candidate.cell)) return place;
	}
	return undefined;
}

/** Cells that belong to the address of the customer: what stands under or behind such a label. */
function customerBlock(pages: Page[]): Set<Cell> {
	const block = new Set<Cell>();
	for (const cell of allCells(pages)) {
		if (!customer.labels.some((label) => labelPattern(label).exec(fold(cell.text))?.index === 0))
			continue;
		block.add(cell);
		for (const one of below(cell, 6)) block.add(one);
		const { cells } = cell.line;
		for (const one of cells.slice(cells.indexOf(cell) + 1)) block.add(one);
	}
	return block;
}

function companies(pages: Page[]) {
	const block = customerBlock(pages);
	const all = allCells(pages);
	const domains = all.flatMap(({ text }) =>
		[...fold(text).matchAll(/(?:www\.|@)([a-z0-9-]+)\./g)].map((m) => m[1].replace(/-/g, '')),
	);
	return all
		.map((cell) => nameIn({ cell, start: 0, end: cell.text.length }))
		.filter(
			(place) =>
				isName(textOf(place)) && legalForm.test(textOf(place)) && textOf(place).length < 60,
		)
		.map((place) => {
			const key = fold(textOf(place));
			const bare = key.replace(legalForm, '').replace(/[^a-z0-9]/g, '');
			const times = all.filter(({ text }) => fold(text).includes(key)).length;
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

/** The issuer of a document: by label, else the company that looks most at home in it, else the largest heading. */
export function findSupplier(pages: Page[]): Place | undefined {
	const byLabel = labelled(
		pages,
		supplier.labels.filter((label) => !['from', 'van'].includes(label)),
	);
	if (byLabel) return byLabel;
	const [best] = companies(pages);
	if (best && best.score > 0) return best.place;
	const block = customerBlock(pages);
	const head = allCells(pages.slice(0, 1))
		.filter(
			(cell) =>
				cell.y < cell.page.height / 3 &&
				isName(cell.text) &&
				!isLabel(cell) &&
				!title.test(fold(cell.text)) &&
				!block.has(cell),
		)
		.sort((a, b) => b.height - a.height)[0];
	return head && nameIn({ cell: head, start: 0, end: head.text.length });
}

/** The recipient of a document: by label only. */
export function findCustomer(pages: Page[]): Place | undefined {
	return labelled(pages, customer.labels);
}
