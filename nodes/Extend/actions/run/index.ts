import { defineResource } from '../defineResource';
import * as cancel from './cancel.operation';
import * as deleteRun from './delete.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as wait from './wait.operation';

/** Runs that were started before. */
export const run = defineResource({
	value: 'run',
	name: 'Run',
	defaultOperation: 'get',
	operations: {
		cancel: {
			name: 'Cancel',
			action: 'Cancel run',
			description: 'Cancel a run that is still in progress',
			operation: cancel,
		},
		delete: {
			name: 'Delete',
			action: 'Delete run',
			description: 'Delete a run and its result from Extend permanently',
			operation: deleteRun,
		},
		get: {
			name: 'Get',
			action: 'Get run',
			description: 'Retrieve the status and result of a run',
			operation: get,
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many runs',
			description: 'Retrieve a list of runs',
			operation: getAll,
		},
		wait: {
			name: 'Wait',
			action: 'Wait for run',
			description: 'Wait for a run to finish and return its result',
			operation: wait,
		},
	},
});
