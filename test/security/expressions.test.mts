/** Regular expressions see foreign text: none may take long for any of it. */
import { createContext, runInContext } from 'node:vm';
import { regexesOf, type Written } from './support/regexes.mts';

const { literals, made } = regexesOf(['nodes', 'credentials']);
const LENGTH = 200_000;
/** A linear expression takes a few milliseconds; a quadratic one billions of steps. */
const LONGEST_MS = 1000;

/** What the expression itself is made of, and what makes others slow. */
function attacksOn({ source }: Written): string[] {
	const own = source
		.replace(/\\([\\/.?*+()[\]{}|^$-])/g, '$1')
		.split(/\(\?[:=!<]*|[()[\]{}|^$?*+]|\\[a-zA-Z]/)
		.filter((piece) => piece.length > 1 && piece.length < 40);
	const pieces = [
		...new Set([
			...own,
			...own.map((piece) => `${piece} `),
			...['a', 'A', '0', '_', '-', '.', '/', ' ', '\t', '\n', '"', '[', '[0]', 'a.', 'a_', 'a/'],
			...['http://', 'https://a', 'Bearer ', 'Bearer sk', 'sk_', 'domain ', '.a', '&', 'é', '€'],
		]),
	];
	const repeated = pieces.map((piece) => piece.repeat(Math.ceil(LENGTH / piece.length)));
	return repeated.flatMap((text) => ['', '\n!', '\0'].map((end) => `${text}${end}`));
}

/** Whether an expression needs longer than that for a text, three times out of three. */
function isSlow(expression: RegExp, text: string): boolean {
	const context = createContext({ expression, text });
	for (let tries = 0; tries < 3; tries++) {
		try {
			runInContext('text.replace(expression, ""); expression.lastIndex = 0;', context, {
				timeout: LONGEST_MS,
			});
			return false;
		} catch {
			// It was cut off at the limit; a busy machine may be the reason.
		}
	}
	return true;
}

/** The beginning of a text for which the expression is slow, or undefined. */
const slowTextOf = (written: Written) => {
	const expression = new RegExp(written.source, written.flags);
	return attacksOn(written)
		.find((text) => isSlow(expression, text))
		?.slice(0, 40);
};

it('finds what is written in the code', () => {
	expect(literals.length).toBeGreaterThan(30);
	expect(literals.map(({ where }) => where).join()).toContain('nodes/shared/text.ts');
});

it('no expression is made out of text', () => {
	expect(made).toEqual([]);
});

it.each(literals)(
	'/$source/$flags ($where) is linear on 200,000 characters',
	(written) => {
		expect(slowTextOf(written)).toBeUndefined();
	},
	60_000,
);

it.each([
	['nested', '(a+)+$'],
	['quadratic', 'domain .*not allowed'],
	['quadratic from every place', '\\s+$'],
	['of addresses', '(https?:\\/\\/[^\\s?#]+)[?#]'],
])(
	'would see one that is %s',
	(_what, source) => {
		expect(slowTextOf({ where: 'here', source, flags: 'g' })).toBeDefined();
	},
	60_000,
);
