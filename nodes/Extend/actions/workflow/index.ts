import { defineResource } from '../defineResource';
import * as getAll from './getAll.operation';
import * as run from './run.operation';

/** The workflows that are set up in Extend. */
export const workflow = defineResource({
	value: 'workflow',
	name: 'Workflow',
	defaultOperation: 'run',
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many workflows',
			description: 'Retrieve a list of Extend workflows',
			operation: getAll,
		},
		run: {
			name: 'Run',
			action: 'Run workflow',
			description: 'Run a document through an Extend workflow',
			operation: run,
		},
	},
});
