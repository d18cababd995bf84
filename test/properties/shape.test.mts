/**
 * The shape of items: nothing of a run is lost, and currencies become two values, and fields get their confidence beside
 * them, without touching anything else.
 */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { extractRunToItems } from '../../nodes/shared/output/extractRun';
import { reviewOutput } from '../../nodes/shared/output/review';
import { addConfidences } from '../../nodes/shared/output/shape/confidence';
import { splitCurrencies } from '../../nodes/shared/output/shape/currency';
import { anyRun } from './arbitraries/apiResponses.mts';
import { scoredOutput } from './arbitraries/extractRuns.mts';
import { deepFreeze, isSameJson } from './oracles/jsonEquality.mts';
import { testProperty } from './property.mts';
import { catchRefusal } from './refusals.mts';

testProperty(
	'every member of a run is in _extend.run, but for two that only Raw has',
	anyRun,
	(run) => {
		const { items } = extractRunToItems(deepFreeze(run), { mode: 'fields' });
		const rest = (items[0]._extend as IDataObject).run as IDataObject;
		const expected = Object.keys(run).filter((name) => name !== 'output' && name !== 'config');
		expect(Object.keys(rest)).toEqual(expected);
	},
);

const NAMES = ['a', 'b', 'a_currency', 'a_currency_2', 'b_currency'];
const currency = fc.record({
	amount: fc.constantFrom<unknown>(1, 0, null),
	iso_4217_currency_code: fc.constantFrom<unknown>('EUR', null),
});
const field = fc.oneof(
	fc.record({ isCurrency: fc.constant(true), value: fc.option(currency) }),
	fc.record({ isCurrency: fc.constant(false), value: fc.constantFrom('x', 1, null, []) }),
);

testProperty(
	'currencies become a number and a code under free names; everything else stays',
	fc.dictionary(fc.constantFrom(...NAMES), field, { noNullPrototype: true }),
	(fields) => {
		const names = Object.keys(fields);
		const value = Object.fromEntries(names.map((name) => [name, fields[name].value]));
		const properties = Object.fromEntries(
			names.map((name) => [name, fields[name].isCurrency ? { 'extend:type': 'currency' } : {}]),
		);
		const result = splitCurrencies(deepFreeze(value), { properties });
		const currencies = names.filter((name) => fields[name].isCurrency);
		expect(Object.keys(result)).toHaveLength(names.length + currencies.length);
		// The names in their order, each code right behind its amount.
		const order = Object.keys(result);
		for (const name of names) {
			const given = fields[name].value as {
				amount: unknown;
				iso_4217_currency_code: unknown;
			} | null;
			if (!fields[name].isCurrency) {
				expect(isSameJson(result[name], given)).toBe(true);
				continue;
			}
			expect(result[name]).toBe(given?.amount ?? null);
			const codeName = order[order.indexOf(name) + 1];
			expect(codeName.startsWith(`${name}_currency`)).toBe(true);
			expect(result[codeName]).toBe(given?.iso_4217_currency_code ?? null);
		}
	},
);

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is not opened, because it is one value. */
const isSingle = (value: unknown) =>
	!isObject(value) || 'iso_4217_currency_code' in value || 'is_signed' in value;

/** As `expect`, which would take most of the time. */
function assertSame(found: unknown, expected: unknown): void {
	if (!Object.is(found, expected)) throw new Error(`${String(found)} and not ${String(expected)}`);
}

/** The columns of `with` are those of `without` in their order, each with its confidence right behind it. */
function assertBeside(given: IDataObject, result: IDataObject): void {
	const names = Object.keys(given);
	const order = Object.keys(result);
	assertSame(order.length, 2 * names.length);
	for (const name of names) {
		const beside = order[order.indexOf(name) + 1];
		assertSame(beside.startsWith(`${name}_confidence`), true);
		const confidence = result[beside];
		assertSame(confidence === null || typeof confidence === 'number', true);
		assertInside(given[name], result[name]);
	}
}

function assertInside(given: unknown, result: unknown): void {
	if (Array.isArray(given)) {
		assertSame((result as unknown[]).length, given.length);
		for (const [index, element] of given.entries())
			assertInside(element, (result as unknown[])[index]);
	} else if (isSingle(given)) assertSame(isSameJson(given, result), true);
	else assertBeside(given as IDataObject, result as IDataObject);
}

testProperty(
	'every field has its confidence beside it under a free name; everything else stays',
	scoredOutput,
	(output) => {
		const value = output.value as IDataObject;
		assertBeside(value, addConfidences(deepFreeze(value), deepFreeze(output)) as IDataObject);
	},
);

testProperty(
	'a confidence is below a threshold exactly when the review flags the field or something inside',
	fc.tuple(scoredOutput, fc.constantFrom(0.3, 0.5, 0.8, 1)),
	([output, confidenceThreshold]) => {
		const value = output.value as IDataObject;
		// No score of the review agent is that low.
		const { lowConfidenceFields } = reviewOutput(output, {
			confidenceThreshold,
			reviewScoreThreshold: 0,
		});
		const columns = Object.entries(addConfidences(value, output));
		for (const [position, name] of Object.keys(value).entries()) {
			const isFlagged = lowConfidenceFields.some(
				({ path }) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`),
			);
			const [, confidence] = columns[2 * position + 1] as [string, number | null];
			assertSame((confidence ?? 1) < confidenceThreshold, isFlagged);
		}
	},
);

testProperty(
	'rows have all columns that they have without confidences, and one more for each field',
	scoredOutput,
	(output) => {
		const toRows = (confidence: 'columns' | 'off') =>
			catchRefusal(() =>
				extractRunToItems(
					{ object: 'extract_run', output },
					{ mode: 'rows', shape: { confidence, currency: 'object', runDetails: 'none' } },
				),
			)?.items;
		const without = toRows('off');
		const rows = toRows('columns');
		assertSame(rows?.length, without?.length);
		for (const [index, row] of (without ?? []).entries()) {
			const names = Object.keys(rows?.[index] ?? {});
			for (const name of Object.keys(row)) assertSame(names.includes(name), true);
			assertSame(names.length, 2 * Object.keys(row).length);
		}
	},
);
