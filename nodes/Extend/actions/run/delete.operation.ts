/** Run > Delete: removes a run with its result from Extend. */
import type { INodeProperties } from 'n8n-workflow';
import { deleteObject } from '../../../shared/api/requests';
import { InputError } from '../../../shared/errors/inputError';
import { readRunRef, runRefProperties } from '../../parameters/reference/runReference';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { ACTION_MESSAGES, OPERATION_ACTIONS } from '../messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = runRefProperties;

/** One job per item. */
export function plan({ api }: ExecutionContext, params: ItemParameters): Job[] {
	const { kind, id } = readRunRef(params);
	params.check('Run ID', () => {
		if (kind.canDelete === false) {
			throw new InputError(ACTION_MESSAGES.notDeletable({ kind: kind.label }));
		}
	});
	const run = async () => {
		const action = OPERATION_ACTIONS.deleteRun({ kind: kind.label, id });
		await deleteObject(api, kind.path, id, { action, details: { runId: id } });
		return [{ json: { id, deleted: true } }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}
