/** The chart of docs/reliability.md, as SVG for light and dark pages. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../measuring/processes.mts';

export interface Chart {
	title: string;
	/** how a value is shown */
	format(value: number): string;
	bars: Array<{ name: string; value: number }>;
}

const WIDTH = 720;
const NAME_WIDTH = 190;
const BAR_HEIGHT = 22;
const GAP = 8;
const TITLE_HEIGHT = 34;
const COLOURS: Record<string, string> = { 'Extend node': '#ff6d5a', Ideal: '#9aa3b2' };
const OTHER = '#6b7fd7';

const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function renderChart({ title, format, bars }: Chart, top: number): string {
	const maximum = Math.max(...bars.map(({ value }) => value));
	const scale = (WIDTH - NAME_WIDTH - 90) / maximum;
	const lines = bars.map(({ name, value }, i) => {
		const y = top + TITLE_HEIGHT + i * (BAR_HEIGHT + GAP);
		const width = Math.max(1, value * scale);
		const middle = y + BAR_HEIGHT / 2 + 5;
		return [
			`<text x="${NAME_WIDTH - 10}" y="${middle}" text-anchor="end">${escapeXml(name)}</text>`,
			`<rect x="${NAME_WIDTH}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="3" fill="${COLOURS[name] ?? OTHER}"/>`,
			`<text x="${(NAME_WIDTH + width + 8).toFixed(1)}" y="${middle}">${format(value)}</text>`,
		].join('\n');
	});
	return [
		`<text x="${NAME_WIDTH}" y="${top + 20}" font-weight="600">${escapeXml(title)}</text>`,
		...lines,
	].join('\n');
}

/** Writes docs/images/benchmarks.svg. */
export function writeBarChart(charts: Chart[]): void {
	let top = 0;
	const parts = charts.map((one) => {
		const part = renderChart(one, top);
		top += TITLE_HEIGHT + one.bars.length * (BAR_HEIGHT + GAP) + 12;
		return part;
	});
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" viewBox="0 0 ${WIDTH} ${top}" font-family="system-ui, sans-serif" font-size="14">
<style>text { fill: #1f2430 } @media (prefers-color-scheme: dark) { text { fill: #e6e8ee } }</style>
${parts.join('\n')}
</svg>
`;
	writeFileSync(path.join(ROOT, 'docs/images/benchmarks.svg'), svg);
}
