import type { INodeType } from 'n8n-workflow';

/** The trigger as another process would load it: without what this one has in memory. */
export function loadFreshTrigger(): INodeType {
	let fresh: INodeType | undefined;
	jest.isolateModules(() => {
		const built = require('./testedNodes.mts') as typeof import('./testedNodes.mts');
		fresh = new built.ExtendTrigger();
	});
	return fresh as INodeType;
}
