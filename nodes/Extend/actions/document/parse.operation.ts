/** Document > Parse: the text of a document, with its layout. */
import type { INodeProperties } from 'n8n-workflow';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { PARSE_RUN, PARSE_RUN_BY_URL } from '../../../shared/runs/kinds';
import { documentProperties } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { readParseConfig } from '../../parameters/parsing/parseConfig';
import { dataRetentionOption, readDataRetention } from '../../parameters/parsing/dataRetention';
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
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	...documentProperties(PARSE_RUN),
	targetProperty,
	...parseOutputProperties,
	waitForCompletionProperty,
	optionsCollection(runOptionsFor(PARSE_RUN), [dataRetentionOption, textFileOption]),
	fileOptionsCollection({ pages: true }),
	ownParseOptionsCollection,
	inputFileCollection,
];

/** One job per document. */
export async function plan(execution: ExecutionContext, params: ItemParameters): Promise<Job[]> {
	const target = params.text('target', 'markdown');
	const config = readParseConfig(params, { target });
	const retention = readDataRetention(params);
	const output = readParseOutput(params);
	return await planDocumentJobs(execution, [params], {
		kind: output.mode === 'file' ? PARSE_RUN_BY_URL : PARSE_RUN,
		identity: { config, ...retention },
		processorId: undefined,
		buildBody: () => ({ config, ...retention }),
		toItems: async (run, origin) =>
			origin.isComplete
				? await toParseItems(execution, run, origin, output)
				: [{ json: stripPresignedUrls(run) }],
	});
}
