import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../execution/types';
import * as create from './create.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as publish from './publish.operation';
import * as update from './update.operation';
import { withDisplayOptions } from '../../parameters/common/displayOptions';

/** The operations on extractors. A new one is a file beside this, a line here and an option below. */
export const operations: Record<string, Operation> = { create, get, getAll, publish, update };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['extractor'] } },
		default: 'getAll',
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create an extractor',
				description: 'Create an extractor from fields, samples or another extractor',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get an extractor',
				description: 'Get an extractor with its configuration',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many extractors',
				description: 'Get the extractors that are set up in Extend',
			},
			{
				name: 'Publish Version',
				value: 'publish',
				action: 'Publish a version of an extractor',
				description: 'Make the draft a version that never changes',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update an extractor',
				description: 'Change the name or the draft of an extractor',
			},
		],
	},
	...Object.entries(operations).flatMap(([operation, { description: properties }]) =>
		withDisplayOptions({ show: { resource: ['extractor'], operation: [operation] } }, properties),
	),
];
