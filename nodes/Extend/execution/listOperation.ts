/** Get Many of what is simply listed: all entries or some, in the order of creation or change. */
import type { INodeProperties } from 'n8n-workflow';
import { listAll } from '../../shared/api/requests';
import { stripPresignedUrls } from '../../shared/output/presignedUrls';
import { listProperties, readLimit } from '../parameters/list/limit';
import { readSort, sortProperty } from '../parameters/list/sort';
import type { ExecutionContext } from './executionContext';
import type { Job, Operation } from './types';
import type { ItemParameters } from '../../shared/parameters/nodeParameters';

const description: INodeProperties[] = [...listProperties, sortProperty];

/**
 * The operation for the list at `path`.
 * @param action names the step in messages, e.g. `reading the list of extractors`
 */
export function listOperation(path: string, action: string): Operation {
	function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
		const limit = readLimit(params);
		const query = readSort(params);
		const run = async () => {
			const entries = await listAll(api, path, query, { limit, action });
			return entries.map((entry) => ({ json: stripPresignedUrls(entry) }));
		};
		return [{ itemIndexes: [params.itemIndex], run }];
	}
	return { description, plan };
}
