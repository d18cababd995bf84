import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../execution/types';
import * as deleteFile from './delete.operation';
import * as download from './download.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as upload from './upload.operation';
import { withDisplayOptions } from '../../parameters/common/displayOptions';

/** The operations on stored files. A new one is a file beside this, a line here and an option below. */
export const operations: Record<string, Operation> = {
	delete: deleteFile,
	download,
	get,
	getAll,
	upload,
};

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['file'] } },
		default: 'upload',
		options: [
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete a file',
				description: 'Delete a file from Extend for good',
			},
			{
				name: 'Download',
				value: 'download',
				action: 'Download a file',
				description: 'Get a file of Extend as a file of n8n',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a file',
				description: 'Get what Extend knows about a file',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many files',
				description: 'Get the files that are stored in Extend',
			},
			{
				name: 'Upload',
				value: 'upload',
				action: 'Upload a file',
				description: 'Store a file in Extend, to use it in several operations',
			},
		],
	},
	...Object.entries(operations).flatMap(([operation, { description: properties }]) =>
		withDisplayOptions({ show: { resource: ['file'], operation: [operation] } }, properties),
	),
];
