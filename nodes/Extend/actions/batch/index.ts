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
			action: 'Get a batch',
			description: 'Retrieve the status of a batch',
			operation: get,
		},
		getResults: {
			name: 'Get Results',
			action: 'Get results of a batch',
			description: 'Retrieve the runs of a batch, one after the other',
			operation: getResults,
		},
		start: {
			name: 'Start',
			action: 'Start a batch',
			description: 'Send the documents of all items together, up to 1,000 in a batch',
			operation: start,
		},
	},
});
