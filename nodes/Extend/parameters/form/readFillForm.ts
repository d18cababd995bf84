/** The configuration of an edit run (Extend docs: editing configuration). */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isRecord, toObject } from '../../../shared/utils/objects';
import { unwrapSchema } from '../../../shared/schema';
import { InputError } from '../../../shared/errors/inputError';
import { buildConfig } from '../common/buildConfig';
import { readCollection } from '../common/readDeclared';
import { addConfig } from '../common/additionalConfig';
import { parseJson } from '../../../shared/parameters/parseJson';
import { readParameter } from '../common/readParameter';
import { fillFormOptions } from './fillFormProperties';
import { FILL_INSTRUCTIONS, FORM_MESSAGES } from './messages';

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
export function readFillForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const options = readCollection(context, itemIndex, 'formOptions', fillFormOptions);
	const config = { ...buildConfig(options, OPTION_PATHS), ...readFilling(context, itemIndex) };
	return addConfig(context, itemIndex, config, options.additionalConfig);
}

function readFilling(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const parameter = (name: string, fallback: string | object) =>
		context.getNodeParameter(name, itemIndex, fallback) as unknown;
	switch (parameter('fillUsing', 'values')) {
		case 'schema':
			return readParameter(context, itemIndex, 'Form Schema', () => ({
				schema: checkFormSchema(parseJson(parameter('formSchema', ''))),
			}));
		case 'instructions':
			return readParameter(context, itemIndex, 'Instructions', () => ({
				instructions: checkInstructions(String(parameter('instructions', '') ?? '')),
			}));
		default:
			return readParameter(context, itemIndex, 'Field Values', () => ({
				instructions: toInstructions(parameter('fieldValues.field', []) as IDataObject[]),
			}));
	}
}

function checkFormSchema(value: unknown): IDataObject {
	const schema = isRecord(value) ? (unwrapSchema(value) as IDataObject) : undefined;
	const properties = toObject(schema?.properties);
	if (schema && properties && Object.keys(properties).length > 0) return schema;
	throw new InputError(FORM_MESSAGES.noSchemaField);
}

function checkInstructions(text: string): string {
	if (text.trim() !== '') return text.trim();
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
