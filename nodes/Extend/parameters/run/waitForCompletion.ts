import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readDeclared } from '../common/readDeclared';

export const waitForCompletionProperty: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description: 'Whether to wait for the run to finish. When off, returns the run ID right away.',
};

export function readWaitForCompletion(context: IExecuteFunctions, itemIndex: number): boolean {
	return readDeclared(context, itemIndex, waitForCompletionProperty) as boolean;
}
