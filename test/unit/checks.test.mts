/** Checks of sums, dates, IBANs and VAT IDs. */
import type { IDataObject } from 'n8n-workflow';
import { clock } from '../../nodes/shared/utils/clock';
import { getToday, parseDate } from '../../nodes/shared/output/judging/checks/dates';
import { isIban } from '../../nodes/shared/output/judging/checks/iban';
import { runChecks } from '../../nodes/shared/output/judging/checks/runChecks';
import type { Check, FieldRef } from '../../nodes/shared/output/judging/checks/types';
import { isVatId } from '../../nodes/shared/output/judging/checks/vatIds';
import { judgeRun } from '../../nodes/shared/output/judging/judgeRun';
import { judgeByRow } from '../../nodes/shared/output/tableRows';
import type { JsonValue } from '../../nodes/shared/utils/objects';
import { parseFieldPattern, type FieldPattern } from '../../nodes/shared/schema';

const ref = (field: string): FieldRef => ({
	field,
	pattern: parseFieldPattern(field) as FieldPattern,
});
const column = (name: string, total: string, tolerance = 0): Check => ({
	check: 'sumOfColumn',
	summands: [ref(name)],
	total: ref(total),
	tolerance,
});
const sum = ([first, ...others]: [string, ...string[]], total: string, tolerance = 0): Check => ({
	check: 'sumOfFields',
	summands: [ref(first), ...others.map(ref)],
	total: ref(total),
	tolerance,
});
const dates = (earlier: string, later?: string, timeZone = 'UTC'): Check => ({
	check: 'dateOrder',
	earlier: ref(earlier),
	...(later === undefined ? {} : { later: ref(later) }),
	timeZone,
});
const format = (field: string, kind: 'iban' | 'vatId'): Check => ({
	check: 'format',
	field: ref(field),
	format: kind,
});
const messages = (fields: IDataObject, ...checks: Check[]) =>
	runChecks(fields, checks).map(({ message }) => message);
const eur = (amount: unknown) => ({ amount, iso_4217_currency_code: 'EUR' });
const lines = (...amounts: unknown[]) => ({ line_items: amounts.map((amount) => ({ amount })) });

describe('sums', () => {
	it.each<[string, IDataObject, Check, string[]]>([
		[
			'are compared as a person writes them',
			{ ...lines(80_000, 481.36), total_amount: eur(80_491.36) },
			column('line_items[*].amount', 'total_amount'),
			['Line items add up to 80,481.36, but total_amount is 80,491.36'],
		],
		[
			'have no errors of floating-point numbers',
			{ ...lines(0.1, 0.2, 1e-7), total: '0.3000001' },
			column('line_items.amount', 'total'),
			[],
		],
		[
			'of currencies take their amounts',
			{ ...lines(eur(1.5), eur(-0.5)), total: eur(1) },
			column('line_items[*].amount', 'total'),
			[],
		],
		[
			'may differ by the tolerance',
			{ net: 10, tax: 1.9, total: 11.91 },
			sum(['net', 'tax'], 'total', 0.01),
			[],
		],
		[
			'but by no more',
			{ net: 10, tax: 1.9, total: 11.911 },
			sum(['net', 'tax'], 'total', 0.01),
			['net and tax add up to 11.900, but total is 11.911'],
		],
		[
			'name all fields',
			{ a: 1, b: 2, c: 3, total: 7 },
			sum(['a', 'b', 'c'], 'total'),
			['a, b, and c add up to 6, but total is 7'],
		],
		['of nothing are zero', { ...lines(), total: 0 }, column('line_items.amount', 'total'), []],
		[
			'can be negative',
			{ ...lines(-1234.5), total: 1 },
			column('line_items.amount', 'total'),
			['Line items add up to -1,234.50, but total is 1.00'],
		],
		[
			'of a list of numbers have its name',
			{ openAmounts: [1, 2], total: 4 },
			column('openAmounts[*]', 'total'),
			['Open amounts add up to 3, but total is 4'],
		],
		[
			'need every value',
			{ ...lines(1, null), total: 1 },
			column('line_items[*].amount', 'total'),
			["line_items.amount in row 2 is missing, so it couldn't be checked"],
		],
		[
			'need the table',
			{ total: 1 },
			column('line_items[*].amount', 'total'),
			["line_items.amount is missing, so it couldn't be checked"],
		],
		[
			'need the total',
			{ ...lines(1), total: eur(null) },
			column('line_items[*].amount', 'total'),
			["total is missing, so it couldn't be checked"],
		],
		[
			'need one total',
			{ ...lines(1, 2), total: [1, 2] },
			column('line_items[*].amount', 'line_items[*].amount'),
			["line_items[*].amount has several values, so it couldn't be checked"],
		],
		...(['1.234,56', '12 €', true, { a: 1 }, 'NaN', '1e9999', '0x10'] as JsonValue[]).map(
			(odd): [string, IDataObject, Check, string[]] => [
				`cannot take ${JSON.stringify(odd)}`,
				{ a: odd, total: 1 },
				sum(['a'], 'total'),
				[`a isn't a number (${typeof odd === 'object' ? JSON.stringify(odd) : String(odd)})`],
			],
		),
	])('%s', (_what, fields, check, expected) => expect(messages(fields, check)).toEqual(expected));

	it('name the check and its fields', () => {
		const fields = { ...lines(1), total: 2 };
		expect(runChecks(fields, [column('line_items[*].amount', 'total')])).toEqual([
			{
				check: 'sumOfColumn',
				fields: ['line_items[*].amount', 'total'],
				message: 'Line items add up to 1, but total is 2',
			},
		]);
	});
});

describe('dates', () => {
	beforeEach(() => {
		jest.spyOn(clock, 'wallNow').mockReturnValue(Date.parse('2026-03-31T23:30:00Z'));
	});
	afterEach(() => jest.restoreAllMocks());

	it.each<[string, IDataObject, Check, string[]]>([
		['in order', { a: '2026-03-02', b: '2026-03-03' }, dates('a', 'b'), []],
		['that are equal', { a: '2026-03-02', b: '2026-03-02T08:00:00Z' }, dates('a', 'b'), []],
		[
			'in the wrong order',
			{ a: '2026-03-02', b: '2026-02-01' },
			dates('a', 'b'),
			['a (2026-03-02) is later than b (2026-02-01)'],
		],
		['of today', { a: '2026-03-31' }, dates('a'), []],
		[
			'of tomorrow',
			{ a: '2026-04-01' },
			dates('a'),
			['a (2026-04-01) is later than today (2026-03-31)'],
		],
		['of today where it is tomorrow', { a: '2026-04-01' }, dates('a', undefined, 'Asia/Tokyo'), []],
		[
			'with a day that does not exist',
			{ a: '2026-02-30' },
			dates('a'),
			["a isn't a date (2026-02-30)"],
		],
		['in another form', { a: '31.12.2025' }, dates('a'), ["a isn't a date (31.12.2025)"]],
		['that are missing', { a: null }, dates('a'), ["a is missing, so it couldn't be checked"]],
		[
			'of which the later one is missing',
			{ a: '2026-01-01' },
			dates('a', 'b'),
			["b is missing, so it couldn't be checked"],
		],
		[
			'in a column',
			{ l: [{ d: '2026-01-01' }, { d: '2027-01-01' }] },
			dates('l[*].d'),
			['l.d in row 2 (2027-01-01) is later than today (2026-03-31)'],
		],
	])('%s', (_what, fields, check, expected) => expect(messages(fields, check)).toEqual(expected));

	it('go by the clock of the machine where the time zone is unknown', () => {
		expect(getToday('Nowhere/Else')).toMatch(/^2026-0[34]-\d\d$/);
		expect(parseDate(20260101)).toBeUndefined();
	});
});

describe('formats', () => {
	it.each([
		'DE89370400440532013000',
		'GB82WEST12345698765432',
		'FR1420041010050500013M02606',
		'NL91ABNA0417164300',
		'MT84MALT011000012345MTLCAST001S',
		'NO9386011117947',
	])('%s is an IBAN', (text) => expect(isIban(text)).toBe(true));
	it.each([
		'DE88370400440532013000',
		'DE8937040044053201300',
		'DE893704004405320130000',
		'ZZ89370400440532013000',
		'',
		'DE',
		'DE8937040044053201300Ä',
	])('%j is none', (text) => expect(isIban(text)).toBe(false));

	it.each([
		'ATU13585627',
		'BE0428759497',
		'BG175074752',
		'CHE100155212MWST',
		'CY10259033P',
		'CZ25123891',
		'DE136695976',
		'DK13585628',
		'EE100931558',
		'EL094259216',
		'GR094259216',
		'ES54362315K',
		'ESB58378431',
		'ESX2482300W',
		'FI20774740',
		'FR40303265045',
		'FRK7399859412',
		'GB980780684',
		'HR33392005961',
		'HU12892312',
		'IE6433435F',
		'IE6433435OA',
		'IE8D79739I',
		'IT00743110157',
		'LT119511515',
		'LU15027442',
		'LV40003521600',
		'MT11679112',
		'NL004495445B01',
		'NO995525828MVA',
		'PL8567346215',
		'PT501964843',
		'RO18547290',
		'SE123456789701',
		'SI50223054',
		'SK2022749619',
	])('%s is a VAT ID', (text) => expect(isVatId(text)).toBe(true));
	it.each([
		'ATU13585626',
		'BE0428759498',
		'CHE100155213',
		'DE136695978',
		'DK13585627',
		'EE100931557',
		'EL094259217',
		'ES54362315L',
		'ESB58378432',
		'FI20774741',
		'FR41303265045',
		'GB802311783',
		'HR33392005962',
		'HU12892313',
		'IE6433435E',
		'IT00743110158',
		'LU15027443',
		'MT11679113',
		'NL123456789B90',
		'NO995525829',
		'PL8567346224',
		'PT501964842',
		'RO18547291',
		'SE123456789702',
		'SI50223055',
		'SK2022749618',
		'XX123',
		'DE',
		'',
		'constructor',
	])('%j is none', (text) => expect(isVatId(text)).toBe(false));

	it('may be written in groups, and say what is wrong', () => {
		const fields = {
			iban: 'de89 3704 0044 0532 0130 00',
			vat: 'BE 0428.759.497',
			bad: 'x<y',
			no: '',
		};
		expect(
			messages(
				fields,
				format('iban', 'iban'),
				format('vat', 'vatId'),
				format('bad', 'iban'),
				format('no', 'vatId'),
			),
		).toEqual(["bad isn't a valid IBAN (x<y)", "no is missing, so it couldn't be checked"]);
	});
});

it('a failed check of one row flags that row, one of the document flags all rows', () => {
	const value = {
		lines: [
			{ d: '2020-01-01', a: 1 },
			{ d: 'x', a: 1 },
		],
		total: 2,
	};
	const judge = (...checks: Check[]) => judgeRun({ output: { value, metadata: {} } }, { checks });
	const rows = (...checks: Check[]) =>
		[0, 1].map(judgeByRow(judge(...checks), 'lines')).map(({ needsReview }) => needsReview);
	expect(rows(dates('lines[*].d'))).toEqual([false, true]);
	expect(rows(column('lines[*].a', 'total'))).toEqual([false, false]);
	expect(rows(column('lines[*].a', 'missing'))).toEqual([true, true]);
});
