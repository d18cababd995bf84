/** Document > Edit: fill a PDF form. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { clock } from '../../../shared/clock';
import type { Run } from '../../../shared/contract';
import { downloadFile } from '../../../shared/download';
import { withoutPresignedUrls } from '../../../shared/runItems';
import { EDIT_RUN } from '../../../shared/runKinds';
import { simplifyRun } from '../../../shared/simplifyRun';
import { documentProperties } from '../../fields/document';
import { fillFormOptions, fillFormProperties, readFillForm } from '../../fields/fillForm';
import { optionsCollection } from '../../fields/options';
import { outputFileProperty, readOutputField } from '../../fields/outputFile';
import { runOptionsFor } from '../../fields/runOptions';
import { readSimple, simpleProperty } from '../../fields/simple';
import { waitProperties } from '../../fields/wait';
import { documentJobs } from '../documentJobs';
import type { SourceInfo } from '../documentWork';
import type { NodeRun } from '../nodeRun';
import type { Job } from '../operation';

/** How long fetching the filled file may take, in ms. */
const DOWNLOAD_TIMEOUT_MS = 300_000;

const whenWaiting = { hide: { waitForCompletion: [false] } };

export const description: INodeProperties[] = [
	...documentProperties(EDIT_RUN),
	...fillFormProperties,
	...waitProperties,
	{ ...outputFileProperty, displayOptions: whenWaiting },
	{ ...simpleProperty, displayOptions: whenWaiting },
	optionsCollection(runOptionsFor(EDIT_RUN), fillFormOptions),
];

/** One job per document. */
export async function plan(nodeRun: NodeRun, itemIndex: number): Promise<Job[]> {
	const { context } = nodeRun;
	const config = readFillForm(context, itemIndex);
	const simple = readSimple(context, itemIndex);
	const field = readOutputField(context, itemIndex);
	return await documentJobs(nodeRun, [itemIndex], {
		kind: EDIT_RUN,
		identity: config,
		processorId: undefined,
		body: async () => await Promise.resolve({ config }),
		items: async (run, source) => await itemsOf(nodeRun, run, source, { simple, field }),
	});
}

async function itemsOf(
	{ context, api }: NodeRun,
	run: Run,
	source: SourceInfo,
	{ simple, field }: { simple: boolean; field: string },
): Promise<INodeExecutionData[]> {
	const short = simplifyRun(run, source);
	const item: INodeExecutionData = {
		json: source.waited && simple ? short : withoutPresignedUrls(run),
	};
	const fileId = short.editedFileId;
	if (!source.waited || typeof fileId !== 'string') return [item];
	const deadline = clock.now() + DOWNLOAD_TIMEOUT_MS;
	const { data } = await downloadFile(context, api, fileId, { deadline, about: { runId: run.id } });
	return [{ ...item, binary: { [field]: data } }];
}
