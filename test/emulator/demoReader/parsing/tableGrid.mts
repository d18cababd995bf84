import type { Cell, Line } from '../layout/page.mts';

/** A table: rows and columns, with the cells printed at each position. */
export type Grid = Cell[][][];

/** Returns the horizontal gap; negative if the cells overlap horizontally. */
const getGap = (a: Cell, b: Cell) => Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);

function findNearestColumn(columns: Cell[], cell: Cell): number {
	const gaps = columns.map((column) => getGap(column, cell));
	return gaps.indexOf(Math.min(...gaps));
}

const getHeight = ({ cells }: Line) => Math.max(...cells.map((cell) => cell.height));

/**
 * Detects a table that starts at line `from`. It has at least two lines without wide gaps: the first with at
 * least `least` cells, the others with two or more. The line with the most cells defines the columns.
 * `length` is the number of lines.
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

export const joinCellTexts = (cells: Cell[]) => cells.map(({ text }) => text).join(' ');
