import { defineResource } from '../defineResource';
import * as deleteFile from './delete.operation';
import * as download from './download.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as upload from './upload.operation';

/** Files that are stored in Extend. */
export const file = defineResource({
	value: 'file',
	name: 'File',
	defaultOperation: 'upload',
	operations: {
		delete: {
			name: 'Delete',
			action: 'Delete a file',
			description: 'Delete a file from Extend for good',
			operation: deleteFile,
		},
		download: {
			name: 'Download',
			action: 'Download a file',
			description: 'Get a file of Extend as a file of n8n',
			operation: download,
		},
		get: {
			name: 'Get',
			action: 'Get a file',
			description: 'Get what Extend knows about a file',
			operation: get,
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many files',
			description: 'Get the files that are stored in Extend',
			operation: getAll,
		},
		upload: {
			name: 'Upload',
			action: 'Upload a file',
			description: 'Store a file in Extend, to use it in several operations',
			operation: upload,
		},
	},
});
