/** Options of workflow runs that other runs do not have (Extend docs: create workflow run). */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { isRecord } from '../../../shared/utils/objects';
import { isSet } from '../common/buildConfig';
import { readOptions } from '../common/readOptions';
import { parseJson } from '../../../shared/parameters/parseJson';
import { readParameter } from '../common/readParameter';
import { WORKFLOW_OPTION_MESSAGES } from './messages';

export const secretsOption: INodeProperties = {
	displayName: 'Secrets',
	name: 'secrets',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Secret',
	default: {},
	description:
		'Values for steps of the workflow that call other services. They are sent to Extend and appear nowhere else.',
	options: [
		{
			displayName: 'Secret',
			name: 'secret',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. erpToken',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					typeOptions: { password: true },
					default: '',
				},
			],
		},
	],
};

/** Without display options. */
export const waitForReviewOption: INodeProperties = {
	displayName: 'Wait for Review',
	name: 'waitForReview',
	type: 'boolean',
	default: true,
	description:
		"Whether to go on waiting, up to 'Timeout', while a person reviews the workflow run in Extend. Otherwise it comes out with the status NEEDS_REVIEW.",
};

export const workflowOptions: INodeProperties[] = [
	{
		displayName: 'Provided Outputs (JSON)',
		name: 'outputs',
		type: 'json',
		typeOptions: { rows: 6 },
		default: '[]',
		description:
			'Results that are known already, so that these steps are not run. Only for a single file. A list such as [{ "processorId": "ex_...", "output": { "value": {} } }].',
	},
	secretsOption,
	{ ...waitForReviewOption, displayOptions: { show: { '/waitForCompletion': [true] } } },
];

/** The options as parts of the request. Throws NodeOperationError. */
export function readWorkflowOptions(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const { outputs } = readOptions(context, itemIndex);
	const provided = isSet(outputs)
		? readParameter(context, itemIndex, 'Provided Outputs (JSON)', () => toOutputs(outputs))
		: [];
	return {
		...readSecrets(context, itemIndex),
		...(provided.length > 0 ? { outputs: provided } : {}),
	};
}

/** `secrets` of the request if there are any. Throws NodeOperationError. */
export function readSecrets(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const { secrets } = readOptions(context, itemIndex);
	const rows = (secrets as { secret?: IDataObject[] } | undefined)?.secret ?? [];
	if (rows.length === 0) return {};
	return { secrets: readParameter(context, itemIndex, 'Secrets', () => toSecrets(rows)) };
}

function toSecrets(rows: IDataObject[]): IDataObject {
	const entries = rows.map(({ name, value }, index) => {
		const key = String(name ?? '').trim();
		if (key === '' || key === '__proto__') {
			throw new InputError(
				WORKFLOW_OPTION_MESSAGES.emptySecretName,
				WORKFLOW_OPTION_MESSAGES.secretRow({ position: index + 1 }),
			);
		}
		return [key, value];
	});
	return Object.fromEntries(entries) as IDataObject;
}

function toOutputs(value: unknown): IDataObject[] {
	const list = parseJson(value);
	if (Array.isArray(list) && list.every((entry) => isRecord(entry) && isRecord(entry.output))) {
		return list as IDataObject[];
	}
	throw new InputError(WORKFLOW_OPTION_MESSAGES.invalidOutputs);
}
