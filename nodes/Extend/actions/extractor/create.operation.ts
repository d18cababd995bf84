/** Extractor > Create: empty, a copy, defined in the node, or generated from sample documents. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { postOnce } from '../../../shared/api/requests';
import { clock } from '../../../shared/utils/clock';
import { createItemKey } from '../../../shared/runs/idempotencyKey';
import { toFileInput, type DocumentSource } from '../../../shared/files/upload';
import { InputError } from '../../../shared/errors/inputError';
import { definitionProperties } from '../../parameters/config/extractorDefinition';
import { documentProperties } from '../../parameters/document/documentProperties';
import { readDefinition } from '../../parameters/config/extractConfig';
import { resourcePicker, readResourceId } from '../../../shared/parameters/resourcePicker';
import { readDocuments } from '../../execution/document/itemDocuments';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { withDisplayOptions } from '../../parameters/common/displayOptions';
import { ACTION_MESSAGES, OPERATION_ACTIONS, RESOURCE_LABELS } from '../messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** Limits of the API for generating (Extend docs: create extractor). */
const MAX_SAMPLES = 5;
const MAX_CHARACTERS = 2500;
const UPLOAD_TIMEOUT_MS = 900_000;
/** Looking at samples takes its time. */
const CREATE_TIMEOUT_MS = 300_000;

function showForOrigin(createFrom: string, properties: INodeProperties[]): INodeProperties[] {
	return withDisplayOptions({ show: { createFrom: [createFrom] } }, properties);
}

export const description: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'extractorName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Supplier invoices',
		description: 'Name of the extractor in Extend',
	},
	{
		displayName: 'Create From',
		name: 'createFrom',
		type: 'options',
		noDataExpression: true,
		default: 'config',
		options: [
			{
				name: 'Empty',
				value: 'empty',
				description: 'An empty extractor to set up in the Extend dashboard',
			},
			{
				name: 'Existing Extractor',
				value: 'clone',
				description: 'Copy the draft of another extractor',
			},
			{
				name: 'Define Below',
				value: 'config',
				description: 'Define the fields in this node',
			},
			{
				name: 'Sample Documents',
				value: 'generate',
				description: 'Let Extend generate fields from up to five documents',
			},
		],
	},
	...showForOrigin('clone', [
		{ ...resourcePicker('extractor'), description: 'The extractor to copy' },
	]),
	...showForOrigin('config', definitionProperties),
	...showForOrigin('generate', [
		...documentProperties({ acceptsText: false }),
		{
			displayName: 'Instructions',
			name: 'instructions',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Ignore the terms and conditions',
			description: 'Guidance for the AI, up to 2,500 characters',
		},
	]),
];

/** One job per item. */
export async function plan(execution: ExecutionContext, params: ItemParameters): Promise<Job[]> {
	const { api, runIndex } = execution;
	const name = params.check('Name', () => requireName(params.text('extractorName')));
	const makeOrigin = await readOrigin(execution, params);
	const path = '/extractors';
	const key = createItemKey(params, runIndex, path, { name });
	const run = async () => {
		const extractor = await postOnce(api, {
			path,
			key,
			isSame: runIndex !== undefined,
			body: async () => ({ name, ...(await makeOrigin()) }),
			action: OPERATION_ACTIONS.createExtractor({ name }),
			resourceLabel: RESOURCE_LABELS.extractor,
			deadline: clock.now() + CREATE_TIMEOUT_MS,
			timeoutMs: CREATE_TIMEOUT_MS,
		});
		return [{ json: extractor }];
	};
	return [{ itemIndexes: [params.itemIndex], run }];
}

/** Reads what the extractor is made from; the function uploads samples and gives that part of the request. */
async function readOrigin(
	execution: ExecutionContext,
	params: ItemParameters,
): Promise<() => IDataObject | Promise<IDataObject>> {
	switch (params.text('createFrom', 'config')) {
		case 'clone': {
			const cloneExtractorId = readResourceId(params, 'extractor');
			return () => ({ cloneExtractorId });
		}
		case 'empty':
			return () => ({});
		case 'generate': {
			const { sources } = await readDocuments(execution, params);
			params.check('Document Source', () => checkSamples(sources));
			const text = params.text('instructions');
			params.check('Instructions', () => checkLength(text));
			return async () => ({
				generate: {
					files: await uploadSamples(execution, sources),
					...(text ? { instructions: text } : {}),
				},
			});
		}
		default: {
			const { config } = readDefinition(params);
			return () => ({ config });
		}
	}
}

async function uploadSamples(
	{ context, api }: ExecutionContext,
	sources: DocumentSource[],
): Promise<IDataObject[]> {
	const deadline = clock.now() + UPLOAD_TIMEOUT_MS;
	const files: IDataObject[] = [];
	for (const source of sources) {
		files.push((await toFileInput(context, api, source, { deadline })).input);
	}
	return files;
}

function requireName(name: string): string {
	if (name !== '') return name;
	throw new InputError(ACTION_MESSAGES.noExtractorName);
}

function checkSamples(sources: DocumentSource[]): void {
	if (sources.some(({ kind }) => kind === 'text')) {
		throw new InputError(ACTION_MESSAGES.textSamples);
	}
	if (sources.length === 0) throw new InputError(ACTION_MESSAGES.noSamples);
	if (sources.length <= MAX_SAMPLES) return;
	throw new InputError(ACTION_MESSAGES.tooManySamples({ count: sources.length, max: MAX_SAMPLES }));
}

function checkLength(text: string): void {
	if (text.length <= MAX_CHARACTERS) return;
	throw new InputError(ACTION_MESSAGES.tooLong({ count: text.length, max: MAX_CHARACTERS }));
}
