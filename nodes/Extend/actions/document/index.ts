import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../execution/types';
import * as classify from './classify.operation';
import * as edit from './edit.operation';
import * as extract from './extract.operation';
import * as parse from './parse.operation';
import * as split from './split.operation';
import { withDisplayOptions } from '../../parameters/common/displayOptions';

/** The operations on documents. A new one is a file beside this, a line here and an option below. */
export const operations: Record<string, Operation> = { classify, edit, extract, parse, split };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['document'] } },
		default: 'extract',
		options: [
			{
				name: 'Classify',
				value: 'classify',
				action: 'Classify a document',
				description: 'Find out which kind of document it is',
			},
			{
				name: 'Edit',
				value: 'edit',
				action: 'Fill a PDF form',
				description: 'Fill the fields of a PDF form and get the filled file',
			},
			{
				name: 'Extract',
				value: 'extract',
				action: 'Extract data from document',
				description: 'Get the fields and tables of a document as data',
			},
			{
				name: 'Parse',
				value: 'parse',
				action: 'Parse a document',
				description: 'Get the text of a document as Markdown or in its layout',
			},
			{
				name: 'Split',
				value: 'split',
				action: 'Split a document',
				description: 'Cut a file that holds several documents into one file each',
			},
		],
	},
	...Object.entries(operations).flatMap(([operation, { description: properties }]) =>
		withDisplayOptions({ show: { resource: ['document'], operation: [operation] } }, properties),
	),
];
