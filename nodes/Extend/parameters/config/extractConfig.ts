/** Reads the extractor or the configuration of an extraction. */
import { setPath } from '../../../shared/utils/deepMerge';
import { readPages, readSheets } from '../document/fileOptions';
import { readParseStep } from '../parsing/readParseOptions';
import { readSchema } from '../schema/readSchema';
import type { OutputSettings } from '../../../shared/output/types';
import { EXTRACT_USING } from './extractUsing';
import { readExtractionOptions } from './extractionOptions';
import { ALTERNATIVES } from './messages';
import { readInline, readSaved, type ProcessorConfig } from './processorConfig';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** The extractor or configuration of an item. Throws NodeOperationError for wrong input. */
export function readExtractConfig(
	params: ItemParameters,
	output?: OutputSettings,
): ProcessorConfig {
	const using = params.choice('extractUsing', EXTRACT_USING, 'extractor');
	if (using === 'config') return readDefinition(params, output);
	if (using === 'extractor') {
		return readSavedExtractor(params, output, ALTERNATIVES.extractUsing);
	}
	const { config, additionalConfig } = readExtractSettings(params, output);
	return readInline(params, config, additionalConfig);
}

/** The saved extractor of an item. Throws NodeOperationError for wrong input. */
export function readSavedExtractor(
	params: ItemParameters,
	output: OutputSettings | undefined,
	alternative?: string,
): ProcessorConfig {
	const { config, additionalConfig } = readExtractSettings(params, output);
	return readSaved(params, 'extractor', config, additionalConfig, alternative);
}

/** The configuration that is defined in the node itself. Throws NodeOperationError for wrong input. */
export function readDefinition(
	params: ItemParameters,
	output?: OutputSettings,
): ProcessorConfig & { using: 'config' } {
	const { schema, ...rules } = readSchema(params);
	const { config, additionalConfig } = readExtractSettings(params, output);
	return readInline(params, { ...config, schema, ...rules }, additionalConfig);
}

/** Whether the output needs confidences, which come only with citations (Extend docs: extraction response format). */
function needsCitations({ mode, review = {}, shape }: OutputSettings): boolean {
	const { confidenceThreshold, fieldRules, needsReviewOutput } = review;
	if (confidenceThreshold !== undefined || fieldRules !== undefined || needsReviewOutput)
		return true;
	return shape?.confidence === 'columns' && mode !== 'run';
}

/** The settings of all collections as a configuration; only what is set. */
function readExtractSettings(params: ItemParameters, output: OutputSettings | undefined) {
	const { config, additionalConfig, setsCitations } = readExtractionOptions(params);
	const parseConfig = readParseStep(params);
	if (parseConfig) config.parseConfig = parseConfig;
	if (!setsCitations && output && needsCitations(output)) {
		setPath(config, 'advancedOptions.citationsEnabled', true);
	}
	const pages = readPages(params);
	if (pages.length > 0) setPath(config, 'advancedOptions.pageRanges', pages);
	const sheets = readSheets(params);
	if (sheets.length > 0) {
		// The API counts sheets from 0, people from 1.
		const ranges = sheets.map(({ start, end }) => ({ start: start - 1, end: end - 1 }));
		setPath(config, 'advancedOptions.excelSheetRanges', ranges);
	}
	return { config, additionalConfig };
}
