import type { IDataObject } from 'n8n-workflow';
import { toFileInput } from '../../../shared/files/upload';
import { runPool } from '../../../shared/utils/async/concurrency';
import { toResult } from './batchResult';
import type { BatchDocument, BatchExecution, BatchResult } from './types';

/** Files that wait for an upload slot at the same time, besides those that are uploaded. */
const MAX_PREPARED = 8;

export interface BatchUploads {
	/** `file` of the request, by the position of the document in the batch */
	files: Map<number, IDataObject>;
	/** of the documents that could not be uploaded */
	failures: BatchResult[];
}

/** Turns the documents into what the request takes. When errors stop the node, the first one ends the uploads. */
export async function uploadDocuments({
	execution,
	documents,
	deadline,
	concurrency,
}: BatchExecution): Promise<BatchUploads> {
	const { context, api, uploads } = execution;
	const files: BatchUploads['files'] = new Map();
	const failures: BatchUploads['failures'] = [];
	const upload = async (document: BatchDocument, index: number) => {
		const { source, settings } = document;
		try {
			const { password } = settings;
			const convert = async () => await toFileInput(context, api, source, { password, deadline });
			files.set(index, (await uploads.run(convert)).input);
		} catch (error) {
			failures.push(toResult(document, { error }));
		}
	};
	await runPool(
		documents,
		Math.min(concurrency, MAX_PREPARED),
		upload,
		() => !api.isStopped() && (failures.length === 0 || context.continueOnFail()),
	);
	return { files, failures };
}
