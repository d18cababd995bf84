import { defineResource } from '../defineResource';
import * as get from './get.operation';
import * as getResults from './getResults.operation';
import * as start from './start.operation';

/** Many documents in one request. */
export const batch = defineResource({
	value: 'batch',
	name: 'Batch',
	defaultOperation: 'start',
	operations: {
		get: {
			name: 'Get',
			action: 'Get batch',
			description: 'Retrieve the status of a batch',
			operation: get,
		},
		getResults: {
			name: 'Get Results',
			action: 'Get batch results',
			description: 'Retrieve the result of every run in a batch',
			operation: getResults,
		},
		start: {
			name: 'Run',
			action: 'Run batch of documents',
			description: 'Process the documents of all input items as batches of up to 1,000',
			operation: start,
		},
	},
});
