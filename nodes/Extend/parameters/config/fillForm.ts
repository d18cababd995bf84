/** What goes into a form: parameters of Document > Edit (Extend docs: editing configuration). */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { toObject } from '../../../shared/utils/objects';
import { deepMerge } from '../../../shared/utils/deepMerge';
import { InputError } from '../../../shared/errors/inputError';
import { buildConfig, readJsonObject } from './configOptions';
import { readOptions } from '../common/options';
import { parseJson } from '../../../shared/parameters/parseJson';
import { readParameter } from '../common/readParameter';

const OPTION_PATHS: Readonly<Record<string, string>> = {
	flattenPdf: 'advancedOptions.flattenPdf',
	nativeFieldsOnly: 'advancedOptions.nativeFieldsOnly',
	radioEnumsEnabled: 'advancedOptions.radioEnumsEnabled',
	schemaGenerationInstructions: 'schemaGenerationInstructions',
	tableParsingEnabled: 'advancedOptions.tableParsingEnabled',
};

export const fillFormProperties: INodeProperties[] = [
	{
		displayName: 'Fill Using',
		name: 'fillUsing',
		type: 'options',
		noDataExpression: true,
		default: 'values',
		options: [
			{
				name: 'Field Values',
				value: 'values',
				description: 'List the fields of the form with their values',
			},
			{
				name: 'Instructions',
				value: 'instructions',
				description: 'Say in plain words what to fill in',
			},
			{
				name: 'Form Schema',
				value: 'schema',
				description: 'A schema of Extend with the place and value of each field, as JSON',
			},
		],
	},
	{
		displayName: 'Field Values',
		name: 'fieldValues',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field', sortable: true },
		placeholder: 'Add Field',
		default: {},
		description: 'The fields of the form, named as on the form, and what to write into each',
		displayOptions: { show: { fillUsing: ['values'] } },
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						required: true,
						placeholder: 'e.g. Date of birth',
						description: 'The label of the field on the form',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. 1990-05-17',
						description: 'What to write. For a box to tick: yes or no.',
					},
				],
			},
		],
	},
	{
		displayName: 'Instructions',
		name: 'instructions',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Full name: Ada Lovelace. Tick the box for single. Leave the rest empty.',
		description: 'What to fill in, in plain words',
		displayOptions: { show: { fillUsing: ['instructions'] } },
	},
	{
		displayName: 'Form Schema',
		name: 'formSchema',
		type: 'json',
		typeOptions: { rows: 10 },
		default: '{\n\t"type": "object",\n\t"properties": {}\n}',
		required: true,
		description:
			"The fields as JSON, with 'extend_edit:value' for each value. An earlier run has it under 'config.schema'.",
		displayOptions: { show: { fillUsing: ['schema'] } },
	},
];

export const fillFormOptions: INodeProperties[] = [
	{
		displayName: 'Configuration (JSON)',
		name: 'configJson',
		type: 'json',
		typeOptions: { rows: 6 },
		default: '{}',
		description: 'Laid over the configuration last, for settings that have no option here',
	},
	{
		displayName: 'Flatten PDF',
		name: 'flattenPdf',
		type: 'boolean',
		default: true,
		description: 'Whether the filled fields become part of the page and cannot be changed any more',
	},
	{
		displayName: 'Native Fields Only',
		name: 'nativeFieldsOnly',
		type: 'boolean',
		default: true,
		description:
			'Whether to fill only real form fields, not boxes that are merely drawn on the page',
	},
	{
		displayName: 'Radio Buttons as Choice',
		name: 'radioEnumsEnabled',
		type: 'boolean',
		default: true,
		description: 'Whether a group of radio buttons is one field of which only one can be chosen',
	},
	{
		displayName: 'Schema Instructions',
		name: 'schemaGenerationInstructions',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Ignore the part for office use',
		description: 'What to pay attention to while the fields of the form are looked for',
	},
	{
		displayName: 'Tables as Lists',
		name: 'tableParsingEnabled',
		type: 'boolean',
		default: true,
		description: 'Whether a table in the form is one field with rows',
	},
];

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
