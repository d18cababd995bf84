import type { IDataObject } from 'n8n-workflow';
import { extractRunToItems } from '../../nodes/shared/output/extractRun';
import { testProperty } from './property.mts';
import { computeFields, computeRows } from './oracles/referenceOutput.mts';
import { catchRefusal } from './refusals.mts';
import { referenceCase } from './arbitraries/extractRuns.mts';
import { deepFreeze, isSameJson } from './oracles/jsonEquality.mts';

/** The form in which nothing is renamed or taken apart. Other shapes: shape.test.mts. */
const shape = { runDetails: 'object', currency: 'object' } as const;

/** Compares the order of names as well, because spreadsheets derive their columns from it. */
function assertSame(items: object[] | undefined, expected: object[] | undefined): void {
	const isSame =
		isSameJson(items, expected) &&
		(items ?? []).every((item, index) => {
			const names = Object.keys(item).join('\n');
			return names === Object.keys(expected?.[index] ?? {}).join('\n');
		});
	if (!isSame) throw new Error(`${JSON.stringify(items)}\nand not\n${JSON.stringify(expected)}`);
}

/** The reasons in words say the same once more: test/unit/field-rules.test.mts. */
const withoutReasons = (items: IDataObject[] | undefined) =>
	items?.map((item) => {
		const { reviewReasons, ...details } = item._extend as IDataObject;
		return { ...item, _extend: details };
	});

testProperty('fields and review flags match the reference', referenceCase, ({ run, settings }) => {
	const { items } = extractRunToItems(deepFreeze(run), { ...settings, shape, mode: 'fields' });
	assertSame(withoutReasons(items), computeFields(run, settings));
});

testProperty(
	'rows and their review flags match the reference',
	referenceCase,
	({ run, settings }) => {
		const made = catchRefusal(() =>
			extractRunToItems(deepFreeze(run), { ...settings, shape, mode: 'rows' }),
		);
		assertSame(withoutReasons(made?.items), computeRows(run, settings));
	},
);
