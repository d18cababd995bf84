import type { Cell } from '../layout/page.mts';
import { extent } from '../layout/page.mts';

/** Points from the top left corner of the page. */
export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const round = (n: number) => Math.round(n * 100) / 100;

/** The box around all of `boxes`, to two digits. */
export const around = (boxes: Box[]): Box => ({
	left: round(Math.min(...boxes.map(({ left }) => left))),
	top: round(Math.min(...boxes.map(({ top }) => top))),
	right: round(Math.max(...boxes.map(({ right }) => right))),
	bottom: round(Math.max(...boxes.map(({ bottom }) => bottom))),
});

export const boxOf = (cell: Cell): Box => ({
	left: cell.x,
	top: cell.y,
	right: cell.x + cell.width,
	bottom: cell.y + cell.height,
});

/** The corners of a box, clockwise from the top left. */
export const cornersOf = ({ left, top, right, bottom }: Box) => [
	{ x: left, y: top },
	{ x: right, y: top },
	{ x: right, y: bottom },
	{ x: left, y: bottom },
];

/** The words of a cell, each with its box. */
export const wordsIn = (cell: Cell): Array<{ content: string; box: Box }> =>
	[...cell.text.matchAll(/\S+/g)].map((match) => {
		const { left, right } = extent(cell, match.index, match.index + match[0].length);
		return { content: match[0], box: around([{ ...boxOf(cell), left, right }]) };
	});
