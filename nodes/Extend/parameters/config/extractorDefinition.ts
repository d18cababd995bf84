/** An extraction that is defined in the node, for operations that save it as an extractor. */
import type { INodeProperties } from 'n8n-workflow';
import { savedFileOptions } from '../document/fileOptions';
import { parseOptionsCollection } from '../parsing/parseOptions';
import { schemaProperties } from '../schema/schemaProperties';
import { extractionOptionsCollection } from './extractionOptions';

/** Schema, rules, and the settings of the extraction. Without display options for the operation. */
export const definitionProperties: INodeProperties[] = [
	...schemaProperties,
	savedFileOptions,
	extractionOptionsCollection,
	parseOptionsCollection,
];
