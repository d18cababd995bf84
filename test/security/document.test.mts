/** docs/dev/security.md: every line names tests that are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Line {
	number: number;
	claim: string;
	tests: Array<{ file: string; name: string }>;
	/** lines that begin with `Test:`, whether they can be read or not */
	named: number;
}

const text = read('docs/dev/security.md');

/** The numbered lines, each with what belongs to it. */
function linesOf(document: string): Line[] {
	const [, ...parts] = `\n${document.split('\n## What is left')[0]}`.split(/\n(?=\d+\. )/);
	return parts.map((part) => {
		const [whole] = part.split(/\n(?=#)/);
		return {
			number: Number.parseInt(whole, 10),
			claim: whole.split('\n')[0],
			named: whole.match(/^ +Test:/gm)?.length ?? 0,
			tests: [...whole.matchAll(/^ +Test: `(test\/[\w./-]+)` › `([^`]+)`$/gm)].map(
				([, file, name]) => ({ file, name }),
			),
		};
	});
}

/** The names of the tests in a file, as they are written there. */
function namesIn(file: string): string[] {
	const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
	const names: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && isTest(node.expression)) {
			const [name] = node.arguments;
			if (name && ts.isStringLiteralLike(name)) names.push(name.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return names;
}

/** `it`, `test`, and what `it.each(…)` gives; not what is skipped. */
function isTest(called: ts.Expression): boolean {
	if (ts.isIdentifier(called)) return ['it', 'test'].includes(called.text);
	return (
		ts.isCallExpression(called) &&
		ts.isPropertyAccessExpression(called.expression) &&
		called.expression.name.text === 'each' &&
		isTest(called.expression.expression)
	);
}

const lines = linesOf(text);

it('has lines, numbered one after the other', () => {
	expect(lines.length).toBeGreaterThan(40);
	expect(lines.map(({ number }) => number)).toEqual(lines.map((_line, index) => index + 1));
});

it.each(lines)('line $number: $claim', ({ claim, tests, named }) => {
	expect(claim).toMatch(/\*\*.+\*\*/);
	expect(named).toBeGreaterThan(0);
	expect(tests).toHaveLength(named);
	for (const { file, name } of tests) {
		expect(existsSync(path.join(root, file))).toBe(true);
		expect(namesIn(file)).toContain(name);
	}
});

it('names every test file of its own', () => {
	const own = readdirSync(__dirname).filter((file) => file.endsWith('.test.mts'));
	const named = new Set(lines.flatMap(({ tests }) => tests.map(({ file }) => file)));
	expect(own.filter((file) => !named.has(`test/security/${file}`))).toEqual([]);
});

it('says what is left', () => {
	const [, rest] = text.split('\n## What is left');
	expect(rest.match(/^- \*\*/gm)?.length).toBeGreaterThan(4);
});

it('would see a line without a test, and a test that is not there', () => {
	const [bare, wrong] = linesOf(
		'1. **A claim.**\n2. **Another.**\n   Test: `test/security/document.test.mts` › `that is not there`\n',
	);
	expect(bare.tests).toEqual([]);
	expect(namesIn(wrong.tests[0].file)).not.toContain(wrong.tests[0].name);
});

it('SECURITY.md says how to report, for which versions, and what happens then', () => {
	const policy = read('SECURITY.md');
	expect(policy).toMatch(/Report a vulnerability/);
	for (const heading of [
		'## Reporting',
		'## What happens then',
		'## Supported versions',
		'## What counts',
	])
		expect(policy).toContain(heading);
	expect(policy).toContain('(docs/dev/security.md)');
	expect(policy).toMatch(/do not open a public issue/i);
	expect(read('CONTRIBUTING.md')).toMatch(/private vulnerability reporting on/);
});
