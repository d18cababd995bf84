import type { INodeProperties } from 'n8n-workflow';
import { resourceLocator } from './resourceLocator';

/** The picker of the table for 'Rows of a Table'. */
export const rowsFieldProperty: INodeProperties = {
	...resourceLocator({
		displayName: 'Table',
		name: 'rowsField',
		description: 'The table whose rows become items. Empty: the only table there is.',
		searchListMethod: 'searchTables',
		listPlaceholder: 'The only table',
		idName: 'By Name',
		idPlaceholder: 'e.g. line_items',
		dependsOn: ['extractor.value', 'extractorVersion.value', 'extractUsing', 'schemaType'],
	}),
	displayOptions: { show: { output: ['rows'] } },
};
