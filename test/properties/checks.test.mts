/** Sums and check digits against slow references that share no code with the node. */
import fc from 'fast-check';
import {
	addDecimals,
	formatAmounts,
	isClose,
	parseDecimal,
	ZERO,
} from '../../nodes/shared/output/judging/checks/decimal';
import { isIban } from '../../nodes/shared/output/judging/checks/iban';
import { runChecks } from '../../nodes/shared/output/judging/checks/runChecks';
import { isVatId } from '../../nodes/shared/output/judging/checks/vatIds';
import { toObject } from '../../nodes/shared/utils/objects';
import { testProperty } from './property.mts';

/** Digits of a column, the units last, as a pupil adds them. Only for numbers that are not negative. */
function addByHand(a: string, b: string): string {
	const [wholeA, fractionA = ''] = a.split('.');
	const [wholeB, fractionB = ''] = b.split('.');
	const places = Math.max(fractionA.length, fractionB.length);
	const length = Math.max(wholeA.length, wholeB.length) + places + 1;
	const digits = (whole: string, fraction: string) =>
		[...(whole + fraction.padEnd(places, '0')).padStart(length, '0')].map(Number).reverse();
	const other = digits(wholeB, fractionB);
	let carry = 0;
	const sum = digits(wholeA, fractionA).map((digit, index) => {
		const column = digit + other[index] + carry;
		carry = column >= 10 ? 1 : 0;
		return column % 10;
	});
	const text = sum.reverse().join('');
	const whole = text.slice(0, length - places).replace(/^0+(?=\d)/, '');
	return places === 0 ? whole : `${whole}.${text.slice(length - places)}`;
}

/** `1234.50` as `1,234.50`, from right to left. */
function writeByHand(amount: string, places: number): string {
	const [whole, fraction = ''] = amount.split('.');
	let grouped = '';
	for (const [index, digit] of [...whole].reverse().entries())
		grouped = digit + (index > 0 && index % 3 === 0 ? ',' : '') + grouped;
	return places === 0 ? grouped : `${grouped}.${fraction.padEnd(places, '0').slice(0, places)}`;
}

const withoutZeros = (text: string) =>
	text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
const placesOf = (text: string) => (withoutZeros(text).split('.')[1] ?? '').length;

const whole = fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 10n ** 30n })).map(String);
const fraction = fc.array(fc.constantFrom(...'0123456789'), { maxLength: 8 });
const amount = fc
	.tuple(whole, fraction)
	.map(([units, digits]) => (digits.length === 0 ? units : `${units}.${digits.join('')}`));

testProperty(
	'amounts add up as by hand, and are written as by hand',
	fc.array(amount),
	(amounts) => {
		const sum = amounts.map((one) => parseDecimal(one)!).reduce(addDecimals, ZERO);
		const expected = amounts.reduce(addByHand, '0');
		expect(isClose(sum, parseDecimal(expected)!, ZERO)).toBe(true);
		const places = placesOf(expected);
		const shown = places === 0 ? 0 : Math.max(places, 2);
		const text = writeByHand(withoutZeros(expected), shown);
		expect(formatAmounts(sum, sum)).toEqual([text, text]);
	},
);

testProperty(
	'a number of JavaScript is read as it is written, with its exponent',
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	(number) => {
		const read = parseDecimal(number)!;
		const text = `${read.digits}e${-read.scale}`;
		expect(Number(text) === number).toBe(true);
		expect(isClose(read, parseDecimal(String(number))!, ZERO)).toBe(true);
	},
);

testProperty(
	'a difference is close up to the tolerance, in units of the last place',
	fc.tuple(fc.integer(), fc.integer(), fc.nat(), fc.integer({ min: 0, max: 6 })),
	([a, b, tolerance, scale]) => {
		const decimal = (digits: number) => ({ digits: BigInt(digits), scale });
		expect(isClose(decimal(a), decimal(b), decimal(tolerance))).toBe(Math.abs(a - b) <= tolerance);
	},
);

const LENGTHS = { DE: 22, FR: 27, NO: 15, MT: 31, GB: 22, NL: 18 };
testProperty(
	'exactly one pair of check digits makes an IBAN, by the remainder of the whole number',
	fc.constantFrom(...(Object.keys(LENGTHS) as Array<keyof typeof LENGTHS>)).chain((country) =>
		fc.tuple(
			fc.constant(country),
			fc.array(fc.constantFrom(...'0123456789ABCXYZ'), {
				minLength: LENGTHS[country] - 4,
				maxLength: LENGTHS[country] - 4,
			}),
		),
	),
	([country, account]) => {
		const toNumber = (text: string) =>
			BigInt(
				[...text]
					.map((one) => String('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(one)))
					.join(''),
			);
		const check = 98n - (toNumber(`${account.join('')}${country}00`) % 97n);
		const pairs = Array.from({ length: 97 }, (_, index) => String(index + 2).padStart(2, '0'));
		const valid = pairs.filter((pair) => isIban(`${country}${pair}${account.join('')}`));
		expect(valid).toEqual([String(check).padStart(2, '0')]);
	},
);

testProperty(
	'exactly one of ten last digits makes a VAT ID where the last one is a check digit',
	fc.tuple(
		fc.constantFrom('ATU8', 'DE9', 'EE9', 'EL9', 'HR11', 'HU8', 'IT11', 'PT9'),
		fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 10, maxLength: 10 }),
	),
	([form, digits]) => {
		const [, country, length] = /^(\D+)(\d+)$/.exec(form)!;
		const start = `${country}${digits.join('').slice(0, Number(length) - 1)}`;
		const valid = [...'0123456789'].filter((last) => isVatId(start + last));
		expect(valid).toHaveLength(1);
	},
);

testProperty(
	'no value of any form makes a check throw, and each failure is a sentence',
	fc.dictionary(fc.constantFrom('a', 'b', 'lines'), fc.anything({ withBigInt: false })),
	(fields) => {
		const ref = (field: string, ...pattern: string[]) => ({ field, pattern });
		const failed = runChecks(toObject(fields) ?? {}, [
			{
				check: 'sumOfColumn',
				summands: [ref('l', 'lines', '[*]', 'a')],
				total: ref('a', 'a'),
				tolerance: 0,
			},
			{
				check: 'sumOfFields',
				summands: [ref('a', 'a'), ref('b', 'b')],
				total: ref('b', 'b'),
				tolerance: 1e-7,
			},
			{ check: 'dateOrder', earlier: ref('a', 'a'), later: ref('b', 'b') },
			{ check: 'dateOrder', earlier: ref('lines', 'lines', 'a'), timeZone: 'UTC' },
			{ check: 'format', field: ref('a', 'a'), format: 'iban' },
			{ check: 'format', field: ref('b', 'b'), format: 'vatId' },
		]);
		for (const { message } of failed) expect(message).toMatch(/^\S.* .*[^.]$/s);
	},
);
