import { defineResource } from '../defineResource';
import * as classify from './classify.operation';
import * as edit from './edit.operation';
import * as extract from './extract.operation';
import * as parse from './parse.operation';
import * as split from './split.operation';

/** Documents turned into data. */
export const document = defineResource({
	value: 'document',
	name: 'Document',
	defaultOperation: 'extract',
	operations: {
		classify: {
			name: 'Classify',
			action: 'Classify a document',
			description: 'Find out which kind of document it is',
			operation: classify,
		},
		edit: {
			name: 'Edit',
			action: 'Fill a PDF form',
			description: 'Fill the fields of a PDF form and get the filled file',
			operation: edit,
		},
		extract: {
			name: 'Extract',
			action: 'Extract data from document',
			description: 'Get the fields and tables of a document as data',
			operation: extract,
		},
		parse: {
			name: 'Parse',
			action: 'Parse a document',
			description: 'Get the text of a document as Markdown or in its layout',
			operation: parse,
		},
		split: {
			name: 'Split',
			action: 'Split a document',
			description: 'Cut a file that holds several documents into one file each',
			operation: split,
		},
	},
});
