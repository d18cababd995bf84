/** How pages are read: the collection 'Parsing Options' (Extend docs: parse configuration). */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { buildConfig } from '../common/buildConfig';
import { bundle, collection } from '../../../shared/parameters/declared/collections';
import { flattenBundles, readCollection } from '../common/readDeclared';
import { excelOption } from './excelOption';
import { choice, text, toggle, toggleOn } from './settingForms';

/** The path of each setting in `parseConfig`; settings of a bundle are called after it. */
const PATHS: Readonly<Record<string, string>> = {
	'agenticTables.customInstructions': 'blockOptions.tables.agentic.customInstructions',
	'agenticTables.enabled': 'blockOptions.tables.agentic.enabled',
	'agenticText.customInstructions': 'blockOptions.text.agentic.customInstructions',
	'agenticText.enabled': 'blockOptions.text.agentic.enabled',
	alwaysConvertToPdf: 'advancedOptions.alwaysConvertToPdf',
	'barcodes.imageClippingEnabled': 'blockOptions.barcodes.imageClippingEnabled',
	'barcodes.readingEnabled': 'blockOptions.barcodes.readingEnabled',
	blankFieldFormatting: 'blockOptions.keyValue.blankFieldFormattingEnabled',
	chartExtraction: 'blockOptions.figures.advancedChartExtractionEnabled',
	'chunking.maxCharacters': 'chunkingStrategy.options.maxCharacters',
	'chunking.minCharacters': 'chunkingStrategy.options.minCharacters',
	'chunking.type': 'chunkingStrategy.type',
	'engine.engine': 'engine',
	'engine.engineVersion': 'engineVersion',
	'excel.excelIncludeCellFormatting': 'advancedOptions.excelIncludeCellFormatting',
	'excel.excelIncludeCellMetadata': 'advancedOptions.excelIncludeCellMetadata',
	'excel.excelParsingMode': 'advancedOptions.excelParsingMode',
	'excel.excelSkipCalculation': 'advancedOptions.excelSkipCalculation',
	'excel.excelSkipHiddenContent': 'advancedOptions.excelSkipHiddenContent',
	'excel.excelUseRawCellValues': 'advancedOptions.excelUseRawCellValues',
	'figures.customInstructions': 'blockOptions.figures.customInstructions',
	'figures.enabled': 'blockOptions.figures.enabled',
	'figures.figureImageClippingEnabled': 'blockOptions.figures.figureImageClippingEnabled',
	'format.enrichmentFormat': 'advancedOptions.enrichmentFormat',
	'format.target': 'target',
	'format.verticalGroupingThreshold': 'advancedOptions.verticalGroupingThreshold',
	formulas: 'blockOptions.formulas.enabled',
	imageConversionQuality: 'advancedOptions.imageConversionQuality',
	ocrWords: 'advancedOptions.returnOcr.words',
	pageRotation: 'advancedOptions.pageRotationEnabled',
	signatureDetection: 'blockOptions.text.signatureDetectionEnabled',
	'tables.cellBlocksEnabled': 'blockOptions.tables.cellBlocksEnabled',
	'tables.tableHeaderContinuationEnabled': 'blockOptions.tables.tableHeaderContinuationEnabled',
	'tables.targetFormat': 'blockOptions.tables.targetFormat',
};

/** Numbers that are not sent at these values, since they are what Extend does without them. */
const UNSET_AT: Readonly<Record<string, number>> = {
	'chunking.maxCharacters': 0,
	'chunking.minCharacters': 0,
	'format.verticalGroupingThreshold': 1,
};

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

const parseOptions: INodeProperties[] = [
	agentic('Agentic Tables', 'agenticTables', 'complex tables', 'e.g. Keep empty cells'),
	agentic('Agentic Text', 'agenticText', 'difficult text', 'e.g. Names are Dutch'),
	bundle('Barcodes', 'barcodes', 'How to handle barcodes and QR codes', [
		toggle('Read', 'readingEnabled', 'Whether to read barcodes and QR codes'),
		toggle('Return Images', 'imageClippingEnabled', 'Whether to return images of barcodes'),
	]),
	toggle('Charts', 'chartExtraction', 'Whether to read the values in charts. Off by default.'),
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
		'Word Positions',
		'ocrWords',
		'Whether to return the position of every word, which makes the output much larger. Off by default.',
	),
];

/** For operations in which parsing is only a step. Without display options. */
export const parseOptionsCollection: INodeProperties = {
	...collection('Parsing Options', 'parseOptions', parseOptions),
	description: 'How Extend reads the pages before processing',
};

/** For Document > Parse, which has a parameter for the format. */
export const ownParseOptionsCollection: INodeProperties = {
	...collection(
		'Parsing Options',
		'parseOptions',
		parseOptions.map((option) =>
			option.name === 'format'
				? bundle('Text Layout', 'format', 'The details of the format', formatSettings)
				: option,
		),
	),
	description: 'How Extend reads the pages',
};

/** The settings of an item as a parse configuration; only what is set. Throws NodeOperationError. */
export function readParseOptions(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const rules = { acceptsUnknownChoices: true };
	const values = flattenBundles(
		readCollection(context, itemIndex, 'parseOptions', parseOptions, rules),
	);
	for (const [name, value] of Object.entries(UNSET_AT)) {
		if (values[name] === value) delete values[name];
	}
	return buildConfig(values, PATHS);
}
