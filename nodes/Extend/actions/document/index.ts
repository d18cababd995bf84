import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import * as extract from './extract.operation';

/** The operations on documents. A new one is a file beside this, a line here and an option below. */
export const operations: Record<string, Operation> = { extract };

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
				name: 'Extract',
				value: 'extract',
				action: 'Extract data from document',
				description: 'Get the fields and tables of a document as data',
			},
		],
	},
	...updateDisplayOptions(
		{ show: { resource: ['document'], operation: ['extract'] } },
		extract.description,
	),
];
