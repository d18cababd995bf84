/** Text on a page. Coordinates are points from the top left corner. `y` is the top of the text. */
export interface Cell {
	text: string;
	x: number;
	y: number;
	width: number;
	height: number;
	/** positions of the text fragments, in text order; used to locate substrings */
	spans: Array<{ start: number; end: number; x: number; width: number }>;
	page: Page;
	line: Line;
}
/** Cells on one baseline, left to right. Gaps wider than a space separate cells. */
export interface Line {
	y: number;
	cells: Cell[];
}
export interface Page {
	fileId: string;
	/** 1-based */
	number: number;
	width: number;
	height: number;
	/** top to bottom */
	lines: Line[];
}

/** Positioned text from a reader. */
export interface TextFragment {
	text: string;
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Builds a page. Fragments on one baseline form a line. Fragments with small gaps are joined into a cell. */
export function layOutPage(
	fileId: string,
	number: number,
	width: number,
	height: number,
	pieces: TextFragment[],
): Page {
	const page: Page = { fileId, number, width, height, lines: [] };
	const rows: TextFragment[][] = [];
	for (const piece of [...pieces].sort((a, b) => a.y + a.height - (b.y + b.height))) {
		const row = rows[rows.length - 1];
		// Compares baselines instead of tops, because a large amount and its small label are on the same
		// line.
		const tolerance = Math.max(2, piece.height * 0.35);
		if (row && Math.abs(row[0].y + row[0].height - (piece.y + piece.height)) <= tolerance)
			row.push(piece);
		else rows.push([piece]);
	}
	for (const row of rows) {
		const line: Line = { y: Math.min(...row.map(({ y }) => y)), cells: [] };
		for (const piece of row.sort((a, b) => a.x - b.x)) addFragment(page, line, piece);
		page.lines.push(line);
	}
	return page;
}

function addFragment(page: Page, line: Line, piece: TextFragment) {
	const last = line.cells[line.cells.length - 1];
	const gap = last ? piece.x - (last.x + last.width) : Infinity;
	// Text after a colon starts a new cell, even without a gap.
	if (!last || gap > piece.height * 0.7 || (/:\s*$/.test(last.text) && gap > 0.5)) {
		const text = piece.text.trimEnd();
		const spans = [{ start: 0, end: text.length, x: piece.x, width: piece.width }];
		line.cells.push({ ...piece, text, spans, page, line });
		return;
	}
	const glue = gap > piece.height * 0.12 && !/\s$/.test(last.text) ? ' ' : '';
	const start = last.text.length + glue.length;
	last.text += glue + piece.text.trimEnd();
	last.spans.push({ start, end: last.text.length, x: piece.x, width: piece.width });
	last.width = Math.max(last.width, piece.x + piece.width - last.x);
	const bottom = Math.max(last.y + last.height, piece.y + piece.height);
	last.y = Math.min(last.y, piece.y);
	last.height = bottom - last.y;
}

/**
 * Returns the edges of the characters `start` to `end`. All characters of a fragment count as equally wide.
 */
export function getHorizontalExtent(
	cell: Cell,
	start: number,
	end: number,
): { left: number; right: number } {
	const at = (offset: number, last: boolean) => {
		const span =
			cell.spans.find((one) =>
				last ? offset > one.start && offset <= one.end : offset >= one.start && offset < one.end,
			) ?? cell.spans[last ? cell.spans.length - 1 : 0];
		const share = (offset - span.start) / Math.max(1, span.end - span.start);
		return span.x + span.width * Math.min(1, Math.max(0, share));
	};
	return { left: at(start, false), right: at(end, true) };
}

export const getAllCells = (pages: Page[]): Cell[] =>
	pages.flatMap(({ lines }) => lines.flatMap(({ cells }) => cells));
