import type { INodeType } from 'n8n-workflow';

/** Loads the trigger like another process: without the in-memory state of this one. */
export function loadFreshTrigger(): INodeType {
	let fresh: INodeType | undefined;
	jest.isolateModules(() => {
		const built = require('./testedNodes.mts') as typeof import('./testedNodes.mts');
		fresh = new built.ExtendTrigger();
	});
	return fresh as INodeType;
}
