import type { INodeProperties } from 'n8n-workflow';
import { resourceLocator } from './resourceLocator';

/** The picker of the table for 'Table Rows'. */
export const rowsFieldProperty: INodeProperties = {
	...resourceLocator({
		displayName: 'Table',
		name: 'rowsField',
		description: 'The table to return as rows. Only needed if there is more than one table.',
		searchListMethod: 'searchTables',
		listPlaceholder: 'The only table',
		idName: 'By Name',
		idPlaceholder: 'e.g. line_items',
		dependsOn: [
			'extractor.value',
			'options.extractorVersion.value',
			'extractUsing',
			'schemaType',
			'fieldSet',
		],
	}),
	displayOptions: { show: { output: ['rows'] } },
};
