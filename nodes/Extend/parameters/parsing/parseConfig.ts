/** The configuration of a parse run (Extend docs: parse configuration). */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { setPath } from '../../../shared/utils/deepMerge';
import { readCollection } from '../common/readDeclared';
import { additionalConfigOption, addConfig } from '../common/additionalConfig';
import { readPages } from '../document/fileOptions';
import { readParseOptions } from './readParseOptions';

/**
 * Parsing options, pages, and 'Additional Config (JSON)' over them. Throws NodeOperationError.
 * @param ownParameters settings that have a parameter of their own
 */
export function readParseConfig(
	context: IExecuteFunctions,
	itemIndex: number,
	ownParameters: IDataObject = {},
): IDataObject {
	const config = { ...readParseOptions(context, itemIndex), ...ownParameters };
	const pages = readPages(context, itemIndex);
	if (pages.length > 0) setPath(config, 'advancedOptions.pageRanges', pages);
	const options = readCollection(context, itemIndex, 'parseOptions', [additionalConfigOption]);
	return addConfig(context, itemIndex, config, options.additionalConfig);
}
