/** How a document is converted to text (Extend docs: parse configuration). */
import type { INodeProperties } from 'n8n-workflow';

function toggleOption(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'boolean', default: true, description };
}

function textOption(
	displayName: string,
	name: string,
	description: string,
	placeholder: string,
): INodeProperties {
	return { displayName, name, type: 'string', default: '', description, placeholder };
}

function choiceOption(
	displayName: string,
	name: string,
	description: string,
	options: Array<{ name: string; value: string }>,
	defaultValue: string,
): INodeProperties {
	return { displayName, name, type: 'options', default: defaultValue, description, options };
}

export const parseOptions: INodeProperties[] = [
	toggleOption(
		'Agentic Tables',
		'agenticTables',
		'Whether a model corrects difficult tables; costs extra credits on those pages',
	),
	textOption(
		'Agentic Tables Instructions',
		'agenticTablesInstructions',
		'What to mind when tables are corrected',
		'e.g. Keep empty cells',
	),
	toggleOption(
		'Agentic Text',
		'agenticText',
		'Whether a model corrects difficult text such as handwriting; costs extra credits on those pages',
	),
	textOption(
		'Agentic Text Instructions',
		'agenticTextInstructions',
		'What to mind when text is corrected',
		'e.g. Names are Dutch',
	),
	toggleOption(
		'Always Convert to PDF',
		'alwaysConvertToPdf',
		'Whether every document is converted to PDF first',
	),
	toggleOption('Barcode Images', 'barcodeImages', 'Whether pictures of barcodes are kept'),
	toggleOption('Barcodes', 'barcodeReading', 'Whether barcodes and QR codes are read'),
	toggleOption(
		'Blank Form Fields',
		'blankFieldFormatting',
		'Whether empty fields of forms are marked',
	),
	toggleOption('Charts', 'chartExtraction', 'Whether the values in charts are read'),
	choiceOption(
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
	choiceOption(
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
	textOption(
		'Engine Version',
		'engineVersion',
		'Version of the engine. Empty: the newest.',
		'e.g. 2.0.0',
	),
	choiceOption(
		'Enrichment Format',
		'enrichmentFormat',
		'How additions such as signatures are marked in the text',
		[
			{ name: 'Bracket', value: 'bracket' },
			{ name: 'XML', value: 'xml' },
		],
		'xml',
	),
	toggleOption(
		'Excel Cell Formatting',
		'excelCellFormatting',
		"Whether the formatting of cells is kept; needs 'Excel Parsing' on Advanced",
	),
	toggleOption(
		'Excel Cell Metadata',
		'excelCellMetadata',
		"Whether references and formulas of cells are kept; needs 'Excel Parsing' on Advanced",
	),
	choiceOption(
		'Excel Parsing',
		'excelParsingMode',
		'How workbooks are read; Advanced costs more',
		[
			{ name: 'Advanced', value: 'advanced' },
			{ name: 'Basic', value: 'basic' },
		],
		'basic',
	),
	toggleOption(
		'Excel Raw Values',
		'excelRawCellValues',
		'Whether values are taken as stored and not as shown',
	),
	toggleOption(
		'Excel Skip Calculation',
		'excelSkipCalculation',
		'Whether formulas are left as they were last calculated',
	),
	toggleOption(
		'Excel Skip Hidden Content',
		'excelSkipHiddenContent',
		'Whether hidden sheets, rows and columns are left out',
	),
	toggleOption('Figure Images', 'figureImages', 'Whether pictures of figures are kept'),
	textOption(
		'Figure Instructions',
		'figureInstructions',
		'What to mind when figures are described',
		'e.g. Name all axes',
	),
	toggleOption('Figures', 'figures', 'Whether figures are found and described'),
	toggleOption('Formulas', 'formulas', 'Whether mathematical formulas are read as LaTeX'),
	choiceOption(
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
	toggleOption(
		'OCR Words',
		'ocrWords',
		'Whether every word comes with its place; makes big results',
	),
	toggleOption('Page Rotation', 'pageRotation', 'Whether pages are turned upright'),
	toggleOption('Signature Detection', 'signatureDetection', 'Whether signatures are found'),
	toggleOption('Table Cells', 'cellBlocks', 'Whether each cell of a table is a block of its own'),
	choiceOption(
		'Table Format',
		'tableFormat',
		'How tables stand in the text',
		[
			{ name: 'HTML', value: 'html' },
			{ name: 'Markdown', value: 'markdown' },
		],
		'html',
	),
	toggleOption(
		'Table Header Continuation',
		'tableHeaderContinuation',
		'Whether the header is repeated when a table goes on to the next page',
	),
	choiceOption(
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

/** The collection 'Parsing Options' of operations for which parsing is only a step. */
export const parsingCollection: INodeProperties = {
	displayName: 'Parsing Options',
	name: 'parseOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	description: 'How the pages are read before anything else',
	options: parseOptions,
};
