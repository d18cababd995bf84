import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../execution/types';
import * as cancel from './cancel.operation';
import * as deleteRun from './delete.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as wait from './wait.operation';
import { withDisplayOptions } from '../../parameters/common/displayOptions';

/** The operations on runs that are there already. */
export const operations: Record<string, Operation> = {
	cancel,
	delete: deleteRun,
	get,
	getAll,
	wait,
};

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['run'] } },
		default: 'get',
		options: [
			{
				name: 'Cancel',
				value: 'cancel',
				action: 'Cancel a run',
				description: 'End a run that is not done yet',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete a run',
				description: 'Remove a run and its result from Extend for good',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a run',
				description: 'Retrieve a run of any kind with its result, as it is now',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many runs',
				description: 'Retrieve a list of runs of one kind',
			},
			{
				name: 'Wait',
				value: 'wait',
				action: 'Wait for a run',
				description: 'Wait until a run is done and get its result',
			},
		],
	},
	...Object.entries(operations).flatMap(([operation, { description: properties }]) =>
		withDisplayOptions({ show: { resource: ['run'], operation: [operation] } }, properties),
	),
];
