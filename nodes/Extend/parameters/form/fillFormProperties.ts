/** What goes into a form: parameters of Document > Edit (Extend docs: editing configuration). */
import type { INodeProperties } from 'n8n-workflow';
import { collection } from '../../../shared/parameters/declared/collections';
import { additionalConfigOption } from '../common/additionalConfig';

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
				description: 'List the form fields and their values',
			},
			{
				name: 'Instructions',
				value: 'instructions',
				description: 'Describe what to fill in',
			},
			{
				name: 'Form Schema',
				value: 'schema',
				description: 'An Extend form schema (JSON) with the position and value of each field',
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
		description: 'The form fields to fill in and their values',
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
						description: 'The label next to the field on the form',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. 1990-05-17',
						description: 'The value to enter. For a checkbox, use yes or no.',
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
		placeholder: 'e.g. Full name: Nathan Smith. Mark the status as single. Leave the rest empty.',
		description: 'What to fill in',
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
			"Form fields as JSON, with values in 'extend_edit:value'. Earlier runs have it in 'config.schema'.",
		displayOptions: { show: { fillUsing: ['schema'] } },
	},
];

export const fillFormOptions: INodeProperties[] = [
	additionalConfigOption,
	{
		displayName: 'Check Form Rules',
		name: 'conditionalGenerationEnabled',
		type: 'boolean',
		default: false,
		description:
			'Whether to fail when the values break rules stated in the form, e.g. required fields. Off by default.',
	},
	{
		displayName: 'Engine Version',
		name: 'engineVersion',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1.0.0',
		description: 'Version of the engine that fills the form. Defaults to the latest version.',
	},
	{
		displayName: 'Flatten PDF',
		name: 'flattenPdf',
		type: 'boolean',
		default: true,
		description:
			'Whether to merge filled fields into the page, so they can no longer be edited. On by default.',
	},
	{
		displayName: 'Native Fields Only',
		name: 'nativeFieldsOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to only fill interactive form fields, not blank areas on the page',
	},
	{
		displayName: 'Radio Buttons as Choice',
		name: 'radioEnumsEnabled',
		type: 'boolean',
		default: false,
		description: 'Whether to treat a group of radio buttons as a single field',
	},
	{
		displayName: 'Schema Instructions',
		name: 'schemaGenerationInstructions',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Ignore the office use section',
		description: 'Guidance for detecting the form fields',
	},
	{
		displayName: 'Tables as Lists',
		name: 'tableParsingEnabled',
		type: 'boolean',
		default: false,
		description: 'Whether to treat a table in the form as a single field with rows',
	},
];

/** Without display options. */
export const formOptionsCollection: INodeProperties = collection(
	'Form Options',
	'formOptions',
	fillFormOptions,
);
