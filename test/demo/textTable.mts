const MAX_CELL_WIDTH = 48;

export interface Column {
	title: string;
	/** right-aligned, for numbers */
	right?: boolean;
}

/** Renders a plain-text table with a header. Long cells are truncated. */
export function renderTextTable(columns: Column[], rows: string[][]): string[] {
	const cells = rows.map((row) => row.map(truncate));
	const widths = columns.map(({ title }, i) =>
		Math.max(title.length, ...cells.map((row) => row[i].length)),
	);
	const line = (row: string[]) =>
		row
			.map((cell, i) => (columns[i].right ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
			.join('  ')
			.trimEnd();
	return [
		line(columns.map(({ title }) => title)),
		widths.map((width) => '-'.repeat(width)).join('  '),
		...cells.map(line),
	];
}

function truncate(text: string): string {
	const oneLine = text.replace(/\s+/g, ' ').trim();
	const characters = [...oneLine];
	return characters.length > MAX_CELL_WIDTH
		? `${characters.slice(0, MAX_CELL_WIDTH - 1).join('')}…`
		: oneLine;
}
