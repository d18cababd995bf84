/** Extractor > Create: empty, a copy, defined in the node, or generated from sample documents. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { askOnce } from '../../../shared/calls';
import { clock } from '../../../shared/clock';
import { toFileInput, type DocumentSource } from '../../../shared/files';
import { InputProblem } from '../../../shared/problems';
import { definitionProperties } from '../../fields/definition';
import { documentProperties } from '../../fields/document';
import { readDefinition } from '../../fields/extractConfig';
import { rawOptions } from '../../fields/options';
import { picker, readPickedId } from '../../fields/pickers';
import { readParameter } from '../../fields/problem';
import { readSources } from '../../fields/sources';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';
import { withDisplayOptions } from '../../fields/withDisplayOptions';

/** Limits of the API for generating (Extend docs: create extractor). */
const MOST_SAMPLES = 5;
const MOST_CHARACTERS = 2500;
const UPLOAD_TIMEOUT_MS = 900_000;
/** Looking at samples takes its time. */
const CREATE_TIMEOUT_MS = 300_000;

function createdFrom(createFrom: string, properties: INodeProperties[]): INodeProperties[] {
	return withDisplayOptions({ show: { createFrom: [createFrom] } }, properties);
}

export const description: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Supplier invoices',
		description: 'How the extractor is called in Extend',
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
				description: 'Nothing yet, to be set up in the Extend dashboard',
			},
			{
				name: 'Existing Extractor',
				value: 'clone',
				description: 'A copy of the draft of another extractor',
			},
			{
				name: 'Fields Defined Here',
				value: 'config',
				description: 'Say in this node which fields it finds',
			},
			{
				name: 'Sample Documents',
				value: 'generate',
				description: 'Extend looks at up to five documents and decides which fields they have',
			},
		],
	},
	...createdFrom('clone', [{ ...picker('extractor'), description: 'The extractor to copy' }]),
	...createdFrom('config', definitionProperties),
	...createdFrom('generate', [
		...documentProperties({ takesText: false, mostFiles: 1 }),
		{
			displayName: 'Instructions',
			name: 'instructions',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Leave out the terms and conditions',
			description: 'What to pay attention to, in plain words. At most 2,500 characters.',
		},
	]),
];

/** One job per item. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	const { context, api } = nodeRun;
	const name = readParameter(context, itemIndex, 'Name', () =>
		named(context.getNodeParameter('name', itemIndex, '')),
	);
	const makeOrigin = await readOrigin(nodeRun, itemIndex);
	const run = async () => {
		const extractor = await askOnce(api, {
			path: '/extractors',
			body: { name, ...(await makeOrigin()) },
			doing: `creating the extractor ${name}`,
			made: 'The extractor',
			deadline: clock.now() + CREATE_TIMEOUT_MS,
			timeoutMs: CREATE_TIMEOUT_MS,
		});
		return [{ json: extractor }];
	};
	return [{ itemIndexes: [itemIndex], run }];
}

/** Reads what the extractor is made from; the function uploads samples and gives that part of the request. */
async function readOrigin(
	nodeRun: NodeRun,
	itemIndex: number,
): Promise<() => Promise<IDataObject>> {
	const { context } = nodeRun;
	const options = rawOptions(context, itemIndex);
	switch (context.getNodeParameter('createFrom', itemIndex, 'config')) {
		case 'clone': {
			const cloneExtractorId = readPickedId(context, itemIndex, 'extractor');
			return async () => await Promise.resolve({ cloneExtractorId });
		}
		case 'empty':
			return async () => await Promise.resolve({});
		case 'generate': {
			const { sources } = await readSources(context, itemIndex, {});
			readParameter(context, itemIndex, 'Document Source', () => checkSamples(sources));
			const text = String(context.getNodeParameter('instructions', itemIndex, '') ?? '').trim();
			readParameter(context, itemIndex, 'Instructions', () => checkLength(text));
			return async () => ({
				generate: {
					files: await samplesOf(nodeRun, sources),
					...(text ? { instructions: text } : {}),
				},
			});
		}
		default: {
			const { config } = readDefinition(context, itemIndex, options);
			return async () => await Promise.resolve({ config });
		}
	}
}

async function samplesOf(
	{ context, api }: NodeRun,
	sources: DocumentSource[],
): Promise<IDataObject[]> {
	const deadline = clock.now() + UPLOAD_TIMEOUT_MS;
	const files: IDataObject[] = [];
	for (const source of sources) {
		files.push((await toFileInput(context, api, source, { deadline })).input);
	}
	return files;
}

function named(value: unknown): string {
	const name = String(value ?? '').trim();
	if (name !== '') return name;
	throw new InputProblem('', 'it is empty', 'Enter a name for the extractor.');
}

function checkSamples(sources: DocumentSource[]): void {
	if (sources.some(({ kind }) => kind === 'text')) {
		throw new InputProblem(
			'',
			'samples cannot be text',
			"Choose 'Binary File', 'URL' or 'Extend File'.",
		);
	}
	if (sources.length <= MOST_SAMPLES) return;
	throw new InputProblem(
		'',
		`${sources.length} files are more than the ${MOST_SAMPLES} that Extend looks at`,
		'Send fewer samples.',
	);
}

function checkLength(text: string): void {
	if (text.length <= MOST_CHARACTERS) return;
	throw new InputProblem(
		'',
		`${text.length} characters are more than the ${MOST_CHARACTERS} that Extend takes`,
		'Shorten them.',
	);
}
