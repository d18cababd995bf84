import type { Cell, Line, Page } from '../layout/page.mts';
import { detectGrid, type Grid } from './tableGrid.mts';

export type RegionType =
	| 'text'
	| 'heading'
	| 'section_heading'
	| 'table'
	| 'key_value'
	| 'page_number';

/** A region of a page that becomes one block. */
export interface Region {
	type: RegionType;
	lines: Line[];
	/** tables only */
	grid?: Grid;
}

export const getCells = ({ lines }: Pick<Region, 'lines'>): Cell[] =>
	lines.flatMap(({ cells }) => cells);
const getLineHeight = (line: Line) => Math.max(...line.cells.map(({ height }) => height));
const getLineText = (line: Line) => line.cells.map(({ text }) => text).join(' ');

/** Returns the text height of most characters on the page. */
function getTypicalHeight({ lines }: Page): number {
	const heights = lines
		.flatMap(({ cells }) =>
			cells.flatMap((cell) => Array<number>(cell.text.length).fill(cell.height)),
		)
		.sort((a, b) => a - b);
	return heights[Math.floor(heights.length / 2)] ?? 0;
}

function detectRegionType(page: Page, line: Line, usual: number, tallest: number): RegionType {
	const text = getLineText(line);
	if (
		line.y > page.height * 0.88 &&
		/^\W*(\p{L}+\.?\s+)?\d+(\s*(\/|of|von|sur|van|de)\s*\d+)?\W*$/iu.test(text)
	)
		return 'page_number';
	if (line.cells.length === 1 && getLineHeight(line) > usual * 1.25 && text.length <= 100)
		return getLineHeight(line) >= tallest * 0.95 ? 'heading' : 'section_heading';
	if (line.cells.length <= 2 && /^\p{L}[^:]{0,38}\s?:(\s|$)/u.test(text)) return 'key_value';
	return 'text';
}

/** Adjacent lines of the same type form one region. */
function isContinuation(region: Region, type: RegionType, line: Line): boolean {
	if (region.type !== type || (type !== 'text' && type !== 'key_value')) return false;
	const last = region.lines[region.lines.length - 1];
	return (
		line.y - last.y < 2 * getLineHeight(last) && getLineHeight(line) < getLineHeight(last) * 1.25
	);
}

/**
 * Detects the regions of a page, top to bottom. `sheet`: the whole document is a table, as with CSV files.
 */
export function detectRegions(page: Page, sheet = false): Region[] {
	const regions: Region[] = [];
	const usual = getTypicalHeight(page);
	const tallest = Math.max(0, ...page.lines.map(getLineHeight));
	for (let i = 0; i < page.lines.length; i++) {
		const table = detectGrid(page.lines, i, sheet ? 2 : 3);
		if (table) {
			const lines = page.lines.slice(i, i + table.length);
			regions.push({ type: 'table', lines, grid: table.grid });
			i += table.length - 1;
			continue;
		}
		const line = page.lines[i];
		const type = detectRegionType(page, line, usual, tallest);
		const last = regions[regions.length - 1];
		if (last && isContinuation(last, type, line)) last.lines.push(line);
		else regions.push({ type, lines: [line] });
	}
	return regions;
}
