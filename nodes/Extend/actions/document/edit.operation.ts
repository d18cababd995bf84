/** Document > Edit: fill a PDF form. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/utils/clock';
import type { Run } from '../../../shared/http/responses';
import { downloadFile } from '../../../shared/files/download';
import { stripPresignedUrls } from '../../../shared/output/presignedUrls';
import { RESULT_DOWNLOAD_TIMEOUT_MS } from '../../../shared/http/timeouts';
import { EDIT_RUN } from '../../../shared/runs/kinds';
import { simplifyRun } from '../../../shared/output/simplifyRun';
import { documentProperties } from '../../parameters/document/documentProperties';
import {
	fillFormProperties,
	formOptionsCollection,
} from '../../parameters/form/fillFormProperties';
import { readFillForm } from '../../parameters/form/readFillForm';
import { optionsCollection } from '../../../shared/parameters/declared/collections';
import { outputFileProperty, readOutputField } from '../../parameters/output/outputFile';
import { runOptionsFor } from '../../parameters/run/runOptions';
import { readSimple, simpleProperty } from '../../parameters/output/simplify';
import { inputFileCollection } from '../../../shared/parameters/output/outputOptions';
import { fileOptionsCollection } from '../../parameters/document/fileOptions';
import { waitForCompletionProperty } from '../../parameters/run/waitForCompletion';
import { planDocumentJobs } from '../../execution/document/planDocuments';
import type { RunOrigin } from '../../execution/output/types';
import type { ExecutionContext } from '../../execution/executionContext';
import type { Job } from '../../execution/types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const whenWaiting = { hide: { waitForCompletion: [false] } };

export const description: INodeProperties[] = [
	...documentProperties(EDIT_RUN),
	...fillFormProperties,
	{ ...outputFileProperty, displayOptions: whenWaiting },
	{ ...simpleProperty, displayOptions: whenWaiting },
	waitForCompletionProperty,
	optionsCollection(runOptionsFor(EDIT_RUN)),
	fileOptionsCollection(),
	formOptionsCollection,
	inputFileCollection,
];

/** One job per document. */
export async function plan(execution: ExecutionContext, params: ItemParameters): Promise<Job[]> {
	const config = readFillForm(params);
	const simple = readSimple(params);
	const field = readOutputField(params);
	return await planDocumentJobs(execution, [params], {
		kind: EDIT_RUN,
		identity: config,
		processorId: undefined,
		buildBody: () => ({ config }),
		toItems: async (run, origin) =>
			await toFilledFormItems(execution, run, origin, { simple, field }),
	});
}

async function toFilledFormItems(
	{ context, api }: ExecutionContext,
	run: Run,
	origin: RunOrigin,
	{ simple, field }: { simple: boolean; field: string },
): Promise<INodeExecutionData[]> {
	const simplified = simplifyRun(run, origin);
	const item: INodeExecutionData = {
		json: origin.isComplete && simple ? simplified : stripPresignedUrls(run),
	};
	const fileId = simplified.editedFileId;
	if (!origin.isComplete || typeof fileId !== 'string') return [item];
	const deadline = clock.now() + RESULT_DOWNLOAD_TIMEOUT_MS;
	const { data } = await downloadFile(context, api, fileId, {
		deadline,
		details: { runId: run.id },
	});
	return [{ ...item, binary: { [field]: data } }];
}
