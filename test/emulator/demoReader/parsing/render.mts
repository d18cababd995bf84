import type { Page } from '../layout/page.mts';
import { joinCellTexts, type Grid } from './tableGrid.mts';
import type { Region } from './regions.mts';

export type TableFormat = 'markdown' | 'html';

const escapeHtml = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function renderHtmlTable(grid: Grid): string {
	const row = (tag: string, places: Grid[number]) =>
		`<tr>${places.map((place) => `<${tag}>${escapeHtml(joinCellTexts(place))}</${tag}>`).join('')}</tr>`;
	const [head, ...body] = grid;
	const rows = body.map((places) => row('td', places));
	return `<table><thead>${row('th', head)}</thead><tbody>${rows.join('')}</tbody></table>`;
}

function renderMarkdownTable(grid: Grid): string {
	const row = (places: Grid[number]) =>
		`| ${places.map((place) => joinCellTexts(place).replace(/\|/g, '\\|')).join(' | ')} |`;
	const [head, ...body] = grid;
	return [row(head), `|${' --- |'.repeat(head.length)}`, ...body.map(row)].join('\n');
}

const renderPlain = ({ lines }: Region) =>
	lines.map(({ cells }) => cells.map(({ text }) => text).join(' ')).join('\n');

/** Renders a region for the `markdown` target. */
export function renderMarkdown(region: Region, tables: TableFormat): string {
	if (region.grid)
		return tables === 'html' ? renderHtmlTable(region.grid) : renderMarkdownTable(region.grid);
	if (region.type === 'heading') return `# ${renderPlain(region)}`;
	if (region.type === 'section_heading') return `## ${renderPlain(region)}`;
	return renderPlain(region);
}

/** Renders lines for the `spatial` target, which preserves the printed columns and rows. */
export function renderSpatial({ lines }: Pick<Page, 'lines'>, { lines: all }: Page): string {
	const cells = all.flatMap((line) => line.cells);
	if (!cells.length) return '';
	const left = Math.min(...cells.map(({ x }) => x));
	const letters = cells.map(({ width, text }) => width / Math.max(1, text.length));
	const letter = letters.sort((a, b) => a - b)[Math.floor(letters.length / 2)] || 5;
	const rows: string[] = [];
	lines.forEach((line, i) => {
		const before = lines[i - 1];
		// Gaps of more than one and a half lines become an empty line.
		if (before && line.y - before.y > 2.5 * Math.max(...before.cells.map(({ height }) => height)))
			rows.push('');
		let row = '';
		for (const { x, text } of line.cells) {
			const column = Math.round((x - left) / letter);
			row = row.padEnd(Math.max(column, row ? row.length + 2 : 0)) + text;
		}
		rows.push(row);
	});
	return rows.join('\n');
}
