/** Amounts as exact decimal numbers: sums of floating-point numbers are off by fractions of a cent. Pure. */
import { getOwn, isRecord } from '../../../utils/objects';
import { toText } from '../../../utils/sanitize';

/** `digits` × 10^-`scale` */
export interface Decimal {
	digits: bigint;
	scale: number;
}

/** As JavaScript writes a number, with its exponent: `-12.5`, `1e-7`. */
const DECIMAL = /^([+-]?\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
const MAX_LENGTH = 400;

export const ZERO: Decimal = { digits: 0n, scale: 0 };

/** The number, the number in a text, or the amount of a currency; undefined for anything else. */
export function parseDecimal(value: unknown): Decimal | undefined {
	const text = toText(isRecord(value) ? getOwn(value, 'amount') : value).trim();
	const match = text.length <= MAX_LENGTH ? DECIMAL.exec(text) : null;
	if (!match) return undefined;
	const [, whole, fraction = '', exponent = '0'] = match;
	const digits = BigInt(whole + fraction);
	const scale = fraction.length - Number(exponent);
	return scale < 0 ? { digits: scaleUp(digits, -scale), scale: 0 } : { digits, scale };
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
	const scale = Math.max(a.scale, b.scale);
	return { digits: atScale(a, scale) + atScale(b, scale), scale };
}

/** Whether two numbers differ by no more than the tolerance. */
export function isClose(a: Decimal, b: Decimal, tolerance: Decimal): boolean {
	const { digits, scale } = addDecimals(a, { ...b, digits: -b.digits });
	const difference = { digits: digits < 0n ? -digits : digits, scale };
	return addDecimals(tolerance, { ...difference, digits: -difference.digits }).digits >= 0n;
}

/** Two amounts as a person writes them: `80,481.36`, with equally many decimals, and none or at least two. */
export function formatAmounts(one: Decimal, other: Decimal): [one: string, other: string] {
	const decimals = Math.max(trim(one).scale, trim(other).scale);
	const scale = decimals === 0 ? 0 : Math.max(decimals, 2);
	return [formatAt(one, scale), formatAt(other, scale)];
}

function formatAt(amount: Decimal, scale: number): string {
	const digits = atScale(trim(amount), scale);
	const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
	const whole = BigInt(text.slice(0, text.length - scale)).toLocaleString('en-US');
	const fraction = scale === 0 ? '' : `.${text.slice(-scale)}`;
	return `${digits < 0n ? '-' : ''}${whole}${fraction}`;
}

/** Without zeros at the end. */
function trim({ digits, scale }: Decimal): Decimal {
	const text = digits.toString();
	let zeros = 0;
	while (zeros < scale && (digits === 0n || text[text.length - 1 - zeros] === '0')) zeros++;
	return { digits: digits / 10n ** BigInt(zeros), scale: scale - zeros };
}

/** @param scale not below that of the number */
function atScale({ digits, scale: own }: Decimal, scale: number): bigint {
	return scaleUp(digits, scale - own);
}

function scaleUp(digits: bigint, places: number): bigint {
	return digits * 10n ** BigInt(places);
}
