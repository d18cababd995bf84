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
			action: 'Classify document',
			description: 'Identify the type of a document',
			operation: classify,
		},
		extract: {
			name: 'Extract',
			action: 'Extract data from document',
			description: 'Get fields and tables from a document as structured data',
			operation: extract,
		},
		edit: {
			name: 'Fill Form',
			action: 'Fill PDF form',
			description: 'Fill in a PDF form and return the completed document',
			operation: edit,
		},
		parse: {
			name: 'Parse',
			action: 'Parse document',
			description: 'Convert a document to Markdown or to text that keeps its layout',
			operation: parse,
		},
		split: {
			name: 'Split',
			action: 'Split document',
			description: 'Split a file that contains several documents into one file per document',
			operation: split,
		},
	},
});
