import { layOutPage, type Page, type TextFragment } from './page.mts';

/** Page for plain text, so that words have positions: US letter, monospaced. */
const SHEET = { width: 612, height: 792, margin: 36, char: 5, row: 12 };
const ROWS_PER_PAGE = Math.floor((SHEET.height - 2 * SHEET.margin) / SHEET.row);

/** Lays out plain text. Tabs and two or more spaces separate cells; a form feed starts a page. */
export function createTextPages(fileId: string, text: string): Page[] {
	const rows = text
		.split('\f')
		.flatMap((part, i) => [...(i ? ['\f'] : []), ...part.split(/\r\n|\n|\r/)]);
	return typesetPages(
		fileId,
		rows.map((row) =>
			[...row.replace(/\t/g, '    ').matchAll(/\S+(?: \S+)*/g)].map((m) => ({
				text: m[0],
				column: m.index,
			})),
		),
		rows,
	);
}

/** Lays out a CSV file. Each column is as wide as its longest value. */
export function createCsvPages(fileId: string, text: string): Page[] {
	const table = parseCsv(text);
	const columns = Math.max(0, ...table.map((row) => row.length));
	const starts = [0];
	for (let i = 0; i < columns; i++) {
		starts.push(
			starts[i] + Math.min(40, Math.max(...table.map((row) => (row[i] ?? '').length))) + 3,
		);
	}
	return typesetPages(
		fileId,
		table.map((row) =>
			row
				.map((value, i) => ({ text: value, column: starts[i] }))
				.filter(({ text: value }) => value.trim()),
		),
	);
}

/** Parses CSV. The separator is the most frequent of comma, semicolon and tab in the first line. */
export function parseCsv(text: string): string[][] {
	const first = text.split(/\r?\n/, 1)[0];
	const separator = [',', ';', '\t'].sort(
		(a, b) => first.split(b).length - first.split(a).length,
	)[0];
	const rows: string[][] = [[]];
	let value = '';
	let quoted = false;
	for (let i = 0; i < text.length; i++) {
		const char = text[i];
		if (quoted) {
			if (char !== '"') value += char;
			else if (text[i + 1] === '"') value += text[++i];
			else quoted = false;
		} else if (char === '"' && value === '') quoted = true;
		else if (char === separator || char === '\n') {
			rows[rows.length - 1].push(value);
			value = '';
			if (char === '\n') rows.push([]);
		} else if (char !== '\r') value += char;
	}
	rows[rows.length - 1].push(value);
	return rows.filter((row) => row.some((cell) => cell.trim()));
}

function typesetPages(
	fileId: string,
	rows: Array<Array<{ text: string; column: number }>>,
	raw: string[] = [],
): Page[] {
	const pages: TextFragment[][] = [[]];
	const widest = Math.max(1, ...rows.flat().map(({ text, column }) => column + text.length));
	const char = Math.min(SHEET.char, (SHEET.width - 2 * SHEET.margin) / widest);
	let row = 0;
	rows.forEach((cells, i) => {
		if (raw[i] === '\f' || row === ROWS_PER_PAGE) {
			pages.push([]);
			row = 0;
		}
		if (raw[i] === '\f') return;
		const y = SHEET.margin + row * SHEET.row;
		for (const { text, column } of cells) {
			const width = text.length * char;
			pages[pages.length - 1].push({
				text,
				x: SHEET.margin + column * char,
				y,
				width,
				height: char * 2,
			});
		}
		row += 1;
	});
	return pages.map((pieces, i) => layOutPage(fileId, i + 1, SHEET.width, SHEET.height, pieces));
}
