import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../execution/types';
import * as get from './get.operation';
import * as getResults from './getResults.operation';
import * as start from './start.operation';
import { withDisplayOptions } from '../../parameters/common/displayOptions';

/** The operations on batches: many documents in one request. */
export const operations: Record<string, Operation> = { get, getResults, start };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['batch'] } },
		default: 'start',
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get a batch',
				description: 'Retrieve the status of a batch',
			},
			{
				name: 'Get Results',
				value: 'getResults',
				action: 'Get results of a batch',
				description: 'Retrieve the runs of a batch, one after the other',
			},
			{
				name: 'Start',
				value: 'start',
				action: 'Start a batch',
				description: 'Send the documents of all items together, up to 1,000 in a batch',
			},
		],
	},
	...Object.entries(operations).flatMap(([operation, { description: properties }]) =>
		withDisplayOptions({ show: { resource: ['batch'], operation: [operation] } }, properties),
	),
];
