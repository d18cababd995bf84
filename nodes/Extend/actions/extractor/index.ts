import { defineResource } from '../defineResource';
import * as create from './create.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as publish from './publish.operation';
import * as update from './update.operation';

// A literal beside the name of a resource is taken for the name of the operation by a lint rule.
const defaultOperation = 'getAll';

/** The extractors that are set up in Extend. */
export const extractor = defineResource({
	value: 'extractor',
	name: 'Extractor',
	defaultOperation,
	operations: {
		create: {
			name: 'Create',
			action: 'Create an extractor',
			description: 'Create an extractor from fields, samples or another extractor',
			operation: create,
		},
		get: {
			name: 'Get',
			action: 'Get an extractor',
			description: 'Get an extractor with its configuration',
			operation: get,
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many extractors',
			description: 'Get the extractors that are set up in Extend',
			operation: getAll,
		},
		publish: {
			name: 'Publish Version',
			action: 'Publish a version of an extractor',
			description: 'Make the draft a version that never changes',
			operation: publish,
		},
		update: {
			name: 'Update',
			action: 'Update an extractor',
			description: 'Change the name or the draft of an extractor',
			operation: update,
		},
	},
});
