/** Which batch, and which kind of runs it has. */
import type { INodeProperties } from 'n8n-workflow';
import { isIdempotencyKey } from '../../../shared/runs/idempotencyKey';
import { InputError } from '../../../shared/errors/inputError';
import type { RunObject } from '../../../shared/http/responses';
import { shortenId } from '../../../shared/parameters/requiredId';
import { getOwn, type NonEmpty } from '../../../shared/utils/objects';
import {
	CLASSIFY_RUN,
	EXTRACT_RUN,
	PARSE_RUN,
	SPLIT_RUN,
	WORKFLOW_RUN,
	type RunKind,
} from '../../../shared/runs/kinds';
import { REFERENCE_MESSAGES } from './messages';
import { readIdParameter } from './readIdParameter';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** The kinds of runs that batches can have, by the values of 'Run Type'. */
export const BATCH_TYPES = {
	classify_run: CLASSIFY_RUN,
	extract_run: EXTRACT_RUN,
	parse_run: PARSE_RUN,
	split_run: SPLIT_RUN,
	workflow_run: WORKFLOW_RUN,
} satisfies Partial<Record<RunObject, RunKind>>;

export interface BatchRef {
	id: string;
	/** several when the ID does not show which of them it is */
	kinds: NonEmpty<RunKind>;
}

/** The ID of a batch and its type. Without display options. */
export const batchRefProperties: INodeProperties[] = [
	{
		displayName: 'Batch ID',
		name: 'batchId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. bpr_xK9mLPqRtN3vS8wF5hB2c',
		description: 'ID of the batch. You can also paste its URL from the Extend dashboard.',
	},
	{
		displayName: 'Run Type',
		name: 'runType',
		type: 'options',
		noDataExpression: true,
		default: 'auto',
		description: 'The type of runs in the batch',
		options: [
			{ name: 'Classify', value: 'classify_run', description: 'IDs start with bpr_' },
			{
				name: 'Detect From ID',
				value: 'auto',
				description: 'Use the prefix of the ID, or the runs in the batch',
			},
			{ name: 'Extract', value: 'extract_run', description: 'IDs start with bpr_' },
			{ name: 'Parse', value: 'parse_run', description: 'IDs start with bpar_' },
			{ name: 'Split', value: 'split_run', description: 'IDs start with bpr_' },
			{ name: 'Workflow', value: 'workflow_run', description: 'IDs start with batch_' },
		],
	},
];

/** The batch of an item. Throws NodeOperationError for a wrong ID, or one whose kind is not clear. */
export function readBatchRef(params: ItemParameters): BatchRef {
	const id = readIdParameter(params, 'Batch ID', 'batchId');
	const type = params.text('runType', 'auto');
	const chosen = getOwn(BATCH_TYPES, type);
	const [first, ...others] = chosen ? [chosen] : type === 'auto' ? detectBatchKinds(id) : [];
	return params.check('Batch ID', () => {
		if (first) return { id, kinds: [first, ...others] };
		throw new InputError(REFERENCE_MESSAGES.unknownBatchKind({ id: shortenId(id) }));
	});
}

/** Whether the ID looks like that of a batch. */
export function isBatchId(id: string): boolean {
	return detectBatchKinds(id).length > 0;
}

function detectBatchKinds(id: string): RunKind[] {
	if (id.startsWith('bpar_')) return [PARSE_RUN];
	if (id.startsWith('batch_')) return [WORKFLOW_RUN];
	return id.startsWith('bpr_') || isIdempotencyKey(id)
		? [EXTRACT_RUN, CLASSIFY_RUN, SPLIT_RUN]
		: [];
}
