import { foldText } from './textMatching.mts';

/** A value and its position in the source text. */
export interface Read<T> {
	value: T;
	start: number;
	end: number;
}
export interface Amount {
	amount: number;
	/** ISO 4217 code printed beside the number */
	currency: string | null;
	/** it has two decimals or a currency */
	strong: boolean;
}
/** Number and date notation of a document. */
export interface Notation {
	decimal: ',' | '.';
	/** 03/04/2025 is the fourth of March */
	monthFirst: boolean;
	currency: string | null;
}

const CURRENCY_SYMBOLS: Record<string, string> = {
	'€': 'EUR',
	$: 'USD',
	us$: 'USD',
	'£': 'GBP',
	'¥': 'JPY',
	'₹': 'INR',
	zł: 'PLN',
	fr: 'CHF',
};
const CURRENCY_CODES =
	'EUR|USD|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|CNY|INR|SGD|HKD|BRL|MXN|ZAR|TRY';
const CURRENCY = `US\\$|[€$£¥₹]|zł|(?:${CURRENCY_CODES})(?![A-Za-z])`;
const AMOUNT_PATTERN = new RegExp(
	`(?<![\\p{L}\\p{N}.,/:-])(?<open>[-–−(]\\s?)?(?<before>(?<![\\p{L}])(?:${CURRENCY}))?\\s?(?<minus>[-–−]\\s?)?` +
		`(?<number>\\d{1,3}(?:([.,'’ \\u00a0\\u202f])\\d{3})(?:\\5\\d{3})*(?:[.,]\\d{1,4})?(?!\\d)|\\d+(?:[.,]\\d{1,4})?)` +
		`(?![\\p{L}\\p{N}/]|[.,:-]\\d)(?<close>[-)])?(?:\\s?(?<after>${CURRENCY}))?`,
	'gu',
);
const toCurrencyCode = (text?: string) =>
	text ? (CURRENCY_SYMBOLS[text.toLowerCase()] ?? text.toUpperCase()) : null;

function toNumber(text: string, decimal: string): number {
	const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
	if (last < 0) return Number(text.replace(/\D/g, ''));
	const mark = text[last];
	const both = text.includes('.') && text.includes(',');
	const repeated = text.indexOf(mark) !== last;
	const decimals = text.length - last - 1;
	const isDecimal = both || (!repeated && (decimals !== 3 || mark === decimal));
	if (!isDecimal) return Number(text.replace(/\D/g, ''));
	return Number(`${text.slice(0, last).replace(/\D/g, '')}.${text.slice(last + 1)}`);
}

/** Parses all amounts in a text: `1,234.56`, `1.234,56 €`, `CHF 1'234.50`, `-9,32`, `(12.00)`. */
export function readAmounts(
	text: string,
	notation: Pick<Notation, 'decimal'>,
): Array<Read<Amount>> {
	return [...text.matchAll(AMOUNT_PATTERN)].map((match) => {
		const { open, before, minus, number, close, after } = match.groups as Record<
			string,
			string | undefined
		>;
		const negative = Boolean(
			minus ||
				open?.trim().match(/[-–−]/) ||
				(open?.includes('(') && close === ')') ||
				close === '-',
		);
		const found = toCurrencyCode(before ?? after);
		const lead = match[0].length - match[0].trimStart().length;
		const trail = match[0].length - match[0].trimEnd().length;
		return {
			value: {
				amount: toNumber(number!, notation.decimal) * (negative ? -1 : 1) || 0,
				currency: found,
				strong: found !== null || /[.,]\d{2}$/.test(number!),
			},
			start: match.index + lead,
			end: match.index + match[0].length - trail,
		};
	});
}

const MONTHS = [
	'jan januar january janvier januari janv jaenner',
	'feb februar february fevrier februari fevr fev',
	'mar mrz marz maerz march mars maart mrt',
	'apr april avril avr',
	'may mai mei',
	'jun juni june juin',
	'jul juli july juillet juil',
	'aug august aout augustus',
	'sep sept september septembre',
	'oct okt oktober october octobre',
	'nov november novembre',
	'dec dez dezember december decembre',
].map((names) => names.split(' '));
const MONTH_NAMES = MONTHS.flat()
	.sort((a, b) => b.length - a.length)
	.join('|');
const getMonthNumber = (name: string) => MONTHS.findIndex((names) => names.includes(name)) + 1;

const DATE_PATTERNS: Array<
	[RegExp, (m: RegExpMatchArray, monthFirst: boolean) => [number, number, number]]
> = [
	[/(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, (m) => [+m[1], +m[2], +m[3]]],
	[
		new RegExp(
			`(?<!\\d)(\\d{1,2})(?:\\.|st|nd|rd|th|er|e)?[\\s-]*(?:de |of )?(${MONTH_NAMES})\\.?[\\s,-]+(\\d{4}|\\d{2})(?!\\d)`,
			'g',
		),
		(m) => [+m[3], getMonthNumber(m[2]), +m[1]],
	],
	[
		new RegExp(
			`(?<![a-z])(${MONTH_NAMES})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s*(\\d{4})(?!\\d)`,
			'g',
		),
		(m) => [+m[3], getMonthNumber(m[1]), +m[2]],
	],
	[
		/(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d])/g,
		(m, monthFirst) => {
			const [a, b] = [+m[1], +m[3]];
			const first = b > 12 || (monthFirst && m[2] === '/' && a <= 12);
			return first ? [+m[4], a, b] : [+m[4], b, a];
		},
	],
];

/** Parses all dates in a text as yyyy-mm-dd, in order. */
export function readDates(
	text: string,
	{ monthFirst }: Pick<Notation, 'monthFirst'>,
): Array<Read<string>> {
	const folded = foldText(text);
	const found: Array<Read<string>> = [];
	for (const [pattern, parts] of DATE_PATTERNS) {
		for (const match of folded.matchAll(pattern)) {
			const [year, month, day] = parts(match, monthFirst);
			const full = year < 100 ? 2000 + year : year;
			const date = new Date(Date.UTC(full, month - 1, day));
			// Rejects dates that do not exist, such as 31 February.
			if (
				date.getUTCMonth() !== month - 1 ||
				date.getUTCDate() !== day ||
				full < 1900 ||
				full > 2199
			)
				continue;
			const start = match.index;
			const end = start + match[0].length;
			if (!found.some((one) => start < one.end && end > one.start))
				found.push({ value: date.toISOString().slice(0, 10), start, end });
		}
	}
	return found.sort((a, b) => a.start - b.start);
}

const countMatches = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Detects the number and date notation and the currency of a document. */
export function detectNotation(text: string): Notation {
	const commas = countMatches(text, /(?<![.,\d]\d{0,2})\d[\d.’' ]*,\d{2}(?![\d.,])/g);
	const points = countMatches(text, /(?<![.,\d]\d{0,2})\d[\d,’' ]*\.\d{2}(?![\d.,])/g);
	const tally = new Map<string, number>();
	for (const match of text.matchAll(new RegExp(`(?<![\\p{L}])(?:${CURRENCY})`, 'gu'))) {
		const code = toCurrencyCode(match[0])!;
		tally.set(code, (tally.get(code) ?? 0) + 1);
	}
	const [top] = [...tally].sort((a, b) => b[1] - a[1]);
	const currencyCode = top?.[0] ?? null;
	// Month-first dates are assumed only with dollars or if a day-first month would be invalid.
	const odd = [...text.matchAll(/(?<!\d)(\d{1,2})\/(\d{1,2})\/\d{2,4}(?!\d)/g)];
	const monthFirst =
		odd.some((m) => +m[2] > 12) || (currencyCode === 'USD' && !odd.some((m) => +m[1] > 12));
	return { decimal: commas > points ? ',' : '.', monthFirst, currency: currencyCode };
}
