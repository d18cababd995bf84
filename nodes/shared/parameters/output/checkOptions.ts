/** Checks of values: two entries of the collection 'Review Options'. */
import type { INodeProperties } from 'n8n-workflow';
import { fieldPicker } from '../fieldPicker';

const forCheck = (...checks: string[]) => ({ displayOptions: { show: { check: checks } } });

const SUMS = ['sumOfColumn', 'sumOfFields'];

const checkProperties: INodeProperties[] = [
	{
		displayName: 'Check',
		name: 'check',
		type: 'options',
		default: 'sumOfColumn',
		description: 'What to check',
		options: [
			{ name: 'Date Order', value: 'dateOrder', description: "A date isn't after another one" },
			{ name: 'Format', value: 'format', description: 'A value is a valid IBAN or VAT ID' },
			{ name: 'Sum of Column', value: 'sumOfColumn', description: 'Table rows add up to a field' },
			{ name: 'Sum of Fields', value: 'sumOfFields', description: 'Fields add up to a field' },
		],
	},
	{
		...fieldPicker({
			displayName: 'Column',
			name: 'column',
			description: 'The column to add up, e.g. line_items[*].amount',
			listPlaceholder: 'Select a column',
			searchListMethod: 'searchColumns',
		}),
		...forCheck('sumOfColumn'),
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		default: '',
		placeholder: 'e.g. subtotal, tax_amount',
		description: 'The fields to add up, separated by commas',
		...forCheck('sumOfFields'),
	},
	fieldPicker({
		displayName: 'Field',
		name: 'field',
		description: 'The total, the earlier date, or the value to check',
	}),
	{
		...fieldPicker({
			displayName: 'Later Field',
			name: 'laterField',
			description: 'The date that must be the same or later. Defaults to today.',
			listPlaceholder: 'Today',
		}),
		...forCheck('dateOrder'),
	},
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		default: 'iban',
		description: 'What the value must be',
		options: [
			{ name: 'IBAN', value: 'iban', description: 'By country, length, and check digits' },
			{ name: 'VAT ID', value: 'vatId', description: 'By country, with check digits where known' },
		],
		...forCheck('format'),
	},
	{
		displayName: 'Tolerance',
		name: 'tolerance',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 0,
		description: 'How far the sum and the field may differ',
		...forCheck(...SUMS),
	},
];

export const checksOption: INodeProperties = {
	displayName: 'Checks',
	name: 'checks',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Check' },
	placeholder: 'Add Check',
	default: {},
	description: 'Check sums, dates, IBANs, and VAT IDs in the result',
	options: [{ displayName: 'Check', name: 'check', values: checkProperties }],
};

export const onFailedCheckOption: INodeProperties = {
	displayName: 'On Failed Check',
	name: 'onFailedCheck',
	type: 'options',
	default: 'review',
	description: 'What to do when a document fails a check',
	options: [
		{ name: 'Error', value: 'error', description: 'Stop, or follow the On Error setting' },
		{ name: 'Review', value: 'review', description: 'Flag the document for review' },
	],
};
