import { detectNotation, readAmounts, readDates } from '../demoReader/extraction/valueParsers.mts';

describe('amounts', () => {
	const point = { decimal: '.' } as const;
	const comma = { decimal: ',' } as const;
	test.each([
		['1,234.56', point, 1234.56, null],
		['1.234,56', point, 1234.56, null],
		['$4.11', point, 4.11, 'USD'],
		['€ 399,00', comma, 399, 'EUR'],
		['1 234,56 EUR', comma, 1234.56, 'EUR'],
		['1\u00a0234\u00a0567,80 €', comma, 1234567.8, 'EUR'],
		["CHF 1'234.50", point, 1234.5, 'CHF'],
		['£1,000', point, 1000, 'GBP'],
		['1.000 €', comma, 1000, 'EUR'],
		['1.250', point, 1.25, null],
		['-9,32', comma, -9.32, null],
		['€ -9,32', comma, -9.32, 'EUR'],
		['(12.00)', point, -12, null],
		['12.00-', point, -12, null],
		['0.00', point, 0, null],
	])('%s', (printed, notation, amount, currency) => {
		expect(
			readAmounts(printed, notation).map(({ value }) => [value.amount, value.currency]),
		).toEqual([[amount, currency]]);
	});

	test('places in the text', () => {
		const printed = 'from € 4,24 to 21';
		expect(readAmounts(printed, comma).map(({ start, end }) => printed.slice(start, end))).toEqual([
			'€ 4,24',
			'21',
		]);
	});

	test.each(['A12', '12/03', '2024-01-02', '10.0.0.1', 'abc'])('%s is none', (printed) =>
		expect(readAmounts(printed, point)).toEqual([]),
	);
});

describe('dates', () => {
	test.each([
		['2026-03-02', '2026-03-02'],
		['2026/3/2', '2026-03-02'],
		['August 3 , 2014', '2014-08-03'],
		['Mar 3rd, 2025', '2025-03-03'],
		['3 Sept. 2025', '2025-09-03'],
		['3-Mar-25', '2025-03-03'],
		['7. Mai 2014', '2014-05-07'],
		['1. März 2025', '2025-03-01'],
		['19 april 2014', '2014-04-19'],
		['1er août 2025', '2025-08-01'],
		['12 décembre 2023', '2023-12-12'],
		['3 maart 2024', '2024-03-03'],
		['21.05.14', '2014-05-21'],
		['05/04/2025', '2025-04-05'],
		['12/31/2025', '2025-12-31'],
	])('%s', (printed, date) =>
		expect(readDates(printed, { monthFirst: false }).map(({ value }) => value)).toEqual([date]),
	);

	test('months first where the document writes so', () => {
		expect(readDates('05/04/2025', { monthFirst: true })[0].value).toBe('2025-05-04');
		expect(detectNotation('Total $5.00, due 05/04/2025').monthFirst).toBe(true);
		expect(detectNotation('Total $5.00, due 25/04/2025').monthFirst).toBe(false);
		expect(detectNotation('Total €5.00, due 05/04/2025').monthFirst).toBe(false);
	});

	test.each(['31.02.2025', '2025-13-01', '12345678', '1.2.3', '10.0.0.1'])(
		'%s is none',
		(printed) => expect(readDates(printed, { monthFirst: false })).toEqual([]),
	);
});
