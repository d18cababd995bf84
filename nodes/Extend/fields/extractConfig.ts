/** Reads what the extraction goes by into the part of the request that says so. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { asObject } from '../../shared/contract';
import { deepMerge, setPath } from '../../shared/merge';
import { InputProblem } from '../../shared/problems';
import { parseRanges } from '../../shared/ranges';
import { CONFIG_PATHS } from './extractOptions';
import { PARSE_PATHS } from './parseOptions';
import { parseJson, readParameter } from './problem';
import type { Picked } from './pickers';
import { readExtractor, type ExtractUsing } from './processor';
import { readSchema } from './schema';

/** Exactly one way to extract: a saved extractor with changes, or a configuration, or nothing at all. */
export type ExtractConfig =
	| { using: 'extractor'; extractor: Picked; override: IDataObject }
	| { using: 'config'; config: IDataObject };

/** The way to extract for an item. Throws NodeOperationError for wrong input. */
export function readExtractConfig(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
): ExtractConfig {
	const using = context.getNodeParameter('extractUsing', itemIndex, 'extractor') as ExtractUsing;
	const fromOptions = readOptions(context, itemIndex, options);
	if (using === 'extractor') {
		const extra = readJsonObject(
			context,
			itemIndex,
			'Override Configuration (JSON)',
			options.overrideConfig,
		);
		return {
			using,
			extractor: readExtractor(context, itemIndex),
			override: deepMerge(fromOptions, extra),
		};
	}
	const schema: IDataObject =
		using === 'config' ? { ...(readSchema(context, itemIndex) as IDataObject) } : {};
	const extra = readJsonObject(context, itemIndex, 'Configuration (JSON)', options.configJson);
	return { using: 'config', config: deepMerge({ ...fromOptions, ...schema }, extra) };
}

/** The configuration that options and parsing options stand for; only what is set. */
function readOptions(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
): IDataObject {
	const parsing = context.getNodeParameter('parseOptions', itemIndex, {}) as IDataObject;
	const config: IDataObject = {};
	for (const [name, path] of Object.entries(CONFIG_PATHS)) {
		if (isSet(options[name])) setPath(config, path, options[name]);
	}
	for (const [name, path] of Object.entries(PARSE_PATHS)) {
		if (isSet(parsing[name])) setPath(config, `parseConfig.${path}`, parsing[name]);
	}
	// Confidence comes only with citations (Extend docs: extraction response format).
	if (isSet(options.reviewThreshold) && options.citationsEnabled === undefined) {
		setPath(config, 'advancedOptions.citationsEnabled', true);
	}
	const pages = readParameter(context, itemIndex, 'Pages', () =>
		parseRanges(String(options.pageRanges ?? '')),
	);
	if (pages.length > 0) setPath(config, 'advancedOptions.pageRanges', pages);
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

function isSet(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

function readJsonObject(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	value: unknown,
): IDataObject {
	if (!isSet(value)) return {};
	return readParameter(context, itemIndex, displayName, () => {
		const object = asObject(parseJson(value));
		if (object) return object;
		throw new InputProblem(
			'',
			'it is no JSON object',
			'Write an object, such as { "advancedOptions": {} }.',
		);
	});
}
