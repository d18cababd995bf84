/** The tables of docs/dev/assumptions.md, from the table of checks. */
import { ASSUMPTIONS } from './checks/index.mts';

const escapeCell = (text: string) => text.replace(/\|/g, '\\|');

/** The cells of a row without its state, which is what somebody found out with a key. */
export type PageRow = [id: string, assumption: string, where: string, ifWrong: string];

export interface PageSection {
	subject: string;
	rows: PageRow[];
}

export function listPageSections(): PageSection[] {
	return Object.entries(ASSUMPTIONS).map(([subject, assumptions]) => ({
		subject,
		rows: assumptions.map(({ id, assumption, where, ifWrong }) => [
			`\`${id}\``,
			escapeCell(assumption),
			where.map((file) => `\`${file}\``).join(', '),
			escapeCell(ifWrong),
		]),
	}));
}

/** The sections of a page, each row with its state apart. */
export function readPageSections(text: string): Array<PageSection & { states: string[] }> {
	return text
		.split(/^## /m)
		.slice(1)
		.map((section) => {
			const lines = section.split('\n');
			const cells = lines
				.filter((line) => line.startsWith('| `'))
				.map((line) =>
					line
						.split(/(?<!\\)\|/)
						.map((cell) => cell.trim())
						.slice(1, -1),
				);
			return {
				subject: lines[0].trim(),
				rows: cells.map((row) => row.slice(0, 4) as PageRow),
				states: cells.map((row) => row[4] ?? ''),
			};
		})
		.filter(({ rows }) => rows.length > 0);
}
