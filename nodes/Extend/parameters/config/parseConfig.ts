/** The configuration of a parse run (Extend docs: parse configuration). */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { deepMerge } from '../../../shared/utils/deepMerge';
import { addPages, pagesOption, readJsonObject } from './configOptions';
import { readOptions } from '../common/options';
import { buildParseConfig } from './parseOptions';

/** Options that belong to the configuration, beside the parsing options. */
export const parseConfigOptions: INodeProperties[] = [
	{
		displayName: 'Configuration (JSON)',
		name: 'configJson',
		type: 'json',
		typeOptions: { rows: 6 },
		default: '{}',
		description: 'Laid over the configuration last, for settings that have no option here',
	},
	pagesOption,
];

/**
 * Parsing options, pages, and 'Configuration (JSON)' over them. Throws NodeOperationError.
 * @param own parsing options that have a parameter of their own
 */
export function readParseConfig(
	context: IExecuteFunctions,
	itemIndex: number,
	own: IDataObject = {},
): IDataObject {
	const options = readOptions(context, itemIndex);
	const parsing = context.getNodeParameter('parseOptions', itemIndex, {}) as IDataObject;
	const config = buildParseConfig({ ...parsing, ...own });
	addPages(context, itemIndex, config, options);
	const extra = readJsonObject(context, itemIndex, 'Configuration (JSON)', options.configJson);
	return deepMerge(config, extra);
}
