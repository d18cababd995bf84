/** The shape of items: nothing of a run is lost, and currencies become two values without touching anything else. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { extractRunToItems } from '../../nodes/shared/output/extractRun';
import { splitCurrencies } from '../../nodes/shared/output/shape/currency';
import { anyRun } from './arbitraries/apiResponses.mts';
import { deepFreeze, isSameJson } from './oracles/jsonEquality.mts';
import { testProperty } from './property.mts';

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
	fc.record({ isCurrency: fc.constant(false), value: fc.constantFrom<unknown>('x', 1, null, []) }),
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
