import { getAllCells, type Cell, type Page } from '../layout/page.mts';
import { normalizeWords } from './textMatching.mts';
import { detectNotation, readAmounts, readDates } from './valueParsers.mts';

const nullable = (type: string, more: object = {}) => ({ type: [type, 'null'], ...more });

/** Reads a label and its value from one cell or two adjacent cells: "Order No.: 17" or "Order No." | "17". */
function readPair(cell: Cell): [string, string] | undefined {
	const inside = cell.text.match(/^([\p{L}][^:]{1,38}?)\s*:\s*(\S.*)$/u);
	if (inside && !/^\/\//.test(inside[2])) return [inside[1], inside[2]];
	const { cells } = cell.line;
	const next = cells[cells.indexOf(cell) + 1];
	if (!next || !/^[\p{L}][^:]{1,38}:?$/u.test(cell.text)) return undefined;
	// Without a colon only a line of two cells is a pair. More cells are a table row.
	return /:$/.test(cell.text) || cells.length === 2
		? [cell.text.replace(/:$/, ''), next.text]
		: undefined;
}

/** Infers a schema from label-value pairs, in snake_case. Undefined if there are none. */
export function inferSchema({ pages }: { pages: Page[] }): Record<string, unknown> | undefined {
	const cells = getAllCells(pages);
	const notation = detectNotation(cells.map(({ text }) => text).join('\n'));
	const found: Record<string, unknown> = {};
	for (const cell of cells) {
		const pair = readPair(cell);
		const name =
			pair &&
			normalizeWords(pair[0])
				.replace(/[^a-z0-9]+/g, '_')
				.replace(/^_+|_+$/g, '');
		if (!pair || !name || !/^[a-z]/.test(name) || name.length > 40 || name in found) continue;
		const [label, value] = pair;
		const title = { 'extend:name': label.trim() };
		const amounts = readAmounts(value, notation);
		if (readDates(value, notation).length)
			found[name] = nullable('string', { 'extend:type': 'date', ...title });
		else if (amounts.length === 1 && amounts[0].value.strong)
			found[name] = nullable('number', title);
		else found[name] = nullable('string', title);
	}
	return Object.keys(found).length ? { type: 'object', properties: found } : undefined;
}
