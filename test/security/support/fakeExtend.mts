/** What a test makes the node do against a server that is not Extend. */
import type { IDataObject, INode } from 'n8n-workflow';
import { byId, runExtend, type RunExtendOptions } from '../../support/extendNode.mts';

export { byId };

/** Calls of every HTTP method that the node knows, by name. */
export const CALLS: Readonly<Record<string, IDataObject>> = {
	'GET of a run': { resource: 'run', operation: 'get', runId: 'exr_1' },
	'GET of a file': { resource: 'file', operation: 'get', file: byId('file_1') },
	'GET of a list': { resource: 'extractor', operation: 'getAll' },
	'POST that starts a run': { documentSource: 'text', text: 'Total: 1' },
	'POST that cancels a run': { resource: 'run', operation: 'cancel', runId: 'exr_1' },
	'POST of a file': { resource: 'file', operation: 'upload' },
	'DELETE of a file': { resource: 'file', operation: 'delete', file: byId('file_1') },
};

/** The settings of 'On Error', by what they do with an error. */
export const WAYS: ReadonlyArray<readonly [string, Partial<INode>]> = [
	['thrown', {}],
	['an item', { onError: 'continueRegularOutput' }],
	['an item on the error branch', { onError: 'continueErrorOutput' }],
];

/** Runs the node with a server in the place of Extend. */
export async function against(
	server: { url: string },
	apiKey: string,
	o: Omit<RunExtendOptions, 'emulator' | 'items'> & Partial<Pick<RunExtendOptions, 'items'>>,
) {
	return await runExtend({ items: [{ json: {} }], ...o, emulator: { url: server.url, apiKey } });
}
