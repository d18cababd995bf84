/** The configuration of a parse run (Extend docs: parse configuration). */
import type { IDataObject } from 'n8n-workflow';
import { setPath } from '../../../shared/utils/deepMerge';
import { additionalConfigOption, addConfig } from '../common/additionalConfig';
import { readPages } from '../document/fileOptions';
import { readParseOptions } from './readParseOptions';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/**
 * Parsing options, pages, and 'Additional Config (JSON)' over them. Throws NodeOperationError.
 * @param ownParameters settings that have a parameter of their own
 */
export function readParseConfig(
	params: ItemParameters,
	ownParameters: IDataObject = {},
): IDataObject {
	const config = { ...readParseOptions(params), ...ownParameters };
	const pages = readPages(params);
	if (pages.length > 0) setPath(config, 'advancedOptions.pageRanges', pages);
	const options = params.collection('parseOptions', [additionalConfigOption]);
	return addConfig(params, config, options.additionalConfig);
}
