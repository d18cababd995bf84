/** Document > Split: the documents that a file holds, each as a file of its own. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import type { Run } from '../../../shared/http/responses';
import { runToItems } from '../../../shared/output/runToItems';
import { SPLIT_RUN } from '../../../shared/runs/kinds';
import { documentProperties } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { inputFileCollection } from '../../../shared/parameters/output/outputOptions';
import { fileOptionsCollection } from '../../parameters/document/fileOptions';
import { parseOptionsCollection } from '../../parameters/parsing/parseOptions';
import { RAW_OUTPUT } from '../../parameters/output/runOutput';
import { runOptionsFor } from '../../parameters/run/runOptions';
import {
	classesCollection,
	classesProperties,
	savedVersionOption,
} from '../../parameters/config/classesConfig';
import { classOutputsProperties } from '../../parameters/config/classOutputs';
import { SPLIT_TEXT } from '../../parameters/config/splitText';
import { waitForCompletionProperty } from '../../parameters/run/waitForCompletion';
import { planClassesJobs } from '../../execution/document/planClasses';
import type { RunOrigin } from '../../execution/output/types';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const outputProperty: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	default: 'parts',
	description: 'What each output item contains',
	options: [
		{
			name: 'One Item per Document',
			value: 'parts',
			description: "One item per document found. Use its 'fileId' in the next operation.",
		},
		RAW_OUTPUT,
	],
	displayOptions: { hide: { waitForCompletion: [false] } },
};

export const description: INodeProperties[] = [
	...documentProperties(SPLIT_RUN),
	...classesProperties(SPLIT_TEXT),
	outputProperty,
	...classOutputsProperties(SPLIT_TEXT, ['run']),
	waitForCompletionProperty,
	optionsCollection(runOptionsFor(SPLIT_RUN), [savedVersionOption(SPLIT_TEXT)]),
	fileOptionsCollection({ pages: true }),
	classesCollection(SPLIT_TEXT),
	parseOptionsCollection,
	inputFileCollection,
];

/** One job per document. */
export async function plan(execution: ExecutionContext, params: ItemParameters): Promise<Job[]> {
	const output = params.text('output', 'parts');
	return await planClassesJobs(execution, params, {
		kind: SPLIT_RUN,
		text: SPLIT_TEXT,
		toItems: (run, origin) => toSplitItems(run, origin, output),
	});
}

function toSplitItems(run: Run, origin: RunOrigin, output: string): INodeExecutionData[] {
	if (!origin.isComplete || output === 'run') return [{ json: stripPresignedUrls(run) }];
	const { items } = runToItems(run, { mode: 'rows', shape: { runDetails: 'object' }, ...origin });
	return items.map((json) => ({ json }));
}
