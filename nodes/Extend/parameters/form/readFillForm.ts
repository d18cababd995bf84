/** The configuration of an edit run (Extend docs: editing configuration). */
import type { IDataObject } from 'n8n-workflow';
import { isRecord, toObject, toRecords } from '../../../shared/utils/objects';
import { unwrapSchema } from '../../../shared/schema';
import { InputError } from '../../../shared/errors/inputError';
import { buildConfig } from '../common/buildConfig';
import { addConfig } from '../common/additionalConfig';
import { parseJson } from '../../../shared/parameters/parseJson';
import { fillFormOptions } from './fillFormProperties';
import { FILL_INSTRUCTIONS, FORM_MESSAGES } from './messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const OPTION_PATHS: Readonly<Record<string, string>> = {
	conditionalGenerationEnabled: 'advancedOptions.conditionalGenerationEnabled',
	engineVersion: 'engineVersion',
	flattenPdf: 'advancedOptions.flattenPdf',
	nativeFieldsOnly: 'advancedOptions.nativeFieldsOnly',
	radioEnumsEnabled: 'advancedOptions.radioEnumsEnabled',
	schemaGenerationInstructions: 'schemaGenerationInstructions',
	tableParsingEnabled: 'advancedOptions.tableParsingEnabled',
};

/** The configuration of the edit run. Throws NodeOperationError for wrong input. */
export function readFillForm(params: ItemParameters): IDataObject {
	const options = params.collection('formOptions', fillFormOptions);
	const config = { ...buildConfig(options, OPTION_PATHS), ...readFilling(params) };
	return addConfig(params, config, options.additionalConfig);
}

function readFilling(params: ItemParameters): IDataObject {
	switch (params.get('fillUsing', 'values')) {
		case 'schema':
			return params.check('Form Schema', () => ({
				schema: checkFormSchema(parseJson(params.get('formSchema'))),
			}));
		case 'instructions':
			return params.check('Instructions', () => ({
				instructions: checkInstructions(params.text('instructions')),
			}));
		default:
			return params.check('Field Values', () => ({
				instructions: toInstructions(toRecords(params.get('fieldValues.field', []))),
			}));
	}
}

function checkFormSchema(value: unknown): IDataObject {
	const schema = isRecord(value) ? toObject(unwrapSchema(value)) : undefined;
	const properties = toObject(schema?.properties);
	if (schema && properties && Object.keys(properties).length > 0) return schema;
	throw new InputError(FORM_MESSAGES.noSchemaField);
}

function checkInstructions(text: string): string {
	if (text !== '') return text;
	throw new InputError(FORM_MESSAGES.emptyInstructions);
}

/**
 * The values as instructions. A schema would need the position of every field on the page, which a user does
 * not know and Extend finds itself.
 */
function toInstructions(rows: IDataObject[]): string {
	if (rows.length === 0) throw new InputError(FORM_MESSAGES.noField);
	const lines = rows.map(({ name, value }, index) => {
		const label = toOneLine(name);
		if (label === '') {
			throw new InputError(FORM_MESSAGES.emptyName, FORM_MESSAGES.row({ position: index + 1 }));
		}
		return `${label}: ${toOneLine(value)}`;
	});
	return [FILL_INSTRUCTIONS, ...lines].join('\n');
}

function toOneLine(value: unknown): string {
	return String(value ?? '')
		.replace(/\s+/g, ' ')
		.trim();
}
