/** The parameters that say which fields to extract. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { FIELD_SETS } from '../../../shared/schema';

const columnTypes: INodePropertyOptions[] = [
	{ name: 'Boolean', value: 'boolean', description: 'True or false' },
	{ name: 'Choice', value: 'enum', description: 'One of the choices you list' },
	{ name: 'Currency', value: 'currency', description: 'An amount with a currency code' },
	{ name: 'Date', value: 'date', description: 'A date in the format yyyy-mm-dd' },
	{ name: 'Integer', value: 'integer', description: 'A whole number' },
	{ name: 'List', value: 'list', description: 'Several text values, e.g. order numbers' },
	{ name: 'Number', value: 'number', description: 'Any number' },
	{
		name: 'Signature',
		value: 'signature',
		description: 'A signature with its status, signer, date, and role',
	},
	{ name: 'Text', value: 'string', description: 'Any text, e.g. a name or an invoice number' },
];

// Names are sorted, as n8n asks for; "Table" stands before "Text".
const fieldTypes: INodePropertyOptions[] = [
	...columnTypes.slice(0, -1),
	{ name: 'Table', value: 'table', description: 'Several rows with the columns you list' },
	...columnTypes.slice(-1),
];

const nameProperty: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. invoice_number',
	description: "Name of the field in the output. 'Invoice Number' becomes 'invoice_number'.",
};

const choicesProperty: INodeProperties = {
	displayName: 'Choices',
	name: 'choices',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	required: true,
	placeholder: 'e.g. open, paid, overdue',
	description: 'Possible values separated by commas or line breaks',
	displayOptions: { show: { type: ['enum'] } },
};

const choiceDescriptionsProperty: INodeProperties = {
	displayName: 'Choice Descriptions',
	name: 'choiceDescriptions',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. open: Not settled yet',
	description: 'What each choice means, with one line per choice',
	displayOptions: { show: { type: ['enum'] } },
};

const descriptionProperty: INodeProperties = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
	placeholder: 'e.g. Total amount including tax',
	description:
		'What the field contains and where to find it. Detailed descriptions improve results.',
};

const typeProperty: INodeProperties = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: fieldTypes,
	default: 'string',
	description: 'The type of value',
};

const columnsProperty: INodeProperties = {
	displayName: 'Columns',
	name: 'columns',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Column', sortable: true },
	placeholder: 'Add Column',
	default: {},
	description: 'The columns of the table',
	displayOptions: { show: { type: ['table'] } },
	options: [
		{
			displayName: 'Column',
			name: 'column',
			values: [
				{ ...nameProperty, placeholder: 'e.g. quantity' },
				{
					...typeProperty,
					options: columnTypes,
					description: 'The type of value',
				},
				{ ...descriptionProperty, placeholder: 'e.g. Number of units' },
				choicesProperty,
				choiceDescriptionsProperty,
			],
		},
	],
};

const EXAMPLE = `{
	"invoice_number": "A-1007",
	"invoice_date": "2026-03-02",
	"total": { "amount": 418.5, "iso_4217_currency_code": "EUR" },
	"line_items": [
		{ "description": "Flyer A5", "quantity": 500, "price": 0.837 }
	]
}`;

const JSON_SCHEMA = `{
	"type": "object",
	"properties": {
		"invoice_number": { "type": "string", "description": "Number of the invoice" },
		"invoice_date": { "type": "string", "format": "date" },
		"total": { "type": "number", "description": "Amount to pay, including tax" },
		"line_items": {
			"type": "array",
			"items": {
				"type": "object",
				"properties": {
					"description": { "type": "string" },
					"quantity": { "type": "number" }
				}
			}
		}
	}
}`;

const fieldsProperty: INodeProperties = {
	displayName: 'Fields',
	name: 'fields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field', sortable: true },
	placeholder: 'Add Field',
	default: {},
	description: 'The fields to extract from the document',
	options: [
		{
			displayName: 'Field',
			name: 'field',
			values: [
				nameProperty,
				typeProperty,
				descriptionProperty,
				choicesProperty,
				choiceDescriptionsProperty,
				columnsProperty,
			],
		},
	],
};

/**
 * A table of fields, an example or a JSON Schema. The operation that uses these properties adds
 * display options for resource and operation.
 */
export const schemaProperties: INodeProperties[] = [
	{
		displayName: 'Schema Type',
		name: 'schemaType',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'From Field Descriptions',
				value: 'fields',
				description: 'List the fields with a type and description',
			},
			{
				name: 'Generate From JSON Example',
				value: 'example',
				description: 'Generate the fields from an example of the output',
			},
			{
				name: 'Define Using JSON Schema',
				value: 'json',
				description: 'Enter a JSON Schema',
			},
		],
		default: 'fields',
		description: 'How to define the fields',
	},
	{
		displayName: 'Start With',
		name: 'fieldSet',
		type: 'options',
		noDataExpression: true,
		options: FIELD_SETS.map(({ label, value }) => ({ name: label, value })),
		default: 'custom',
		description: 'Which fields the list below starts with. You can change all of them.',
		displayOptions: { show: { schemaType: ['fields'] } },
	},
	...FIELD_SETS.map(({ value, parameter, parameterLabel, rows }) => ({
		...fieldsProperty,
		displayName: parameterLabel,
		name: parameter,
		default: rows.length === 0 ? {} : { field: rows },
		displayOptions: { show: { schemaType: ['fields'], fieldSet: [value] } },
	})),
	{
		displayName: 'JSON Example',
		name: 'jsonExample',
		type: 'json',
		typeOptions: { rows: 10 },
		default: EXAMPLE,
		required: true,
		description:
			'An example of the output for one document. Text like 2026-03-02 becomes a date field.',
		displayOptions: { show: { schemaType: ['example'] } },
	},
	{
		displayName: 'JSON Schema',
		name: 'jsonSchema',
		type: 'json',
		typeOptions: { rows: 10 },
		default: JSON_SCHEMA,
		required: true,
		description: 'Schema of the output. n8n converts it to the format Extend needs.',
		hint: 'Use <a target="_blank" href="https://json-schema.org/">JSON Schema</a> format with an object at the root',
		displayOptions: { show: { schemaType: ['json'] } },
	},
	{
		displayName: 'Extraction Rules',
		name: 'extractionRules',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Use the currency shown on the invoice',
		description: 'Guidance for the AI that applies to all fields',
	},
];
