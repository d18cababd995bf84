/** `npm run release:check`, which keeps stand-ins from being published. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { listOpenPoints } = require('./openPoints.cjs') as {
	listOpenPoints(folder: string): string[];
};
const root = path.resolve(__dirname, '../..');
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'extend-release-'));
	for (const file of ['package.json', 'CONTRIBUTING.md', 'CHANGELOG.md'])
		cpSync(path.join(root, file), path.join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true }));

function edit(file: string, change: (text: string) => string) {
	const where = path.join(folder, file);
	writeFileSync(where, change(readFileSync(where, 'utf8')));
}

const tickAll = () => edit('CONTRIBUTING.md', (text) => text.replaceAll('- [ ]', '- [x]'));
const setAddress = () =>
	edit('package.json', (text) =>
		text.replace(/"email": "[^"]*"/, '"email": "nodes@publisher.com"'),
	);
const setDate = () => edit('CHANGELOG.md', (text) => text.replace('Unreleased', '2027-01-15'));

it('refuses as the repository is now', () => {
	expect(listOpenPoints(folder)).toEqual(
		expect.arrayContaining([
			expect.stringContaining('trusted publisher'),
			expect.stringContaining('.example'),
			'CHANGELOG.md: version 0.1.0 has no date.',
		]),
	);
});

it.each([
	['a box that is not ticked', [setAddress, setDate], 'ticked'],
	["the stand-in for the author's address", [tickAll, setDate], 'stand-in'],
	['a change log without a date', [tickAll, setAddress], 'no date'],
])('refuses for %s alone', (_what, others, word) => {
	for (const change of others) change();
	const points = listOpenPoints(folder);
	expect(points.length).toBeGreaterThan(0);
	for (const point of points) expect(point).toContain(word);
});

it('agrees once everything is set', () => {
	for (const change of [tickAll, setAddress, setDate]) change();
	expect(listOpenPoints(folder)).toEqual([]);
});

it('stands before every way to publish', () => {
	const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	expect(scripts.release).toMatch(/^npm run release:check && /);
	expect(scripts.prepublishOnly).toMatch(/^npm run release:check && /);
});
