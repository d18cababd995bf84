/** The documents for people: what they name exists, and what exists is named. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Extend } from '../support/testedNodes.mts';
import { architectureFaults, mergeMarkers, missingPaths } from './house/documents.mts';
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

	it('names files and npm scripts that there are', () => {
		expect(missingPaths(text)).toEqual([]);
		const scripts = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script);
		const known = Object.keys(JSON.parse(read('package.json')).scripts);
		expect(scripts.filter((script) => !known.includes(script))).toEqual([]);
	});
});

describe('docs/dev/architecture.md', () => {
	const text = read('docs/dev/architecture.md');
	const files = readSources().map(({ file }) => file);

	it('names every folder with sources, every floor, and only files that there are', () => {
		expect(architectureFaults(text, files)).toEqual([]);
	});

	it('is one page', () => {
		expect(text.split('\n').length).toBeLessThan(200);
	});

	it('or faults are found', () => {
		const stale = text
			.replace('utils < http', 'http < utils')
			.replace('`router.ts`', '`moved.ts`')
			.replace('| `nodes/shared/utils` ', '| `nodes/shared/moved` ');
		expect(architectureFaults(stale, files)).toEqual([
			'nodes/shared/utils has no line in the table of folders',
			'nodes/shared/moved is in the table of folders, but has no sources',
			'there is no source moved.ts',
			expect.stringContaining('the floors are not'),
		]);
		expect(missingPaths('`nodes/shared/moved.ts`')).toHaveLength(1);
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
	const { properties } = new Extend().description;
	const options = properties.find(
		({ name, displayOptions }) =>
			name === 'options' && displayOptions?.show?.operation?.includes('extract'),
	)?.options as INodeProperties[];
	const section = text.slice(text.indexOf('\n## Options'), text.indexOf('\n**Parsing Options**'));
	const listed = [...section.matchAll(/^\| ([A-Z][^|]+?) +\|/gm)]
		.flatMap(([, names]) => names.split(', '))
		.filter((name) => name !== 'Option');

	it('lists every option of the node, and no others', () => {
		expect(listed.sort()).toEqual(options.map(({ displayName }) => displayName).sort());
	});

	it('names every operation of the node, and no others', () => {
		const table = text.slice(
			text.indexOf('\n## Operations'),
			text.indexOf('\nThe node **Extend Trigger**'),
		);
		const rows = [...table.matchAll(/^\| (\w+) +\| ([A-Z][\w ]+?) +\|/gm)].map(
			([, resource, operation]) => `${resource} ${operation}`,
		);
		const resources = properties.find(({ name }) => name === 'resource')?.options ?? [];
		const known = (resources as INodePropertyOptions[]).flatMap(({ name, value }) => {
			const choice = properties.find(
				(one) => one.name === 'operation' && one.displayOptions?.show?.resource?.includes(value),
			);
			return (choice?.options as INodePropertyOptions[]).map((option) => `${name} ${option.name}`);
		});
		expect(rows.filter((row) => row !== 'Resource Operation').sort()).toEqual(known.sort());
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

	it('lists every example with its picture, and has no others', () => {
		const names = readdirSync(path.join(root, 'examples')).map((file) => file.replace('.json', ''));
		const listed = names.filter(
			(name) =>
				text.includes(`(examples/${name}.json)`) &&
				text.includes(`src="docs/images/examples/${name}.png"`),
		);
		expect(listed).toEqual(names);
		const pictures = readdirSync(path.join(root, 'docs/images/examples'));
		expect(pictures).toEqual(names.map((name) => `${name}.png`));
	});

	it('begins with a picture of less than 200 kB', () => {
		const [, picture] = /!\[[^\]]+\]\(([^)]+)\)/.exec(text) ?? [];
		expect(statSync(path.join(root, picture)).size).toBeLessThan(200_000);
	});
});
