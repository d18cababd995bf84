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
			action: 'Create extractor',
			description: 'Create a new extractor from fields, sample documents, or another extractor',
			operation: create,
		},
		get: {
			name: 'Get',
			action: 'Get extractor',
			description: 'Retrieve an extractor and its configuration',
			operation: get,
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many extractors',
			description: 'Retrieve a list of extractors',
			operation: getAll,
		},
		publish: {
			name: 'Publish Version',
			action: 'Publish extractor version',
			description: 'Publish the draft of an extractor as a new version',
			operation: publish,
		},
		update: {
			name: 'Update',
			action: 'Update extractor',
			description: 'Update the name or draft of an extractor',
			operation: update,
		},
	},
});
