/** docs/dev/assumptions.md lists every check of `npm run test:live`, and the code names only what is there. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ALL_ASSUMPTIONS } from '../live/checks/index.mts';
import { listPageSections, readPageSections } from '../live/page.mts';
import { readSources } from './house/sources.mts';

const root = path.resolve(__dirname, '../..');
const page = readFileSync(path.join(root, 'docs/dev/assumptions.md'), 'utf8');
const STATE = /^(never verified|(held|not held|not checkable) on \d{4}-\d{2}-\d{2}.*)$/;

it('the page has the rows of the table of checks, and no others', () => {
	const sections = readPageSections(page).map(({ subject, rows }) => ({ subject, rows }));
	expect(sections).toEqual(listPageSections());
});

it('every row says whether it was verified, and when', () => {
	const states = readPageSections(page).flatMap((section) => section.states);
	expect(states).toHaveLength(ALL_ASSUMPTIONS.length);
	expect(states.filter((state) => !STATE.test(state))).toEqual([]);
});

it('or a missing, changed or made-up row is found', () => {
	const [first, second] = ALL_ASSUMPTIONS;
	const changed = page
		.replace(`\`${first.id}\``, '`made-up`')
		.replace(second.assumption, 'Something else.');
	expect(readPageSections(changed)[0].rows).not.toEqual(listPageSections()[0].rows);
});

it('IDs are unique, and the files are there', () => {
	expect(new Set(ALL_ASSUMPTIONS.map(({ id }) => id)).size).toBe(ALL_ASSUMPTIONS.length);
	const files = ALL_ASSUMPTIONS.flatMap(({ where }) => where);
	expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

it('an assumption that a comment names is one of the table, for that file', () => {
	const named = readSources().flatMap(({ file, text }) =>
		[...text.matchAll(/assumption: `?([a-z0-9-]+)/gi)].map(([, id]) => ({ file, id })),
	);
	expect(named.length).toBeGreaterThan(5);
	const wrong = named.filter(
		({ file, id }) => !ALL_ASSUMPTIONS.some((one) => one.id === id && one.where.includes(file)),
	);
	expect(wrong).toEqual([]);
});
