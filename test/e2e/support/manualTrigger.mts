import type { INode } from 'n8n-workflow';

/** n8n's node that starts a workflow by hand, at the left of the canvas. */
export function manualTrigger(name: string): INode {
	return {
		id: name,
		name,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
}
