/** An extraction that is defined in the node, for operations that save it as an extractor. */
import type { INodeProperties } from 'n8n-workflow';
import { CONFIG_PATHS, extractOptions } from './extractOptions';
import { optionsCollection } from '../common/optionsCollection';
import { parsingCollection } from '../parsing/parseOptions';
import { schemaProperties } from '../schema/schemaProperties';

const OTHER_CONFIG_OPTIONS = ['configJson', 'excelSheetRanges', 'pageRanges'];

/** The options of the extraction itself; those of runs and results have no place in a saved extractor. */
const options = extractOptions
	.filter(({ name }) => name in CONFIG_PATHS || OTHER_CONFIG_OPTIONS.includes(name))
	.map((option) => ({ ...option, displayOptions: undefined }));

/** Schema, rules, options and parsing options. Without display options for the operation. */
export const definitionProperties: INodeProperties[] = [
	...schemaProperties,
	optionsCollection(options),
	parsingCollection,
];
