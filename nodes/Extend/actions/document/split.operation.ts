/** Document > Split: the documents that a file holds, each as a file of its own. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Run } from '../../../shared/contract';
import { anyRunToItems } from '../../../shared/runItems';
import { SPLIT_RUN } from '../../../shared/runKinds';
import { documentProperties } from '../../fields/document';
import { optionsCollection } from '../../fields/options';
import { parsingCollection } from '../../fields/parseOptions';
import { runOptionsFor } from '../../fields/runOptions';
import { classesOptions, classesProperties, type ClassesText } from '../../fields/savedOrInline';
import { waitProperties } from '../../fields/wait';
import { classesJobs } from '../classesJobs';
import type { SourceInfo } from '../documentWork';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

const TEXT: ClassesText = {
	kind: 'splitter',
	using: 'splitUsing',
	usingName: 'Split Using',
	savedName: 'Saved Splitter',
	savedDescription: 'A splitter that was set up in the Extend dashboard',
	inlineDescription: 'Say in this node which kinds of documents a file can hold',
	classesKey: 'splitClassifications',
	rulesKey: 'splitRules',
	rulesName: 'Split Rules',
	rulesPlaceholder: 'e.g. A delivery note belongs to the invoice before it',
	identifiers: true,
	paths: {
		pageOverlapEnabled: 'advancedOptions.pageOverlapEnabled',
		splitExcelDocumentsBySheetEnabled: 'advancedOptions.splitExcelDocumentsBySheetEnabled',
	},
};

const splitOptions: INodeProperties[] = [
	...classesOptions(TEXT),
	{
		displayName: 'Base Processor',
		name: 'baseProcessor',
		type: 'options',
		default: 'splitting_performance',
		description: 'The model family',
		options: [
			{
				name: 'Light',
				value: 'splitting_light',
				description: 'Quicker and cheaper, for simple documents',
			},
			{
				name: 'Performance',
				value: 'splitting_performance',
				description: 'The most accurate one',
			},
		],
	},
	{
		displayName: 'Page Overlap',
		name: 'pageOverlapEnabled',
		type: 'boolean',
		default: true,
		description: 'Whether a page can belong to two documents',
	},
	{
		displayName: 'Split Excel by Sheet',
		name: 'splitExcelDocumentsBySheetEnabled',
		type: 'boolean',
		default: true,
		description: 'Whether each sheet of an Excel file becomes a document',
	},
];

export const description: INodeProperties[] = [
	...classesProperties(TEXT),
	...documentProperties(SPLIT_RUN),
	...waitProperties,
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		default: 'parts',
		description: 'What the items hold',
		options: [
			{
				name: 'One Item per Part',
				value: 'parts',
				description:
					"Each document that was found, with the 'fileId' of its own new file, ready for the next operation",
			},
			{
				name: 'Whole Run',
				value: 'run',
				description: 'Everything that Extend says about the run, exactly as it says it',
			},
		],
		displayOptions: { hide: { waitForCompletion: [false] } },
	},
	optionsCollection(runOptionsFor(SPLIT_RUN), splitOptions),
	parsingCollection,
];

/** One job per document. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	const output = nodeRun.context.getNodeParameter('output', itemIndex, 'parts') as string;
	return await classesJobs(nodeRun, itemIndex, {
		kind: SPLIT_RUN,
		text: TEXT,
		items: (run, source) => itemsOf(run, source, output),
	});
}

function itemsOf(run: Run, source: SourceInfo, output: string): INodeExecutionData[] {
	if (!source.waited || output === 'run') return [{ json: run }];
	const { items } = anyRunToItems(run, { mode: 'rows', ...source });
	return items.map((json) => ({ json }));
}
