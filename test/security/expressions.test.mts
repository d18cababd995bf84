/** Regular expressions see foreign text: none may take long for any of it. */
import { regexesOf } from './support/regexes.mts';
import { isSlow, slownessOf } from './support/slowness.mts';

const { literals, made } = regexesOf(['nodes', 'credentials']);

/** Slow ones that are accepted: why, and the longest text for which they are shown to be quick. */
const ACCEPTED = [
	{
		source: '^_+|_+$',
		why: 'quadratic only in a row of underscores inside a name, and names are short',
		longest: `a${'_'.repeat(10_000)}a`,
	},
];

/** Each has to be found slow, and shows that the others would be. */
const SLOW: Array<[string, string, RegExp]> = [
	['nested', '(a+)+$', /^exponential/],
	['quadratic', 'domain .*not allowed', /^polynomial/],
	['quadratic from every place', '\\s+$', /^polynomial/],
	['of addresses', '(https?:\\/\\/[^\\s?#]+)[?#]', /^polynomial/],
	['nested with a large bound', '(?:a{1,400})*$', /^exponential/],
	['two large bounds', 'a{0,300}b{0,300}', /^up to 90000 steps/],
	['a bound of a thousand', 'a{0,1000}b', /^up to 1000 steps/],
	['one that the analysis cannot read', '(?<=a)(?<b', /^cannot be judged/],
];

const written = literals.filter(({ source }) => !ACCEPTED.some((one) => one.source === source));
const slow = SLOW.map(([, source]) => ({ source, flags: 'g' }));
const accepted = ACCEPTED.map(({ source }) => ({ source, flags: 'g' }));
const judged = new Map<string, string | undefined>();
const reasonFor = (source: string, flags = 'g') => judged.get(`/${source}/${flags}`);

beforeAll(() => {
	const all = [...written, ...slow, ...accepted];
	slownessOf(all).forEach((reason, i) => judged.set(`/${all[i].source}/${all[i].flags}`, reason));
}, 120_000);

it('finds what is written in the code', () => {
	expect(literals.length).toBeGreaterThan(30);
	expect(literals.map(({ where }) => where).join()).toContain('nodes/shared/utils/sanitize.ts');
});

it('no expression is made out of text', () => {
	expect(made).toEqual([]);
});

it.each(written)('/$source/$flags ($where) is linear on 200,000 characters', (literal) => {
	expect(judged.has(`/${literal.source}/${literal.flags}`)).toBe(true);
	expect(reasonFor(literal.source, literal.flags)).toBeUndefined();
});

it.each(ACCEPTED)('/$source/ is accepted: $why', ({ source, longest }) => {
	expect(literals.map((literal) => literal.source)).toContain(source);
	expect(reasonFor(source)).toBeDefined();
	expect(isSlow({ source, flags: 'g' }, longest)).toBe(false);
});

it.each(SLOW)('would see one that is %s', (_what, source, reason) => {
	expect(reasonFor(source)).toMatch(reason);
});
