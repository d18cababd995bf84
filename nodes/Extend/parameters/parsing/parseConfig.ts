/** The configuration of a parse run (Extend docs: parse configuration). */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { deepMerge } from '../../../shared/utils/deepMerge';
import { addPages, readJsonObject } from '../common/buildConfig';
import { configJsonOption, pagesOption } from '../common/sharedOptions';
import { readOptions } from '../common/readOptions';
import { buildParseConfig } from './buildParseConfig';

/** Options of the configuration that are not parsing options. */
export const parseConfigOptions: INodeProperties[] = [configJsonOption, pagesOption];

/**
 * Parsing options, pages, and 'Configuration (JSON)' over them. Throws NodeOperationError.
 * @param ownParameters parsing options that have a parameter of their own
 */
export function readParseConfig(
	context: IExecuteFunctions,
	itemIndex: number,
	ownParameters: IDataObject = {},
): IDataObject {
	const options = readOptions(context, itemIndex);
	const parsing = context.getNodeParameter('parseOptions', itemIndex, {}) as IDataObject;
	const config = buildParseConfig({ ...parsing, ...ownParameters });
	addPages(context, itemIndex, config, options);
	const extra = readJsonObject(context, itemIndex, 'Configuration (JSON)', options.configJson);
	return deepMerge(config, extra);
}
