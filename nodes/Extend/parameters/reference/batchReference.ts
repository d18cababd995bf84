/** Which batch is meant, and of which kind of runs it consists. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isIdempotencyKey } from '../../../shared/runs/idempotencyKey';
import { InputError } from '../../../shared/errors/inputError';
import { getOwn } from '../../../shared/utils/objects';
import {
	CLASSIFY_RUN,
	EXTRACT_RUN,
	PARSE_RUN,
	SPLIT_RUN,
	WORKFLOW_RUN,
	type RunKind,
} from '../../../shared/runs/kinds';
import { readParameter } from '../common/readParameter';
import { readId } from './runReference';

/** Kinds of runs that come in batches, by the values of 'Batch Type'. */
export const BATCH_TYPES: Readonly<Record<string, RunKind>> = {
	classify: CLASSIFY_RUN,
	extract: EXTRACT_RUN,
	parse: PARSE_RUN,
	split: SPLIT_RUN,
	workflow: WORKFLOW_RUN,
};

export interface BatchRef {
	id: string;
	/** several when the ID does not tell which of them it is */
	kinds: RunKind[];
}

/** The ID of a batch and its type. Without conditions on the operation. */
export const batchRefProperties: INodeProperties[] = [
	{
		displayName: 'Batch ID',
		name: 'batchId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. bpr_xK9mLPqRtN3vS8wF5hB2c',
		description:
			"ID of the batch, as Batch > Start returns it when 'Wait for Completion' is off. An address of the Extend dashboard works too.",
	},
	{
		displayName: 'Batch Type',
		name: 'batchType',
		type: 'options',
		noDataExpression: true,
		default: 'auto',
		description: 'What kind of runs the batch consists of',
		options: [
			{ name: 'Classify', value: 'classify', description: 'IDs begin with bpr_' },
			{
				name: 'Detect From ID',
				value: 'auto',
				description: 'The kind is read from the beginning of the ID, or from the runs',
			},
			{ name: 'Extract', value: 'extract', description: 'IDs begin with bpr_' },
			{ name: 'Parse', value: 'parse', description: 'IDs begin with bpar_' },
			{ name: 'Split', value: 'split', description: 'IDs begin with bpr_' },
			{ name: 'Workflow', value: 'workflow', description: 'IDs begin with batch_' },
		],
	},
];

/** The batch that the item names. Throws NodeOperationError when it is no ID or its kind is not clear. */
export function readBatchRef(context: IExecuteFunctions, itemIndex: number): BatchRef {
	const id = readId(context, itemIndex, 'Batch ID', 'batchId');
	const type = String(context.getNodeParameter('batchType', itemIndex, 'auto'));
	const chosen = getOwn(BATCH_TYPES, type);
	const kinds = chosen ? [chosen] : type === 'auto' ? kindsOfId(id) : [];
	return readParameter(context, itemIndex, 'Batch ID', () => {
		if (kinds.length > 0) return { id, kinds };
		throw new InputError({
			message: `"${id.slice(0, 60)}" does not tell what kind of batch it is`,
			hint: "Check the ID, or choose the kind under 'Batch Type'.",
		});
	});
}

function kindsOfId(id: string): RunKind[] {
	if (id.startsWith('bpar_')) return [PARSE_RUN];
	if (id.startsWith('batch_')) return [WORKFLOW_RUN];
	return id.startsWith('bpr_') || isIdempotencyKey(id)
		? [EXTRACT_RUN, CLASSIFY_RUN, SPLIT_RUN]
		: [];
}
