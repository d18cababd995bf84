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
			action: 'Cancel a run',
			description: 'End a run that is not done yet',
			operation: cancel,
		},
		delete: {
			name: 'Delete',
			action: 'Delete a run',
			description: 'Remove a run and its result from Extend for good',
			operation: deleteRun,
		},
		get: {
			name: 'Get',
			action: 'Get a run',
			description: 'Retrieve a run of any kind with its result, as it is now',
			operation: get,
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many runs',
			description: 'Retrieve a list of runs of one kind',
			operation: getAll,
		},
		wait: {
			name: 'Wait',
			action: 'Wait for a run',
			description: 'Wait until a run is done and get its result',
			operation: wait,
		},
	},
});
