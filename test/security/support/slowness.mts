/** Whether regular expressions can take long for some text: by static analysis, without running them. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';

/** The length of the texts with which an expression has to be done in a moment. */
const LENGTH = 200_000;
/** A linear expression takes a few milliseconds; a quadratic one billions of steps. */
const LONGEST_MS = 1000;
/** The most steps for one character of a text that bounds, such as {1,500}, may add up to. */
const LARGEST_BOUND = 500;
/** How time grows with the text does not depend on a bound, and the analysis is quick for small ones. */
const SMALL_BOUND = 3;
const BOUND = /\{(\d+)(,?)(\d*)\}/g;

interface Expression {
	source: string;
	flags: string;
}

interface Judged {
	status: 'safe' | 'vulnerable' | 'unknown';
	complexity?: string;
	checker?: 'automaton' | 'fuzz';
	attack?: {
		base: number;
		pumps: Array<{ prefix: string; pump: string; bias: number }>;
		suffix: string;
	};
	error?: string;
}

/** For each expression why it may be slow, or undefined when its time grows with the text and no faster. */
export function slownessOf(expressions: Expression[]): Array<string | undefined> {
	const input = expressions.map(({ source, flags }) => [withSmallBounds(source), flags]);
	const output = execFileSync(process.execPath, [path.join(__dirname, 'recheck.mjs')], {
		input: JSON.stringify(input),
		encoding: 'utf8',
	});
	const all = JSON.parse(output) as Judged[];
	return expressions.map((expression, i) => boundOf(expression) ?? reasonOf(expression, all[i]));
}

function withSmallBounds(source: string): string {
	const cut = (text: string) => (text === '' ? '' : Math.min(Number(text), SMALL_BOUND));
	return source.replace(
		BOUND,
		(_all, least: string, comma: string, most: string) => `{${cut(least)}${comma}${cut(most)}}`,
	);
}

/** Bounds multiply when one repetition is within or behind another. */
function boundOf({ source }: Expression): string | undefined {
	const bounds = [...source.matchAll(BOUND)].map(([, least, , most]) => Number(most || least));
	const steps = bounds.reduce((product, bound) => product * Math.max(bound, 1), 1);
	return steps > LARGEST_BOUND ? `up to ${steps} steps for a character` : undefined;
}

function reasonOf(expression: Expression, judged: Judged): string | undefined {
	if (judged.status === 'safe') return undefined;
	if (judged.status === 'unknown') return `cannot be judged: ${judged.error}`;
	const text = attackOf(judged);
	// Expressions that no automaton can stand for are tried out by the analysis, which then measures time.
	if (judged.checker === 'fuzz' && !isSlow(expression, text)) return undefined;
	return `${judged.complexity} for ${JSON.stringify(text.slice(0, 40))}…`;
}

/** The text that the analysis found, as long as is asked for here. */
function attackOf({ attack }: Judged): string {
	const { pumps, suffix } = attack as NonNullable<Judged['attack']>;
	const each = LENGTH / pumps.length;
	const parts = pumps.map(
		({ prefix, pump }) => prefix + pump.repeat(Math.ceil(each / pump.length)),
	);
	return parts.join('') + suffix;
}

/** Whether an expression needs longer than that for a text, three times out of three. */
export function isSlow({ source, flags }: Expression, text: string): boolean {
	const context = createContext({ expression: new RegExp(source, flags), text });
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
