/** The document: parameters shared by all operations that process one. */
import type { INodeProperties } from 'n8n-workflow';
import type { RunKind } from '../../../shared/runs/kinds';

const ALL_SOURCES = [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'A file from the previous node, e.g. an email attachment',
	},
	{ name: 'URL', value: 'url', description: 'Public URL of the document' },
	{ name: 'Extend File', value: 'fileId', description: 'A file already stored in Extend' },
	{ name: 'Text', value: 'text', description: 'Plain text' },
];

const sourceProperty: INodeProperties = {
	displayName: 'Document Source',
	name: 'documentSource',
	type: 'options',
	noDataExpression: true,
	default: 'binary',
	description: 'Where the document comes from',
	options: ALL_SOURCES,
};

/** The parameters of the document, as far as the kind of run supports them. Without display options for the operation. */
export function documentProperties({
	acceptsText,
}: Pick<RunKind, 'acceptsText'>): INodeProperties[] {
	const sources = ALL_SOURCES.filter(({ value }) => acceptsText || value !== 'text');
	return [
		...sourceProperties(sources),
		...fileProperties.filter((property) => acceptsText || !isForText(property)),
	];
}

function isForText({ displayOptions }: INodeProperties): boolean {
	return displayOptions?.show?.documentSource?.includes('text') === true;
}

function sourceProperties(options: typeof ALL_SOURCES): INodeProperties[] {
	return [
		// An agent's tool call carries no binary and cannot choose between options: it starts with a URL.
		{ ...sourceProperty, options, displayOptions: { hide: { '@tool': [true] } } },
		{
			...sourceProperty,
			default: 'url',
			options: options.filter(({ value }) => value !== 'binary'),
			displayOptions: { show: { '@tool': [true] } },
		},
	];
}

export const binaryFieldProperty: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input binary field containing the file. Use attachment_* or * for several.',
	displayOptions: { show: { documentSource: ['binary'] } },
};

const fileProperties: INodeProperties[] = [
	binaryFieldProperty,
	{
		displayName: 'URL',
		name: 'documentUrl',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/invoice.pdf',
		description: 'URL of the document. Enter one URL per line to process several.',
		displayOptions: { show: { documentSource: ['url'] } },
	},
	{
		displayName: 'File ID',
		name: 'fileId',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		required: true,
		placeholder: 'e.g. file_xK9mLPqRtN3vS8wF5hB2c',
		description: 'ID of a file in Extend. Enter one ID per line to process several.',
		displayOptions: { show: { documentSource: ['fileId'] } },
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		description: 'The text to process',
		displayOptions: { show: { documentSource: ['text'] } },
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description: 'Name of the document in Extend. Defaults to the file name in the URL.',
		displayOptions: { show: { documentSource: ['url'] } },
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. note.txt',
		description: 'Name of the document in Extend',
		displayOptions: { show: { documentSource: ['text'] } },
	},
];
