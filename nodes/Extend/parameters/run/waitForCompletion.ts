import type { INodeProperties } from 'n8n-workflow';

export const waitProperties: INodeProperties[] = [
	{
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait until the run is done. When off, the node returns the started run right away.',
	},
];
