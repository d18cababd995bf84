/** Document > Split: the documents that a file holds, each as a file of its own. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Run } from '../../../shared/http/responses';
import { runToItems } from '../../../shared/output/runToItems';
import { SPLIT_RUN } from '../../../shared/runs/kinds';
import { documentProperties } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../parameters/common/optionsCollection';
import { parsingCollection } from '../../parameters/parsing/parseOptions';
import { runOptionsFor } from '../../parameters/run/runOptions';
import {
	classesOptions,
	classesProperties,
	type ClassesText,
} from '../../parameters/config/classesConfig';
import { waitProperties } from '../../parameters/run/waitForCompletion';
import { planClassesJobs } from '../../execution/document/planClasses';
import type { RunOrigin } from '../../execution/output/types';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';

const TEXT: ClassesText = {
	kind: 'splitter',
	task: 'splitting',
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
export async function plan(execution: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const output = execution.context.getNodeParameter('output', itemIndex, 'parts') as string;
	return await planClassesJobs(execution, itemIndex, {
		kind: SPLIT_RUN,
		text: TEXT,
		toItems: (run, origin) => toSplitItems(run, origin, output),
	});
}

function toSplitItems(run: Run, origin: RunOrigin, output: string): INodeExecutionData[] {
	if (!origin.isComplete || output === 'run') return [{ json: run }];
	const { items } = runToItems(run, { mode: 'rows', ...origin });
	return items.map((json) => ({ json }));
}
