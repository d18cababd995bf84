/** Document > Parse: the text of a document, with its layout. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Run } from '../../../shared/contract';
import { PARSE_RUN } from '../../../shared/runKinds';
import { documentProperties } from '../../fields/document';
import { optionsCollection } from '../../fields/options';
import { parseConfigOptions, readParseConfig } from '../../fields/parseConfig';
import { parsingCollection } from '../../fields/parseOptions';
import { parseOutputProperties, readParseOutput, textFileOption } from '../../fields/parseOutput';
import { runOptionsFor } from '../../fields/runOptions';
import { waitProperties } from '../../fields/wait';
import { documentJobs } from '../documentJobs';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';
import { parseItems } from '../parseItems';

const parsing: INodeProperties = {
	...parsingCollection,
	// The format has a parameter of its own here.
	options: (parsingCollection.options as INodeProperties[]).filter(({ name }) => name !== 'target'),
};

export const description: INodeProperties[] = [
	...documentProperties(PARSE_RUN),
	{
		displayName: 'Format',
		name: 'target',
		type: 'options',
		noDataExpression: true,
		default: 'markdown',
		description: 'How the text is written',
		options: [
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'Headings, lists and tables as markup, for language models and people',
			},
			{
				name: 'Spatial',
				value: 'spatial',
				description: 'Words stay where they stand on the page, by spaces and line breaks',
			},
		],
	},
	...waitProperties,
	...parseOutputProperties,
	optionsCollection(runOptionsFor(PARSE_RUN), parseConfigOptions, [textFileOption]),
	parsing,
];

/** One job per document. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	const { context } = nodeRun;
	const target = context.getNodeParameter('target', itemIndex, 'markdown');
	const config = readParseConfig(context, itemIndex, { target });
	const output = readParseOutput(context, itemIndex);
	return await documentJobs(nodeRun, [itemIndex], {
		kind: PARSE_RUN,
		identity: config,
		processorId: undefined,
		body: async () => await Promise.resolve({ config }),
		items: async (run: Run, source): Promise<INodeExecutionData[]> =>
			source.waited ? await parseItems(context, run, source, output) : [{ json: run }],
	});
}
