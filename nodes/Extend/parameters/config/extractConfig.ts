/** Reads the extractor or the configuration of an extraction. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { setPath } from '../../../shared/utils/deepMerge';
import { readPages, readSheets } from '../document/fileOptions';
import { needsCitations } from '../output/readShape';
import { readParseStep } from '../parsing/readParseOptions';
import { readSchema } from '../schema/readSchema';
import type { ExtractUsing } from './extractUsing';
import { readExtractionOptions } from './extractionOptions';
import { ALTERNATIVES } from './messages';
import { readInline, readSaved, type ProcessorConfig } from './processorConfig';

/** The extractor or configuration of an item. Throws NodeOperationError for wrong input. */
export function readExtractConfig(context: IExecuteFunctions, itemIndex: number): ProcessorConfig {
	const using = context.getNodeParameter('extractUsing', itemIndex, 'extractor') as ExtractUsing;
	if (using === 'config') return readDefinition(context, itemIndex);
	if (using === 'extractor') {
		return readSavedExtractor(context, itemIndex, ALTERNATIVES.extractUsing);
	}
	const { config, additionalConfig } = readExtractSettings(context, itemIndex);
	return readInline(context, itemIndex, config, additionalConfig);
}

/** The saved extractor of an item. Throws NodeOperationError for wrong input. */
export function readSavedExtractor(
	context: IExecuteFunctions,
	itemIndex: number,
	alternative?: string,
): ProcessorConfig {
	const { config, additionalConfig } = readExtractSettings(context, itemIndex);
	return readSaved(context, itemIndex, 'extractor', config, additionalConfig, alternative);
}

/** The configuration that is defined in the node itself. Throws NodeOperationError for wrong input. */
export function readDefinition(
	context: IExecuteFunctions,
	itemIndex: number,
): ProcessorConfig & { using: 'config' } {
	const { schema, ...rules } = readSchema(context, itemIndex);
	const { config, additionalConfig } = readExtractSettings(context, itemIndex);
	return readInline(
		context,
		itemIndex,
		{ ...config, schema: schema as IDataObject, ...rules },
		additionalConfig,
	);
}

/** The settings of all collections as a configuration; only what is set. */
function readExtractSettings(context: IExecuteFunctions, itemIndex: number) {
	const { config, additionalConfig, setsCitations } = readExtractionOptions(context, itemIndex);
	const parseConfig = readParseStep(context, itemIndex);
	if (parseConfig) config.parseConfig = parseConfig;
	if (!setsCitations && needsCitations(context, itemIndex)) {
		setPath(config, 'advancedOptions.citationsEnabled', true);
	}
	const pages = readPages(context, itemIndex);
	if (pages.length > 0) setPath(config, 'advancedOptions.pageRanges', pages);
	const sheets = readSheets(context, itemIndex);
	if (sheets.length > 0) {
		// The API counts sheets from 0, people from 1.
		const ranges = sheets.map(({ start, end }) => ({ start: start - 1, end: end - 1 }));
		setPath(config, 'advancedOptions.excelSheetRanges', ranges);
	}
	return { config, additionalConfig };
}
