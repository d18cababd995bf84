/** What goes into a form: parameters of Document > Edit (Extend docs: editing configuration). */
import type { INodeProperties } from 'n8n-workflow';
import { configJsonOption } from '../common/sharedOptions';

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
	configJsonOption,
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
