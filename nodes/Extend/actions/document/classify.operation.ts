/** Document > Classify: which kind of document it is. */
import type { INodeProperties } from 'n8n-workflow';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { CLASSIFY_RUN } from '../../../shared/runs/kinds';
import { simplifyRun } from '../../../shared/output/simplifyRun';
import { documentProperties } from '../../parameters/document/documentProperties';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { inputFileCollection } from '../../../shared/parameters/output/outputOptions';
import { fileOptionsCollection } from '../../parameters/document/fileOptions';
import { parseOptionsCollection } from '../../parameters/parsing/parseOptions';
import { runOptionsFor } from '../../parameters/run/runOptions';
import {
	classesCollection,
	classesProperties,
	savedVersionOption,
} from '../../parameters/config/classesConfig';
import { classOutputsProperties } from '../../parameters/config/classOutputs';
import { readSimple, simpleProperty } from '../../parameters/output/simplify';
import { CLASSIFY_TEXT } from '../../parameters/config/classifyText';
import { waitForCompletionProperty } from '../../parameters/run/waitForCompletion';
import { planClassesJobs } from '../../execution/document/planClasses';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export const description: INodeProperties[] = [
	...documentProperties(CLASSIFY_RUN),
	...classesProperties(CLASSIFY_TEXT),
	{ ...simpleProperty, displayOptions: { hide: { waitForCompletion: [false] } } },
	...classOutputsProperties(CLASSIFY_TEXT),
	waitForCompletionProperty,
	optionsCollection(runOptionsFor(CLASSIFY_RUN), [savedVersionOption(CLASSIFY_TEXT)]),
	fileOptionsCollection({ pages: true }),
	classesCollection(CLASSIFY_TEXT),
	parseOptionsCollection,
	inputFileCollection,
];

/** One job per document. */
export async function plan(execution: ExecutionContext, params: ItemParameters): Promise<Job[]> {
	const simple = readSimple(params);
	return await planClassesJobs(execution, params, {
		kind: CLASSIFY_RUN,
		text: CLASSIFY_TEXT,
		toItems: (run, origin) => [
			{ json: origin.isComplete && simple ? simplifyRun(run, origin) : stripPresignedUrls(run) },
		],
	});
}
