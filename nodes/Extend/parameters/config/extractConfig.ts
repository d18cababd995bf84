/** Reads the extractor or the configuration of an extraction. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { setPath } from '../../../shared/utils/deepMerge';
import { parseRanges } from '../common/pageRanges';
import { addPages, buildConfig, isSet } from '../common/buildConfig';
import { CONFIG_PATHS } from './extractOptions';
import { buildNestedParseConfig } from '../parsing/buildParseConfig';
import { readParameter } from '../common/readParameter';
import type { ExtractUsing } from './extractUsing';
import { ALTERNATIVES } from './messages';
import { readInline, readSaved, type ProcessorConfig } from './processorConfig';
import { readSchema } from '../schema/readSchema';

/** The extractor or configuration of an item. Throws NodeOperationError for wrong input. */
export function readExtractConfig(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
): ProcessorConfig {
	const using = context.getNodeParameter('extractUsing', itemIndex, 'extractor') as ExtractUsing;
	const fromOptions = readConfigOptions(context, itemIndex, options);
	if (using === 'extractor') {
		return readSaved(
			context,
			itemIndex,
			'extractor',
			fromOptions,
			options,
			ALTERNATIVES.extractUsing,
		);
	}
	if (using === 'config') return readDefinition(context, itemIndex, options);
	return readInline(context, itemIndex, fromOptions, options);
}

/** The configuration that is defined in the node itself. Throws NodeOperationError for wrong input. */
export function readDefinition(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
): ProcessorConfig & { using: 'config' } {
	const schema = readSchema(context, itemIndex) as IDataObject;
	const config = { ...readConfigOptions(context, itemIndex, options), ...schema };
	return readInline(context, itemIndex, config, options);
}

/** Options and parsing options as a configuration; only what is set. */
function readConfigOptions(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
): IDataObject {
	const parsing = context.getNodeParameter('parseOptions', itemIndex, {}) as IDataObject;
	const config = { ...buildConfig(options, CONFIG_PATHS), ...buildNestedParseConfig(parsing) };
	// Confidence comes only with citations (Extend docs: extraction response format).
	if (isSet(options.reviewThreshold) && options.citationsEnabled === undefined) {
		setPath(config, 'advancedOptions.citationsEnabled', true);
	}
	addPages(context, itemIndex, config, options);
	const sheets = readParameter(context, itemIndex, 'Excel Sheets', () =>
		parseRanges(String(options.excelSheetRanges ?? '')),
	);
	if (sheets.length > 0) {
		// The API counts sheets from 0, people from 1.
		const ranges = sheets.map(({ start, end }) => ({ start: start - 1, end: end - 1 }));
		setPath(config, 'advancedOptions.excelSheetRanges', ranges);
	}
	return config;
}
