/** How a document is turned into text before anything else (Extend docs: parse configuration). */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { configFrom } from './configOptions';

/** Where each option stands in `parseConfig`. */
export const PARSE_PATHS: Readonly<Record<string, string>> = {
	agenticTables: 'blockOptions.tables.agentic.enabled',
	agenticTablesInstructions: 'blockOptions.tables.agentic.customInstructions',
	agenticText: 'blockOptions.text.agentic.enabled',
	agenticTextInstructions: 'blockOptions.text.agentic.customInstructions',
	alwaysConvertToPdf: 'advancedOptions.alwaysConvertToPdf',
	barcodeImages: 'blockOptions.barcodes.imageClippingEnabled',
	barcodeReading: 'blockOptions.barcodes.readingEnabled',
	blankFieldFormatting: 'blockOptions.keyValue.blankFieldFormattingEnabled',
	cellBlocks: 'blockOptions.tables.cellBlocksEnabled',
	chartExtraction: 'blockOptions.figures.advancedChartExtractionEnabled',
	chunking: 'chunkingStrategy.type',
	chunkMaxCharacters: 'chunkingStrategy.options.maxCharacters',
	chunkMinCharacters: 'chunkingStrategy.options.minCharacters',
	engine: 'engine',
	engineVersion: 'engineVersion',
	enrichmentFormat: 'advancedOptions.enrichmentFormat',
	excelCellFormatting: 'advancedOptions.excelIncludeCellFormatting',
	excelCellMetadata: 'advancedOptions.excelIncludeCellMetadata',
	excelParsingMode: 'advancedOptions.excelParsingMode',
	excelRawCellValues: 'advancedOptions.excelUseRawCellValues',
	excelSkipCalculation: 'advancedOptions.excelSkipCalculation',
	excelSkipHiddenContent: 'advancedOptions.excelSkipHiddenContent',
	figureImages: 'blockOptions.figures.figureImageClippingEnabled',
	figureInstructions: 'blockOptions.figures.customInstructions',
	figures: 'blockOptions.figures.enabled',
	formulas: 'blockOptions.formulas.enabled',
	imageConversionQuality: 'advancedOptions.imageConversionQuality',
	ocrWords: 'advancedOptions.returnOcr.words',
	pageRotation: 'advancedOptions.pageRotationEnabled',
	signatureDetection: 'blockOptions.text.signatureDetectionEnabled',
	tableFormat: 'blockOptions.tables.targetFormat',
	tableHeaderContinuation: 'blockOptions.tables.tableHeaderContinuationEnabled',
	target: 'target',
	verticalGroupingThreshold: 'advancedOptions.verticalGroupingThreshold',
};

function toggle(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'boolean', default: true, description };
}

function text(
	displayName: string,
	name: string,
	description: string,
	placeholder: string,
): INodeProperties {
	return { displayName, name, type: 'string', default: '', description, placeholder };
}

/** A choice whose first value is the one Extend takes by itself. */
function choice(
	displayName: string,
	name: string,
	description: string,
	options: Array<{ name: string; value: string }>,
	byDefault: string,
): INodeProperties {
	return { displayName, name, type: 'options', default: byDefault, description, options };
}

export const parseOptions: INodeProperties[] = [
	toggle(
		'Agentic Tables',
		'agenticTables',
		'Whether a model corrects difficult tables; costs extra credits on those pages',
	),
	text(
		'Agentic Tables Instructions',
		'agenticTablesInstructions',
		'What to mind when tables are corrected',
		'e.g. Keep empty cells',
	),
	toggle(
		'Agentic Text',
		'agenticText',
		'Whether a model corrects difficult text such as handwriting; costs extra credits on those pages',
	),
	text(
		'Agentic Text Instructions',
		'agenticTextInstructions',
		'What to mind when text is corrected',
		'e.g. Names are Dutch',
	),
	toggle(
		'Always Convert to PDF',
		'alwaysConvertToPdf',
		'Whether every document is converted to PDF first',
	),
	toggle('Barcode Images', 'barcodeImages', 'Whether pictures of barcodes are kept'),
	toggle('Barcodes', 'barcodeReading', 'Whether barcodes and QR codes are read'),
	toggle('Blank Form Fields', 'blankFieldFormatting', 'Whether empty fields of forms are marked'),
	toggle('Charts', 'chartExtraction', 'Whether the values in charts are read'),
	choice(
		'Chunking',
		'chunking',
		'How the text is cut into parts',
		[
			{ name: 'Document', value: 'document' },
			{ name: 'Page', value: 'page' },
			{ name: 'Section', value: 'section' },
		],
		'page',
	),
	choice(
		'Engine',
		'engine',
		'The model that reads the pages',
		[
			{ name: 'Auto', value: 'parse_auto' },
			{ name: 'Light', value: 'parse_light' },
			{ name: 'Performance', value: 'parse_performance' },
		],
		'parse_performance',
	),
	text(
		'Engine Version',
		'engineVersion',
		'Version of the engine. Empty: the newest.',
		'e.g. 2.0.0',
	),
	choice(
		'Enrichment Format',
		'enrichmentFormat',
		'How additions such as signatures are marked in the text',
		[
			{ name: 'Bracket', value: 'bracket' },
			{ name: 'XML', value: 'xml' },
		],
		'xml',
	),
	toggle(
		'Excel Cell Formatting',
		'excelCellFormatting',
		"Whether the formatting of cells is kept; needs 'Excel Parsing' on Advanced",
	),
	toggle(
		'Excel Cell Metadata',
		'excelCellMetadata',
		"Whether references and formulas of cells are kept; needs 'Excel Parsing' on Advanced",
	),
	choice(
		'Excel Parsing',
		'excelParsingMode',
		'How workbooks are read; Advanced costs more',
		[
			{ name: 'Advanced', value: 'advanced' },
			{ name: 'Basic', value: 'basic' },
		],
		'basic',
	),
	toggle(
		'Excel Raw Values',
		'excelRawCellValues',
		'Whether values are taken as stored and not as shown',
	),
	toggle(
		'Excel Skip Calculation',
		'excelSkipCalculation',
		'Whether formulas are left as they were last calculated',
	),
	toggle(
		'Excel Skip Hidden Content',
		'excelSkipHiddenContent',
		'Whether hidden sheets, rows and columns are left out',
	),
	toggle('Figure Images', 'figureImages', 'Whether pictures of figures are kept'),
	text(
		'Figure Instructions',
		'figureInstructions',
		'What to mind when figures are described',
		'e.g. Name all axes',
	),
	toggle('Figures', 'figures', 'Whether figures are found and described'),
	toggle('Formulas', 'formulas', 'Whether mathematical formulas are read as LaTeX'),
	choice(
		'Image Quality',
		'imageConversionQuality',
		'Quality of the page pictures that are read',
		[
			{ name: 'High', value: 'high' },
			{ name: 'Low', value: 'low' },
			{ name: 'Medium', value: 'medium' },
		],
		'high',
	),
	{
		displayName: 'Maximum Chunk Characters',
		name: 'chunkMaxCharacters',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10000,
		description: 'The longest that a part of the text may be',
	},
	{
		displayName: 'Minimum Chunk Characters',
		name: 'chunkMinCharacters',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 500,
		description: 'The shortest that a part of the text may be',
	},
	toggle('OCR Words', 'ocrWords', 'Whether every word comes with its place; makes big results'),
	toggle('Page Rotation', 'pageRotation', 'Whether pages are turned upright'),
	toggle('Signature Detection', 'signatureDetection', 'Whether signatures are found'),
	toggle('Table Cells', 'cellBlocks', 'Whether each cell of a table is a block of its own'),
	choice(
		'Table Format',
		'tableFormat',
		'How tables stand in the text',
		[
			{ name: 'HTML', value: 'html' },
			{ name: 'Markdown', value: 'markdown' },
		],
		'html',
	),
	toggle(
		'Table Header Continuation',
		'tableHeaderContinuation',
		'Whether the header is repeated when a table goes on to the next page',
	),
	choice(
		'Target',
		'target',
		'What the text looks like',
		[
			{ name: 'Markdown', value: 'markdown' },
			{ name: 'Spatial', value: 'spatial' },
		],
		'markdown',
	),
	{
		displayName: 'Vertical Grouping',
		name: 'verticalGroupingThreshold',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 5, numberPrecision: 1 },
		default: 1,
		description: 'How far lines may lie apart to count as one, for the spatial target',
	},
];

/** The configuration of a parse run that the options stand for; only what is set. */
export function parseConfigFrom(parsing: IDataObject): IDataObject {
	return configFrom(parsing, PARSE_PATHS);
}

/** The same as part of another configuration; nothing when nothing is set. */
export function parseConfigPart(parsing: IDataObject): IDataObject {
	const parseConfig = parseConfigFrom(parsing);
	return Object.keys(parseConfig).length > 0 ? { parseConfig } : {};
}

/** The collection 'Parsing Options' of operations that parse on the way to something else. */
export const parsingCollection: INodeProperties = {
	displayName: 'Parsing Options',
	name: 'parseOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	description: 'How the pages are read before anything else',
	options: parseOptions,
};
