/** The documents for people: what they name exists, and what exists is named. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { resources } from '../../nodes/Extend/actions/registry';
import { listOperations, listParameters } from './docs/operations.mts';
import {
	architectureFaults,
	mergeMarkers,
	missingPaths,
	missingTests,
} from './house/documents.mts';
import { readSources } from './house/sources.mts';

const root = path.resolve(__dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
	.trim()
	.split('\n');

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(text: string): string[] {
	const headings = text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm);
	return [...headings].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-'),
	);
}

/** What is in backticks. */
function codes(text: string): string[] {
	return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}

it('each invariant has a number of its own', () => {
	const numbers = [...read('docs/dev/invariants.md').matchAll(/^(\d+)\. /gm)].map(([, n]) => n);
	expect(numbers.length).toBeGreaterThan(50);
	expect(numbers.filter((n, index) => numbers.indexOf(n) !== index)).toEqual([]);
});

it('each claim about security names a test', () => {
	const [claims] = read('docs/dev/security.md').split('\n## What is left');
	const bare = claims.split(/\n(?=\d+\. |#)/).filter((part) => /^\d/.test(part));
	expect(bare.length).toBeGreaterThan(40);
	expect(bare.filter((part) => !/\n +Test: `test\/.+` › `.+`/.test(part))).toEqual([]);
});

describe.each(documents)('%s', (name) => {
	const text = read(name);
	const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);

	it('links to files and headings that there are', () => {
		const broken = links
			.filter((link) => !/^(https:|mailto:)/.test(link))
			.filter((link) => {
				const [file, anchor] = link.split('#');
				const target = file === '' ? name : path.join(path.dirname(name), file);
				if (!existsSync(path.join(root, target))) return true;
				return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
			});
		expect(broken).toEqual([]);
	});

	it('names files, tests and npm scripts that there are', () => {
		expect(missingPaths(text)).toEqual([]);
		expect(missingTests(text)).toEqual([]);
		const scripts = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script);
		const known = Object.keys(JSON.parse(read('package.json')).scripts);
		expect(scripts.filter((script) => !known.includes(script))).toEqual([]);
	});
});

it.each(documents)('%s has less than 50 kB', (name) => {
	expect(Buffer.byteLength(read(name))).toBeLessThan(50_000);
});

describe('docs/dev/architecture.md', () => {
	const text = read('docs/dev/architecture.md');
	const files = readSources().map(({ file }) => file);

	it('names every folder with sources, every floor, and only files that there are', () => {
		expect(architectureFaults(text, files)).toEqual([]);
	});

	it('is one page', () => {
		const lines = text.split('\n').length;
		const advice = `docs/dev/architecture.md has ${lines} lines: shorten it, or move a section to a page of its own.`;
		expect(lines < 220 ? [] : [advice]).toEqual([]);
	});

	it('names every operation with its value', () => {
		const [, line = ''] = /^Operations: (.+)$/m.exec(text) ?? [];
		const missing = resources
			.map(({ value, operations }) => ({ value, names: Object.keys(operations) }))
			.filter(({ value, names }) => {
				const [, listed = ''] = new RegExp(`\`${value}\` \\(([^)]*)\\)`).exec(line) ?? [];
				return codes(listed).sort().join() !== names.sort().join();
			})
			.map(
				({ value, names }) => `Write \`${value}\` with ${names.join(', ')} after 'Operations:'.`,
			);
		expect(missing).toEqual([]);
	});

	it('names every parameter with its values', () => {
		const listed = [...text.matchAll(/^\| (`\w+`.*?) +\| (.*?) +\| .+\|$/gm)].map(
			([, names, values]) => ({ names: codes(names), values: codes(values) }),
		);
		const missing = listParameters().filter(
			({ name, values }) =>
				!listed.some((row) => row.names.includes(name)) ||
				values.some(
					(value) => !listed.some((row) => row.names.includes(name) && row.values.includes(value)),
				),
		);
		expect(missing).toEqual([]);
	});

	it('or faults are found', () => {
		const stale = text
			.replace('utils < http', 'http < utils')
			.replace('`router.ts`', '`moved.ts`')
			.replace('| `nodes/shared/utils` ', '| `nodes/shared/moved` ');
		const existing = architectureFaults(text, files);
		const found = architectureFaults(stale, files).filter((fault) => !existing.includes(fault));
		expect(found).toEqual([
			'nodes/shared/utils has no line in the table of folders',
			'nodes/shared/moved is in the table of folders, but has no sources',
			'there is no source moved.ts',
			expect.stringContaining('the floors are not'),
		]);
		expect(missingPaths('`nodes/shared/moved.ts`')).toHaveLength(1);
		expect(missingTests('`test/package/unheard.test.mts` › `is made up`')).toHaveLength(1);
	});
});

describe('merge markers', () => {
	const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
		.trim()
		.split('\n')
		.filter((name) => /\.(md|[cm]?[jt]s|json|ya?ml|svg|txt)$/.test(name))
		.filter((name) => existsSync(path.join(root, name)));

	it('are in no text of the repository', () => {
		const found = files.flatMap((name) =>
			mergeMarkers(read(name)).map((line) => `${name}, ${line}`),
		);
		expect(found).toEqual([]);
	});

	it.each([
		`${'<'.repeat(7)} HEAD`,
		`${'|'.repeat(7)} base`,
		'='.repeat(7),
		`${'>'.repeat(7)} 1234567`,
		'> > > > > > > 1234567',
	])('would be found: %s', (line) => {
		expect(mergeMarkers(`a\n${line}\nb`)).toHaveLength(1);
	});
});

describe('README.md', () => {
	const text = read('README.md');

	it('has 10 kB at most', () => {
		const bytes = Buffer.byteLength(text);
		const advice = `README.md has ${bytes} bytes: shorten it, or move a part to docs.`;
		expect(bytes <= 10_000 ? [] : [advice]).toEqual([]);
	});

	it('names every resource and operation of the node, and no others', () => {
		const section = text.slice(text.indexOf('\n## Which operation'), text.indexOf('\n## Examples'));
		const rows = [...section.matchAll(/^\| (\w+) +\| ([A-Z][^|]+?) +\|/gm)].flatMap(
			([, resource, list]) =>
				list
					.replace(/ \([^)]*\)/g, '')
					.split(', ')
					.map((operation) => `${resource} › ${operation}`),
		);
		const known = listOperations().map(({ resource, operation }) => `${resource} › ${operation}`);
		const listed = rows.filter((row) => !row.startsWith('Resource '));
		const missing = known.filter((name) => !listed.includes(name));
		const stale = listed.filter((name) => !known.includes(name));
		expect([
			...missing.map((name) => `Add ${name} to the table of README.md.`),
			...stale.map((name) => `Remove ${name} from the table of README.md.`),
		]).toEqual([]);
	});

	it('has the headings that credential and codex point to', () => {
		expect(anchorsOf(text)).toContain('credentials');
	});

	it('names the versions of n8n that the end-to-end tests run', () => {
		const versions = require('../e2e/versions.cjs') as Record<
			string,
			{ n8n: string; node: string }
		>;
		for (const { n8n, node } of Object.values(versions))
			expect(text).toContain(`n8n ${n8n} on Node.js ${node}`);
	});

	it('lists every example, and docs/examples.md its pictures', () => {
		const names = readdirSync(path.join(root, 'examples')).map((file) => file.replace('.json', ''));
		const gallery = read('docs/examples.md');
		const listed = names.filter(
			(name) =>
				text.includes(`(examples/${name}.json)`) &&
				gallery.includes(`(../examples/${name}.json)`) &&
				gallery.includes(`srcset="images/examples/${name}-dark.png"`) &&
				gallery.includes(`src="images/examples/${name}-light.png"`),
		);
		expect(listed).toEqual(names);
		const pictures = readdirSync(path.join(root, 'docs/images/examples'));
		expect(pictures).toEqual(names.flatMap((name) => [`${name}-dark.png`, `${name}-light.png`]));
	});

	it('has one picture in both themes, each of less than 200 kB', () => {
		const pictures = [...text.matchAll(/(?:srcset|src)="([^"]+)"/g)].map(([, picture]) => picture);
		expect(pictures).toEqual([
			'docs/images/extend-node-dark.png',
			'docs/images/extend-node-light.png',
		]);
		for (const picture of pictures)
			expect(statSync(path.join(root, picture)).size).toBeLessThan(200_000);
	});
});
