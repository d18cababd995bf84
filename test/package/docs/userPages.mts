/** What the documents for users quote: labels of the editor, JSON, tables. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../house/sources.mts';

export interface Page {
	name: string;
	text: string;
}

/** The README and the pages in docs/, without those for contributors. */
export function readUserPages(): Page[] {
	return execFileSync('git', ['ls-files', 'README.md', 'docs/*.md'], {
		cwd: ROOT,
		encoding: 'utf8',
	})
		.trim()
		.split('\n')
		.filter((name) => !name.startsWith('docs/dev/'))
		.map((name) => ({ name, text: readFileSync(path.join(ROOT, name), 'utf8') }));
}

/** What is in italics, outside of code: labels of the editor. */
export function quotedLabels(text: string): string[] {
	const prose = text.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');
	return [...prose.matchAll(/(?<![\w/])_([^_\n]+)_(?!\w)/g)].map(([, label]) => label);
}

/** What stands in blocks of JSON. */
export function jsonExamples(text: string): string[] {
	return [...text.matchAll(/^ *```json\n([\s\S]*?)^ *```/gm)].map(([, json]) => json);
}

/** The rows of all tables in a text, without heads, as cells. */
export function tableRows(text: string): string[][] {
	const lines = text.split('\n');
	return lines
		.filter((line, index) => line.startsWith('|') && !isHead(lines, index))
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
}

function isHead(lines: string[], index: number): boolean {
	const isRule = (line = '') => /^\|( *:?-+:? *\|)+$/.test(line);
	return isRule(lines[index]) || isRule(lines[index + 1]);
}

/** The part of a text under a heading, up to the next one of the same level or a higher one. */
export function section(text: string, heading: string): string {
	const lines = text.split('\n');
	const start = lines.indexOf(heading);
	if (start < 0) throw new Error(`There is no heading "${heading}"`);
	const [level] = /^#+/.exec(heading) as RegExpExecArray;
	const isNext = (line: string) => new RegExp(`^#{1,${level.length}} `).test(line);
	const length = lines.slice(start + 1).findIndex(isNext);
	return lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The sentences of a page, cell by cell: without code, URLs, and the marks of Markdown. */
export function proseOf(text: string): string[] {
	const prose = text
		.replace(/^ *```[\s\S]*?^ *```/gm, '')
		.replace(/<[^>]*>/g, '')
		.replace(/`[^`\n]*`/g, '…')
		.replace(/\]\([^)]*\)/g, '')
		.replace(/!\[|[*_[\]]/g, '')
		.replace(/^ *[-#]+ /gm, '');
	return prose
		.split('\n')
		.flatMap((line) => (line.startsWith('|') ? line.split('|') : [line]))
		.map((line) => line.trim())
		.filter((line) => line !== '' && !/^:?-+:?$/.test(line));
}
