import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../execution/types';
import * as getAll from './getAll.operation';
import * as run from './run.operation';
import { withDisplayOptions } from '../../parameters/common/displayOptions';

/** The operations on workflows of Extend. A new one is a file beside this, a line here and an option below. */
export const operations: Record<string, Operation> = { getAll, run };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['workflow'] } },
		default: 'run',
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many workflows',
				description: 'Get the workflows that are set up in Extend',
			},
			{
				name: 'Run',
				value: 'run',
				action: 'Run a workflow',
				description: 'Send a document through a workflow of Extend',
			},
		],
	},
	...Object.entries(operations).flatMap(([operation, { description: properties }]) =>
		withDisplayOptions({ show: { resource: ['workflow'], operation: [operation] } }, properties),
	),
];
