/** Document > Parse: the text of a document, with its layout. */
import type { INodeProperties } from 'n8n-workflow';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { PARSE_RUN } from '../../../shared/runs/kinds';
import { documentProperties } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { parseConfigOptions, readParseConfig } from '../../parameters/parsing/parseConfig';
import { inputFileCollection } from '../../../shared/parameters/output/outputOptions';
import { fileOptionsCollection } from '../../parameters/document/fileOptions';
import { ownParseOptionsCollection, targetProperty } from '../../parameters/parsing/parseOptions';
import {
	parseOutputProperties,
	readParseOutput,
	textFileOption,
} from '../../parameters/output/parseOutput';
import { runOptionsFor } from '../../parameters/run/runOptions';
import { waitForCompletionProperty } from '../../parameters/run/waitForCompletion';
import { planDocumentJobs } from '../../execution/document/planDocuments';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import { toParseItems } from '../../execution/output/parseItems';

export const description: INodeProperties[] = [
	...documentProperties(PARSE_RUN),
	targetProperty,
	...parseOutputProperties,
	waitForCompletionProperty,
	optionsCollection(runOptionsFor(PARSE_RUN), parseConfigOptions, [textFileOption]),
	fileOptionsCollection({ pages: true }),
	ownParseOptionsCollection,
	inputFileCollection,
];

/** One job per document. */
export async function plan(execution: ExecutionContext, itemIndex: number): Promise<Job[]> {
	const { context } = execution;
	const target = context.getNodeParameter('target', itemIndex, 'markdown');
	const config = readParseConfig(context, itemIndex, { target });
	const output = readParseOutput(context, itemIndex);
	return await planDocumentJobs(execution, [itemIndex], {
		kind: PARSE_RUN,
		identity: config,
		processorId: undefined,
		buildBody: () => ({ config }),
		toItems: async (run, origin) =>
			origin.isComplete
				? await toParseItems(context, run, origin, output)
				: [{ json: stripPresignedUrls(run) }],
	});
}
