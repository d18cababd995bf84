/** The source of the document: parameters shared by all operations that process one. */
import type { INodeProperties } from 'n8n-workflow';
import type { RunKind } from '../../../shared/runs/kinds';

const ALL_SOURCES = [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'A file of the incoming item, for example an e-mail attachment or a download',
	},
	{ name: 'URL', value: 'url', description: 'An address that is reachable from the internet' },
	{ name: 'Extend File', value: 'fileId', description: 'A file that is stored in Extend already' },
	{ name: 'Text', value: 'text', description: 'Text instead of a file' },
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

const multipleFilesProperty: INodeProperties = {
	displayName: 'Multiple Files',
	name: 'multipleFiles',
	type: 'options',
	noDataExpression: true,
	default: 'separate',
	description: 'What to do when there is more than one file',
	displayOptions: {
		show: { documentSource: ['binary', 'url', 'fileId'] },
		hide: { '@tool': [true] },
	},
	options: [
		{
			name: 'One Run per File',
			value: 'separate',
			description: 'Each file gives its own result',
		},
		{
			name: 'One Run per Item',
			value: 'together',
			description:
				'All files of an item are read as one case, for example an invoice and its annex',
		},
		{
			name: 'One Run over All Items',
			value: 'allItems',
			description:
				'The files of all items are read as one case: drives hand over one item per file',
		},
	],
};

/** The parameters of the document, as far as the kind of run supports them. Without display options for the operation. */
export function documentProperties({
	acceptsText,
	maxFiles,
}: Pick<RunKind, 'acceptsText' | 'maxFiles'>): INodeProperties[] {
	const sources = ALL_SOURCES.filter(({ value }) => acceptsText || value !== 'text');
	return [
		...sourceProperties(sources),
		...fileProperties.filter((property) => acceptsText || !isForText(property)),
		...(maxFiles > 1 ? [multipleFilesProperty] : []),
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
	hint: 'The name of the input binary field containing the file to be read. Several: separate them by commas, or use attachment_* for all that begin alike, or * for all.',
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
		description: 'Address of the document. Several: one per line.',
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
		description: 'ID of a file in Extend. Several: one per line.',
		displayOptions: { show: { documentSource: ['fileId'] } },
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		description: 'The text to read',
		displayOptions: { show: { documentSource: ['text'] } },
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description: 'Name of the document in Extend. Empty: the last part of the URL.',
		displayOptions: { show: { documentSource: ['url'] } },
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. note.txt',
		description: 'Name of the text in Extend',
		displayOptions: { show: { documentSource: ['text'] } },
	},
];
