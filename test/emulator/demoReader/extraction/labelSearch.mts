import type { Cell, Page } from '../layout/page.mts';
import { getAllCells } from '../layout/page.mts';
import { CONCEPTS } from './concepts.mts';
import { foldText, getLabelPattern } from './textMatching.mts';

/** A range in the text of a cell. */
export interface Place {
	cell: Cell;
	start: number;
	end: number;
}
/** A possible value of a label. A higher `score` is more likely. */
export interface Candidate extends Place {
	score: number;
	where: 'same' | 'right' | 'below';
	/** the printed label */
	label: string;
}

const KNOWN_LABELS = CONCEPTS.flatMap(({ labels }) =>
	labels.map((label) => label.replace('=', '')),
);

/** Whether the cell is a label, so that it cannot be a value. */
export function isLabel(cell: Cell): boolean {
	const text = foldText(cell.text).replace(/[\s:.#]+$/, '');
	if (/:\s*$/.test(cell.text)) return true;
	return KNOWN_LABELS.some((label) => getLabelPattern(label).exec(text)?.[0] === text);
}

const getPlaceText = ({ cell, start, end }: Place) => cell.text.slice(start, end);
export { getPlaceText };

/** Finds cells below `cell` that align or overlap with it, nearest first, within about three lines. */
export function findCellsBelow(cell: Cell, reach = 3.4): Cell[] {
	const lines = cell.page.lines.filter(
		({ y }) => y > cell.y + cell.height * 0.5 && y < cell.y + cell.height * reach,
	);
	return lines.flatMap(({ cells }) =>
		cells.filter(({ x, width }) => x < cell.x + cell.width + 2 && x + width > cell.x - 2),
	);
}

function getTextAfter(cell: Cell, end: number): Place | undefined {
	const rest = cell.text.slice(end);
	const lead = rest.match(/^[\s.:=#)–-]*(?:(?:n°|no\.|nr\.)[\s:]*)?/i)![0].length;
	return rest.length > lead ? { cell, start: end + lead, end: cell.text.length } : undefined;
}

/**
 * Finds possible values: after the label, in cells to its right and below it. Labels are ordered from most to
 * least specific. `=label` matches only at the start of a cell.
 */
export function findCandidates(pages: Page[], labels: string[]): Candidate[] {
	const found: Candidate[] = [];
	for (const cell of getAllCells(pages)) {
		const folded = foldText(cell.text);
		for (const [rank, marked] of labels.entries()) {
			const label = marked.replace('=', '');
			const match = getLabelPattern(label).exec(folded);
			if (!match) continue;
			const atStart = /^[^\p{L}\p{N}]*$/u.test(folded.slice(0, match.index));
			if (marked.startsWith('=') && !atStart) continue;
			// Matches in the middle of a sentence are rarely labels.
			if (!atStart && folded.slice(0, match.index).trim().split(/\s+/).length > 3) continue;
			addCandidates(found, cell, match.index + match[0].length, {
				score:
					100 -
					rank * 0.5 +
					(atStart ? 4 : 0) -
					(marked.startsWith('=') ? 30 : 0) +
					Math.min(6, label.split(' ').length * 2),
				label: cell.text.slice(match.index, match.index + match[0].length),
			});
			break;
		}
	}
	return found.sort((a, b) => b.score - a.score);
}

function addCandidates(
	found: Candidate[],
	cell: Cell,
	end: number,
	{ score, label }: { score: number; label: string },
) {
	const rest = getTextAfter(cell, end);
	if (rest) found.push({ ...rest, score: score + 3, where: 'same', label });
	const { cells } = cell.line;
	const right = cells.slice(cells.indexOf(cell) + 1);
	for (const [distance, next] of right.entries()) {
		if (isLabel(next)) break;
		found.push({
			cell: next,
			start: 0,
			end: next.text.length,
			score: score + 2 - distance,
			where: 'right',
			label,
		});
	}
	if (rest && getPlaceText(rest).length > 12) return;
	for (const [distance, next] of findCellsBelow(cell).entries()) {
		if (isLabel(next)) continue;
		found.push({
			cell: next,
			start: 0,
			end: next.text.length,
			score: score - 6 - distance,
			where: 'below',
			label,
		});
	}
}
