/** The middle value; of two middles the mean. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/** Median with the least and the most, rounded. */
export function spread(values: number[]): string {
	const [least, most] = [Math.min(...values), Math.max(...values)].map(Math.round);
	return `${Math.round(median(values))} (${least}–${most})`;
}

/** A Markdown table. */
export function table(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
