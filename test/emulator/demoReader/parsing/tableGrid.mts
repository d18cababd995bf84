import type { Cell, Line } from '../layout/page.mts';

/** A table: rows of columns, each place with the cells that were printed there. */
export type Grid = Cell[][][];

/** The gap between two cells from left to right; negative when one is above the other. */
const getGap = (a: Cell, b: Cell) => Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);

function findNearestColumn(columns: Cell[], cell: Cell): number {
	const gaps = columns.map((column) => getGap(column, cell));
	return gaps.indexOf(Math.min(...gaps));
}

const getHeight = ({ cells }: Line) => Math.max(...cells.map((cell) => cell.height));

/**
 * The table that begins with the line at `from`, with the number of its lines: at least two lines, the first of
 * at least `least` cells, the others of two or more, without a wide gap between them. The line with most cells
 * gives the columns. Undefined if no table begins there.
 */
export function detectGrid(
	lines: Line[],
	from: number,
	least = 3,
): { grid: Grid; length: number } | undefined {
	if (lines[from].cells.length < least) return undefined;
	let to = from + 1;
	while (
		to < lines.length &&
		lines[to].cells.length >= 2 &&
		lines[to].y - lines[to - 1].y < 3 * getHeight(lines[to - 1])
	)
		to += 1;
	if (to - from < 2) return undefined;
	const rows = lines.slice(from, to);
	const columns = rows.reduce((widest, row) =>
		row.cells.length > widest.cells.length ? row : widest,
	).cells;
	const grid = rows.map(({ cells }) => {
		const row: Cell[][] = columns.map(() => []);
		for (const cell of cells) row[findNearestColumn(columns, cell)].push(cell);
		return row;
	});
	return { grid, length: rows.length };
}

/** What is printed at one place of a table. */
export const joinCellTexts = (cells: Cell[]) => cells.map(({ text }) => text).join(' ');
