/** Which run: parameters shared by all operations on an existing run. */
import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { detectRunKind, RUN_KINDS, type RunKind } from '../../../shared/runs/kinds';
import { shortenId } from '../../../shared/parameters/requiredId';
import { isBatchId } from './batchReference';
import { REFERENCE_MESSAGES } from './messages';
import { readIdParameter } from './readIdParameter';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export interface RunRef {
	kind: RunKind;
	id: string;
}

/** The ID of a run and its kind. Without display options. */
export const runRefProperties: INodeProperties[] = [
	{
		displayName: 'Run ID',
		name: 'runId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. exr_xK9mLPqRtN3vS8wF5hB2c',
		description: 'ID of the run. You can also paste its URL from the Extend dashboard.',
	},
	{
		displayName: 'Run Type',
		name: 'runType',
		type: 'options',
		noDataExpression: true,
		default: 'auto',
		description: 'The type of the run',
		options: [
			{ name: 'Classify', value: 'classify_run', description: 'IDs start with clr_' },
			{
				name: 'Detect From ID',
				value: 'auto',
				description: 'Use the prefix of the ID',
			},
			{ name: 'Extract', value: 'extract_run', description: 'IDs start with exr_' },
			{ name: 'Fill Form', value: 'edit_run', description: 'IDs start with edr_' },
			{ name: 'Form Detection', value: 'form_detection_run', description: 'IDs start with sgr_' },
			{ name: 'Parse', value: 'parse_run', description: 'IDs start with pr_' },
			{ name: 'Split', value: 'split_run', description: 'IDs start with splr_' },
			{ name: 'Verify', value: 'verify_run', description: 'IDs start with vr_' },
			{ name: 'Workflow', value: 'workflow_run', description: 'IDs start with workflow_run_' },
		],
	},
];

/** The run of an item. Throws NodeOperationError for a wrong ID, or one whose kind is not clear. */
export function readRunRef(params: ItemParameters): RunRef {
	const id = readIdParameter(params, 'Run ID', 'runId');
	const type = params.text('runType', 'auto');
	const kind =
		type === 'auto' ? detectRunKind(id) : RUN_KINDS.find(({ object }) => object === type);
	if (kind) return { kind, id };
	return params.check('Run ID', () => {
		const shown = { id: shortenId(id) };
		if (isBatchId(id)) throw new InputError(REFERENCE_MESSAGES.batchAsRun(shown));
		throw new InputError(REFERENCE_MESSAGES.unknownRunKind(shown));
	});
}
