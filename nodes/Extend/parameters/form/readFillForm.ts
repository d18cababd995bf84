/** The configuration of an edit run (Extend docs: editing configuration). */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { toObject } from '../../../shared/utils/objects';
import { deepMerge } from '../../../shared/utils/deepMerge';
import { InputError } from '../../../shared/errors/inputError';
import { buildConfig, readJsonObject } from '../common/buildConfig';
import { readOptions } from '../common/readOptions';
import { parseJson } from '../../../shared/parameters/parseJson';
import { readParameter } from '../common/readParameter';

const OPTION_PATHS: Readonly<Record<string, string>> = {
	flattenPdf: 'advancedOptions.flattenPdf',
	nativeFieldsOnly: 'advancedOptions.nativeFieldsOnly',
	radioEnumsEnabled: 'advancedOptions.radioEnumsEnabled',
	schemaGenerationInstructions: 'schemaGenerationInstructions',
	tableParsingEnabled: 'advancedOptions.tableParsingEnabled',
};

/** The configuration of the edit run. Throws NodeOperationError for wrong input. */
export function readFillForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const options = readOptions(context, itemIndex);
	const config = { ...buildConfig(options, OPTION_PATHS), ...readFilling(context, itemIndex) };
	const extra = readJsonObject(context, itemIndex, 'Configuration (JSON)', options.configJson);
	return deepMerge(config, extra);
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
	const schema = toObject(value);
	const properties = toObject(schema?.properties);
	if (schema && properties && Object.keys(properties).length > 0) return schema;
	throw new InputError({
		message: 'it names no field',
		hint: 'Write an object with "properties", one for each field of the form.',
	});
}

function checkInstructions(text: string): string {
	if (text.trim() !== '') return text.trim();
	throw new InputError({
		message: 'they are empty',
		hint: 'Write what to fill in, or check the expression.',
	});
}

/**
 * The values as instructions: a schema would need the place of every field on the page, which a builder
 * does not know and Extend finds by itself.
 */
function toInstructions(rows: IDataObject[]): string {
	if (rows.length === 0) {
		throw new InputError({
			message: 'there is no field',
			hint: 'Add a field of the form and its value.',
		});
	}
	const lines = rows.map(({ name, value }, index) => {
		const label = oneLine(name);
		if (label === '') {
			const where = `field ${index + 1}`;
			throw new InputError(
				{ message: 'the name is empty', hint: 'Enter the label of the field on the form.' },
				where,
			);
		}
		return `${label}: ${oneLine(value)}`;
	});
	return ['Fill in these fields with exactly these values, and no others:', ...lines].join('\n');
}

function oneLine(value: unknown): string {
	return String(value ?? '')
		.replace(/\s+/g, ' ')
		.trim();
}
