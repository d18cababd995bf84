/** Reads 'Parsing Options' as a parse configuration. */
import type { IDataObject } from 'n8n-workflow';
import { setPath } from '../../../shared/utils/deepMerge';
import { buildConfig, flattenBundles } from '../common/buildConfig';
import { readRanges } from '../common/pageRanges';
import { parsedPagesOption, parseOptions } from './parseOptions';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const PAGES_PATH = 'advancedOptions.pageRanges';

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
	'figures.advancedChartExtractionEnabled': 'blockOptions.figures.advancedChartExtractionEnabled',
	'figures.customInstructions': 'blockOptions.figures.customInstructions',
	'figures.enabled': 'blockOptions.figures.enabled',
	'figures.figureImageClippingEnabled': 'blockOptions.figures.figureImageClippingEnabled',
	'format.enrichmentFormat': 'advancedOptions.enrichmentFormat',
	'format.target': 'target',
	'format.verticalGroupingThreshold': 'advancedOptions.verticalGroupingThreshold',
	formattingDetection: 'advancedOptions.formattingDetection',
	formulas: 'blockOptions.formulas.enabled',
	imageConversionQuality: 'advancedOptions.imageConversionQuality',
	ocrWords: 'advancedOptions.returnOcr.words',
	pageRotation: 'advancedOptions.pageRotationEnabled',
	signatureDetection: 'blockOptions.text.signatureDetectionEnabled',
	'tables.cellBlocksEnabled': 'blockOptions.tables.cellBlocksEnabled',
	'tables.tableHeaderContinuationEnabled': 'blockOptions.tables.tableHeaderContinuationEnabled',
	'tables.targetFormat': 'blockOptions.tables.targetFormat',
};

/** The one thing that formatting detection finds today (Extend docs: parse configuration). */
const TRACKED_CHANGES = { type: 'change_tracking' };

/** Numbers that are not sent at these values, since they are what Extend does without them. */
const UNSET_AT: Readonly<Record<string, number>> = {
	'chunking.maxCharacters': 0,
	'chunking.minCharacters': 0,
	'format.verticalGroupingThreshold': 1,
};

/** The settings of an item as a parse configuration; only what is set. Throws NodeOperationError. */
export function readParseOptions(params: ItemParameters): IDataObject {
	const rules = { acceptsUnknownChoices: true };
	const values = flattenBundles(params.collection('parseOptions', parseOptions, rules));
	for (const [name, value] of Object.entries(UNSET_AT)) {
		if (values[name] === value) delete values[name];
	}
	const { formattingDetection } = values;
	if (formattingDetection !== undefined) {
		values.formattingDetection = formattingDetection === true ? [TRACKED_CHANGES] : [];
	}
	return buildConfig(values, PATHS);
}

/** For operations in which parsing is only a step. Undefined when nothing is set. Throws NodeOperationError. */
export function readParseStep(params: ItemParameters): IDataObject | undefined {
	const config = readParseOptions(params);
	const pages = readRanges(params, 'parseOptions', parsedPagesOption);
	if (pages.length > 0) setPath(config, PAGES_PATH, pages);
	return Object.keys(config).length > 0 ? config : undefined;
}
