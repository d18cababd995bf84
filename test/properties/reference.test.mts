import { extractRunToItems } from '../../nodes/shared/output/extractRun';
import { property } from './property.mts';
import { referenceFields, referenceRows } from './oracles/referenceOutput.mts';
import { unlessRefused } from './refusals.mts';
import { referenceCase } from './arbitraries/extractRuns.mts';
import { frozen, sameJson } from './oracles/jsonEquality.mts';

/** Names are told in their order as well: a spreadsheet makes its columns from it. */
function assertSame(items: object[] | undefined, expected: object[] | undefined): void {
	const isSame =
		sameJson(items, expected) &&
		(items ?? []).every((item, index) => {
			const names = Object.keys(item).join('\n');
			return names === Object.keys(expected?.[index] ?? {}).join('\n');
		});
	if (!isSame) throw new Error(`${JSON.stringify(items)}\nand not\n${JSON.stringify(expected)}`);
}

property(
	'fields and review flags are those of the reference',
	referenceCase,
	({ run, settings }) => {
		const { items } = extractRunToItems(frozen(run), { ...settings, mode: 'fields' });
		assertSame(items, referenceFields(run, settings));
	},
);

property(
	'rows and their review flags are those of the reference',
	referenceCase,
	({ run, settings }) => {
		const made = unlessRefused(() => extractRunToItems(frozen(run), { ...settings, mode: 'rows' }));
		assertSame(made?.items, referenceRows(run, settings));
	},
);
