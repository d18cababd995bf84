/** Options of workflow runs that other runs do not have (Extend docs: create workflow run). */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { getOwn, toRecords } from '../../../shared/utils/objects';
import { isSet } from '../common/buildConfig';
import { parseProvidedOutputs } from '../../../shared/http/responses';
import { parseJson } from '../../../shared/parameters/parseJson';
import { WORKFLOW_OPTION_MESSAGES } from './messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const secretsOption: INodeProperties = {
	displayName: 'Secrets',
	name: 'secrets',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Secret',
	default: {},
	description:
		'Secret values for workflow steps that call other services. Use an expression. n8n saves typed values with the workflow.',
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
	default: false,
	description:
		'Whether to keep waiting until someone reviews the run. Otherwise its status is NEEDS_REVIEW.',
};

const outputsOption: INodeProperties = {
	displayName: 'Provided Outputs (JSON)',
	name: 'outputs',
	type: 'json',
	typeOptions: { rows: 6 },
	default: '[]',
	description:
		'Results of steps to skip, as a list. Single file only. e.g. [{ "processorId": "ex_...", "output": {} }].',
};

export const workflowOptions: INodeProperties[] = [
	outputsOption,
	secretsOption,
	{ ...waitForReviewOption, displayOptions: { show: { '/waitForCompletion': [true] } } },
];

/** Whether to go on waiting while a person reviews the run. Throws NodeOperationError. */
export function readWaitForReview(params: ItemParameters): boolean {
	const options = params.collection('options', [waitForReviewOption]);
	return options.waitForReview === true;
}

/** The options as parts of the request. Throws NodeOperationError. */
export function readWorkflowOptions(params: ItemParameters): IDataObject {
	const { outputs } = params.collection('options', [outputsOption]);
	const provided = isSet(outputs)
		? params.check('Provided Outputs (JSON)', () => toOutputs(outputs))
		: [];
	return {
		...readSecrets(params),
		...(provided.length > 0 ? { outputs: provided } : {}),
	};
}

/** `secrets` of the request if there are any. Throws NodeOperationError. */
export function readSecrets(params: ItemParameters): IDataObject {
	const { secrets } = params.collection('options', [secretsOption]);
	const rows = toRecords(getOwn(secrets, 'secret'));
	if (rows.length === 0) return {};
	return { secrets: params.check('Secrets', () => toSecrets(rows)) };
}

function toSecrets(rows: IDataObject[]): IDataObject {
	const secrets: IDataObject = {};
	for (const [index, { name, value }] of rows.entries()) {
		const key = String(name ?? '').trim();
		if (key === '' || key === '__proto__') {
			throw new InputError(
				WORKFLOW_OPTION_MESSAGES.emptySecretName,
				WORKFLOW_OPTION_MESSAGES.secretRow({ position: index + 1 }),
			);
		}
		secrets[key] = value ?? '';
	}
	return secrets;
}

function toOutputs(value: unknown): IDataObject[] {
	const outputs = parseProvidedOutputs(parseJson(value));
	if (outputs) return outputs;
	throw new InputError(WORKFLOW_OPTION_MESSAGES.invalidOutputs);
}
