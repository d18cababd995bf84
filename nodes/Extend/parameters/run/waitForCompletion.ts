import type { BooleanProperty, ItemParameters } from '../../../shared/parameters/nodeParameters';

export const waitForCompletionProperty: BooleanProperty = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description: 'Whether to wait for the run to finish. When off, returns the run ID right away.',
};

export function readWaitForCompletion(params: ItemParameters): boolean {
	return params.boolean(waitForCompletionProperty);
}
