/** How pages are read: the collection 'Parsing Options' (Extend docs: parse configuration). */
import type { INodeProperties } from 'n8n-workflow';
import { additionalConfigOption } from '../common/additionalConfig';
import { bundle, collection } from '../../../shared/parameters/declared/collections';
import { pagesOption } from '../document/fileOptions';
import { excelOption } from './excelOption';
import { choice, text, toggle, toggleOn } from './settingForms';

/** The format of the text. Document > Parse has a parameter of its own for it. */
export const targetProperty: INodeProperties = {
	displayName: 'Format',
	name: 'target',
	type: 'options',
	noDataExpression: true,
	default: 'markdown',
	description: 'The format of the text',
	options: [
		{
			name: 'Markdown',
			value: 'markdown',
			description: 'Headings, lists, and tables as Markdown. Best for AI models.',
		},
		{
			name: 'Spatial',
			value: 'spatial',
			description: 'Plain text with spaces and line breaks that keep the page layout',
		},
	],
};

const formatSettings: INodeProperties[] = [
	choice('Mark Elements As', 'enrichmentFormat', 'How to mark signatures and other elements', [
		['Bracket', 'bracket'],
		['XML', 'xml'],
	]),
	{
		displayName: 'Line Grouping',
		name: 'verticalGroupingThreshold',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 5, numberPrecision: 1 },
		default: 1,
		description: "How close lines must be to count as one line. For 'Spatial' only.",
	},
];

function chunkLength(displayName: string, name: string, description: string): INodeProperties {
	const typeOptions = { minValue: 0 };
	return { displayName, name, type: 'number', typeOptions, default: 0, description };
}

function agentic(displayName: string, name: string, what: string, hint: string): INodeProperties {
	return bundle(displayName, name, `Use AI to correct ${what}. Uses extra credits.`, [
		toggle('Enable', 'enabled', `Whether to use AI to correct ${what}`),
		text('Instructions', 'customInstructions', `Guidance for correcting ${what}`, hint),
	]);
}

/** Without display options. */
export const parseOptions: INodeProperties[] = [
	agentic('Agentic Tables', 'agenticTables', 'complex tables', 'e.g. Keep empty cells'),
	agentic('Agentic Text', 'agenticText', 'difficult text', 'e.g. Names are Dutch'),
	bundle('Barcodes', 'barcodes', 'How to handle barcodes and QR codes', [
		toggle('Read', 'readingEnabled', 'Whether to read barcodes and QR codes'),
		toggle('Return Images', 'imageClippingEnabled', 'Whether to return images of barcodes'),
	]),
	bundle('Chunk By', 'chunking', 'How to divide the text into chunks', [
		{
			displayName: 'Unit',
			name: 'type',
			type: 'options',
			default: 'page',
			description: 'What makes a chunk',
			options: [
				{ name: 'Document', value: 'document' },
				{ name: 'Page', value: 'page' },
				{ name: 'Section', value: 'section' },
			],
		},
		chunkLength('Maximum Characters', 'maxCharacters', 'Maximum length of a chunk. No limit at 0.'),
		chunkLength('Minimum Characters', 'minCharacters', 'Minimum length of a chunk. No limit at 0.'),
	]),
	toggle(
		'Convert to PDF',
		'alwaysConvertToPdf',
		'Whether to convert every document to PDF first. Off by default.',
	),
	bundle('Engine', 'engine', 'The engine that reads the pages', [
		{
			displayName: 'Engine',
			name: 'engine',
			type: 'options',
			default: 'parse_performance',
			description: 'The engine that reads the pages',
			options: [
				{ name: 'Auto', value: 'parse_auto' },
				{ name: 'Light', value: 'parse_light' },
				{ name: 'Performance', value: 'parse_performance' },
			],
		},
		text(
			'Version',
			'engineVersion',
			'Version of the engine. Defaults to the latest version.',
			'e.g. 2.1.0',
		),
	]),
	excelOption,
	bundle('Figures', 'figures', 'How to handle images, charts, and diagrams', [
		toggleOn('Enable', 'enabled', 'Whether to detect and describe figures'),
		toggleOn('Return Images', 'figureImageClippingEnabled', 'Whether to return images of figures'),
		toggle('Charts', 'advancedChartExtractionEnabled', 'Whether to read the values in charts'),
		text(
			'Instructions',
			'customInstructions',
			'Guidance for describing figures',
			'e.g. Name all axes',
		),
	]),
	bundle('Format', 'format', 'The format of the text', [targetProperty, ...formatSettings]),
	toggle('Formulas', 'formulas', 'Whether to read formulas as LaTeX. Off by default.'),
	{
		displayName: 'Image Quality',
		name: 'imageConversionQuality',
		type: 'options',
		default: 'high',
		description: 'Quality of the page images',
		options: [
			{ name: 'High', value: 'high' },
			{ name: 'Low', value: 'low' },
			{ name: 'Medium', value: 'medium' },
		],
	},
	toggle(
		'Mark Empty Form Fields',
		'blankFieldFormatting',
		'Whether to mark empty form fields in the text. Off by default.',
	),
	toggle('Rotate Pages', 'pageRotation', 'Whether to rotate pages upright. Off by default.'),
	toggle('Signatures', 'signatureDetection', 'Whether to detect signatures. Off by default.'),
	bundle('Table Format', 'tables', 'The format of tables in the text', [
		{
			displayName: 'Format',
			name: 'targetFormat',
			type: 'options',
			default: 'html',
			description: 'The format of tables in the text',
			options: [
				{ name: 'HTML', value: 'html' },
				{ name: 'Markdown', value: 'markdown' },
			],
		},
		toggle(
			'Repeat Headers',
			'tableHeaderContinuationEnabled',
			'Whether to repeat the header when a table continues on the next page',
		),
		toggle('Cell Blocks', 'cellBlocksEnabled', 'Whether to return each cell as a separate block'),
	]),
	toggle(
		'Tracked Changes',
		'formattingDetection',
		'Whether to mark insertions and deletions in the text. Off by default.',
	),
	toggle(
		'Word Positions',
		'ocrWords',
		'Whether to return the position of every word, which makes the output much larger. Off by default.',
	),
];

/** Which pages are read at all; 'Pages' in File Options are those that are processed afterwards. */
export const parsedPagesOption: INodeProperties = {
	...pagesOption,
	description: 'Only read these pages. The first page is 1. All pages by default.',
};

function createCollection(options: INodeProperties[], description: string): INodeProperties {
	return { ...collection('Parsing Options', 'parseOptions', options), description };
}

/** For operations in which parsing is only a step. Without display options. */
export const parseOptionsCollection = createCollection(
	[...parseOptions, parsedPagesOption],
	'How Extend reads the pages before processing',
);

/** For batches of parse runs. */
export const batchParseOptionsCollection = createCollection(
	[...parseOptions, additionalConfigOption],
	'How Extend reads the pages',
);

/** For Document > Parse, which has a parameter for the format. */
export const ownParseOptionsCollection = createCollection(
	[
		...parseOptions.map((option) =>
			option.name === 'format'
				? bundle('Text Layout', 'format', 'The details of the format', formatSettings)
				: option,
		),
		additionalConfigOption,
	],
	'How Extend reads the pages',
);
