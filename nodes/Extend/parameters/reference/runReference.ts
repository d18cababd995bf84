/** Which run is meant: parameters shared by all operations on a run that is there already. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { detectRunKind, RUN_KINDS, type RunKind } from '../../../shared/runs/kinds';
import { extractId } from '../../../shared/parameters/resourcePicker';
import { readParameter } from '../common/readParameter';

export interface RunRef {
	kind: RunKind;
	id: string;
}

/** The ID of a run and its kind. Without conditions on the operation. */
export const runRefProperties: INodeProperties[] = [
	{
		displayName: 'Run ID',
		name: 'runId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. exr_xK9mLPqRtN3vS8wF5hB2c',
		description:
			"ID of the run, as operations return it when 'Wait for Completion' is off. An address of the Extend dashboard works too.",
	},
	{
		displayName: 'Run Type',
		name: 'runType',
		type: 'options',
		noDataExpression: true,
		default: 'auto',
		description: 'What kind of run it is',
		options: [
			{ name: 'Classify', value: 'classify_run', description: 'IDs begin with clr_' },
			{
				name: 'Detect From ID',
				value: 'auto',
				description: 'The kind is read from the beginning of the ID',
			},
			{ name: 'Edit', value: 'edit_run', description: 'IDs begin with edr_' },
			{ name: 'Extract', value: 'extract_run', description: 'IDs begin with exr_' },
			{ name: 'Parse', value: 'parse_run', description: 'IDs begin with pr_' },
			{ name: 'Split', value: 'split_run', description: 'IDs begin with splr_' },
			{ name: 'Workflow', value: 'workflow_run', description: 'IDs begin with workflow_run_' },
		],
	},
];

/** The run that the item names. Throws NodeOperationError when it is no ID or its kind is not clear. */
export function readRunRef(context: IExecuteFunctions, itemIndex: number): RunRef {
	const id = readId(context, itemIndex, 'Run ID', 'runId');
	const type = context.getNodeParameter('runType', itemIndex, 'auto');
	const kind =
		type === 'auto' ? detectRunKind(id) : RUN_KINDS.find(({ object }) => object === String(type));
	if (kind) return { kind, id };
	return readParameter(context, itemIndex, 'Run ID', () => {
		throw new InputError({
			message: `"${id.slice(0, 60)}" does not tell what kind of run it is`,
			hint: "Check the ID, or choose the kind under 'Run Type'.",
		});
	});
}

/** The ID in a parameter that also takes dashboard addresses. Throws NodeOperationError. */
export function readId(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	name: string,
): string {
	return readParameter(context, itemIndex, displayName, () => {
		const given = context.getNodeParameter(name, itemIndex, '') as unknown;
		const id = typeof given === 'string' ? extractId(given) : '';
		if (id === '') {
			throw new InputError({
				message: 'it is empty',
				hint: 'Enter an ID, or check the expression.',
			});
		}
		if (/^[\w-]{1,255}$/.test(id)) return id;
		throw new InputError({
			message: `"${id.slice(0, 60)}" is no ID`,
			hint: 'Enter an ID, such as exr_xK9mLPqRtN3vS8wF5hB2c.',
		});
	});
}
