/** docs/dev/field-cases.md: every row has a test of its letter, and every such test has a row. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const folder = path.join(root, 'test/field');

interface FieldRow {
	row: string;
	files: string[];
}

/** The rows of the table with the test files that they name. */
function readRows(text: string): FieldRow[] {
	return [...text.matchAll(/^\| ([A-Z]\d+[a-z]?) +\|.*\| ([^|]+) \| \d{4}-\d\d-\d\d +\|$/gm)].map(
		([, row, files]) => ({ row, files: [...files.matchAll(/`([^`]+)`/g)].map(([, name]) => name) }),
	);
}

/** The letters with which names of tests begin, by file. */
function readTestLetters(texts: Record<string, string>): Map<string, Set<string>> {
	const files = new Map<string, Set<string>>();
	for (const [file, text] of Object.entries(texts)) {
		const names = text.matchAll(/\(\s*['"`]([A-Z]\d+[a-z]?): /g);
		files.set(file, new Set([...names].map(([, letter]) => letter)));
	}
	return files;
}

/** Rows without a test of their letter in a file that they name, and tests without a row. */
function compare(rows: FieldRow[], tests: Map<string, Set<string>>): string[] {
	const listed = new Set(rows.flatMap(({ row, files }) => files.map((file) => `${row} ${file}`)));
	const there = [...tests].flatMap(([file, letters]) =>
		[...letters].map((row) => `${row} ${file}`),
	);
	return [
		...rows.filter(({ files }) => files.length === 0).map(({ row }) => `${row} names no test`),
		...[...listed].filter((one) => !there.includes(one)).map((one) => `no test: ${one}`),
		...there.filter((one) => !listed.has(one)).map((one) => `no row: ${one}`),
	];
}

it('each row has its test, and each test its row', () => {
	const names = readdirSync(folder).filter((name) => name.endsWith('.test.mts'));
	const texts = names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const);
	const rows = readRows(readFileSync(path.join(root, 'docs/dev/field-cases.md'), 'utf8'));
	expect(rows.length).toBeGreaterThan(0);
	expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
	expect(compare(rows, readTestLetters(Object.fromEntries(texts)))).toEqual([]);
});

it('or what is missing is named', () => {
	const rows = readRows(
		'| A1 | a | b | `one.test.mts` | 2026-11-26 |\n| A2 | a | b | `one.test.mts` | 2026-11-26 |',
	);
	const tests = readTestLetters({
		'one.test.mts': "it('A1: one', …);\nit.each([\n['a', (1)],\n])('B7: %s', …);",
	});
	expect(compare(rows, tests)).toEqual(['no test: A2 one.test.mts', 'no row: B7 one.test.mts']);
});
