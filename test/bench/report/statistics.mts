import { markdownTable } from 'markdown-table';
import { max, median, min } from 'simple-statistics';

/** Formats the median with minimum and maximum. */
export function formatSpread(values: number[], digits = 0): string {
	const [middle, minimum, maximum] = [median, min, max].map((figure) =>
		figure(values).toFixed(digits),
	);
	return `${middle} (${minimum}–${maximum})`;
}

export function renderMarkdownTable(head: string[], rows: string[][]): string {
	return markdownTable([head, ...rows]);
}
