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
			action: 'Delete file',
			description: 'Delete a file from Extend permanently',
			operation: deleteFile,
		},
		download: {
			name: 'Download',
			action: 'Download file',
			description: 'Download a file from Extend',
			operation: download,
		},
		get: {
			name: 'Get',
			action: 'Get file',
			description: 'Retrieve the details of a file',
			operation: get,
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many files',
			description: 'Retrieve a list of files stored in Extend',
			operation: getAll,
		},
		upload: {
			name: 'Upload',
			action: 'Upload file',
			description: 'Upload a file to Extend to use it in several operations',
			operation: upload,
		},
	},
});
