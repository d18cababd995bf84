import { InputError } from '../../../shared/errors/inputError';
import { listTables } from '../../../shared/schema';
import { getOwn } from '../../../shared/utils/objects';
import type { ProcessorConfig } from '../../parameters/config/processorConfig';
import { OUTPUT_MESSAGES } from './messages';
import type { RunOutputSettings } from './runItems';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/**
 * Whether it is clear which table the rows come from: with a schema in this node that is known before any money
 * is spent. Throws NodeOperationError.
 */
export function checkTable(
	params: ItemParameters,
	config: ProcessorConfig,
	{ mode, rowsField }: RunOutputSettings,
): void {
	const schema = config.using === 'config' ? config.config.schema : undefined;
	if (mode !== 'rows' || schema === undefined) return;
	params.check('Table', () => {
		const tables = listTables(schema).map(({ name }) => name);
		const names = tables.map((name) => `"${name}"`).join(', ');
		if (rowsField === undefined) {
			if (tables.length > 1) throw new InputError(OUTPUT_MESSAGES.severalTables({ names }));
			return;
		}
		if (getOwn(getOwn(schema, 'properties'), rowsField) !== undefined) return;
		throw new InputError(
			names === ''
				? OUTPUT_MESSAGES.noTable({ name: rowsField })
				: OUTPUT_MESSAGES.unknownTable({ name: rowsField, names }),
		);
	});
}
