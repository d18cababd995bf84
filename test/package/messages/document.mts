/** docs/dev/messages.md: every table of messages, by folder. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../house/sources.mts';
import type { CatalogEntry } from './tables.mts';

export const FILE = path.join(ROOT, 'docs/dev/messages.md');

const HEAD = `# Messages

Every text that a user can read, apart from the labels of parameters. \`npm run messages\` writes this page from the \`messages.ts\` of each folder; a test fails when it is not up to date. Values that come in at run time stand in ‹ ›. A key with several lines has variants, for example singular and plural.

- An error about a **parameter** is shown as "Check 'Parameter': …", with the place inside the value and \`[item 0]\`. Its hint is the description.
- An error of **Extend** has the message as its title. Its description begins with "Happened while starting the extract run.", then come Extend's own words and the hint. The steps are in the tables called \`…_ACTIONS\`.
- In an error item the message is \`message\` and the hint is \`description\`.
`;

const IGNORE_START = '<!-- prettier-ignore-start -->';
const IGNORE_END = '<!-- prettier-ignore-end -->';

/** The document for these entries, formatted by Prettier. */
export function printDocument(entries: CatalogEntry[]): string {
	const folders = [...new Set(entries.map(({ folder }) => folder))];
	const parts = folders.map((folder) => {
		const own = entries.filter((entry) => entry.folder === folder);
		const tables = [...new Set(own.map(({ table }) => table))];
		return [
			`## ${folder}`,
			...tables.map((name) =>
				printTable(
					name,
					own.filter(({ table }) => table === name),
				),
			),
		].join('\n\n');
	});
	const prettier = require.resolve('prettier/bin/prettier.cjs');
	return execFileSync(process.execPath, [prettier, '--stdin-filepath', FILE], {
		// Tables that Prettier pads are half as large again.
		input: [HEAD, IGNORE_START, ...parts, IGNORE_END].join('\n\n'),
		encoding: 'utf8',
		cwd: ROOT,
	});
}

function printTable(name: string, entries: CatalogEntry[]): string {
	const hasHints = entries.some(({ hint }) => hint !== undefined);
	const rows = entries.map(({ key, message, hint }) => [
		`\`${key}\``,
		escapeMarkdown(message),
		...(hasHints ? [escapeMarkdown(hint ?? '')] : []),
	]);
	const columns = ['Key', 'Message', ...(hasHints ? ['Hint'] : [])];
	return [
		`\`${name}\``,
		'',
		...[columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`),
	].join('\n');
}

function escapeMarkdown(text: string): string {
	return text.replace(/[\\|*_<>[\]$`]/g, '\\$&').replace(/\n/g, ' ');
}
