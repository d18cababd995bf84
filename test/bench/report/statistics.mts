export function computeMedian(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/** Formats the median with minimum and maximum. */
export function formatSpread(values: number[], digits = 0): string {
	const [middle, minimum, maximum] = [
		computeMedian(values),
		Math.min(...values),
		Math.max(...values),
	].map((value) => value.toFixed(digits));
	return `${middle} (${minimum}–${maximum})`;
}

export function renderMarkdownTable(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
