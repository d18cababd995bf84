import type { Cell } from '../layout/page.mts';
import { getHorizontalExtent } from '../layout/page.mts';

/** In points from the top left corner of the page. */
export interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const roundToHundredths = (n: number) => Math.round(n * 100) / 100;

/** Rounded to two decimals. */
export const getEnclosingBox = (boxes: Box[]): Box => ({
	left: roundToHundredths(Math.min(...boxes.map(({ left }) => left))),
	top: roundToHundredths(Math.min(...boxes.map(({ top }) => top))),
	right: roundToHundredths(Math.max(...boxes.map(({ right }) => right))),
	bottom: roundToHundredths(Math.max(...boxes.map(({ bottom }) => bottom))),
});

export const getCellBox = (cell: Cell): Box => ({
	left: cell.x,
	top: cell.y,
	right: cell.x + cell.width,
	bottom: cell.y + cell.height,
});

/** Clockwise from the top left. */
export const getCorners = ({ left, top, right, bottom }: Box) => [
	{ x: left, y: top },
	{ x: right, y: top },
	{ x: right, y: bottom },
	{ x: left, y: bottom },
];

export const getWords = (cell: Cell): Array<{ content: string; box: Box }> =>
	[...cell.text.matchAll(/\S+/g)].map((match) => {
		const { left, right } = getHorizontalExtent(cell, match.index, match.index + match[0].length);
		return { content: match[0], box: getEnclosingBox([{ ...getCellBox(cell), left, right }]) };
	});
