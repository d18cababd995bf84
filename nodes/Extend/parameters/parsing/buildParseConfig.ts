/** Parsing options as a configuration (Extend docs: parse configuration). */
import type { IDataObject } from 'n8n-workflow';
import { buildConfig } from '../common/buildConfig';

/** The path of each option in `parseConfig`. */
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

/** Parsing options as the configuration of a parse run; only what is set. */
export function buildParseConfig(parsing: IDataObject): IDataObject {
	return buildConfig(parsing, PARSE_PATHS);
}

/** The same as part of another configuration; empty when nothing is set. */
export function buildNestedParseConfig(parsing: IDataObject): IDataObject {
	const parseConfig = buildParseConfig(parsing);
	return Object.keys(parseConfig).length > 0 ? { parseConfig } : {};
}
