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
			description: 'Get the workflows that are set up in Extend',
			operation: getAll,
		},
		run: {
			name: 'Run',
			action: 'Run a workflow',
			description: 'Send a document through a workflow of Extend',
			operation: run,
		},
	},
});
