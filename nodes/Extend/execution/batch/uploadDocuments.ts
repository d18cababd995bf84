import type { IDataObject } from 'n8n-workflow';
import { toFileInput } from '../../../shared/files/upload';
import { runPool } from '../../../shared/utils/async/concurrency';
import { toResult } from './batchResult';
import type { BatchExecution, BatchResult } from './types';

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
	const { context, api } = execution;
	const files: BatchUploads['files'] = new Map();
	const failures: BatchUploads['failures'] = [];
	const upload = async (index: number) => {
		const { source, settings } = documents[index];
		try {
			const { password } = settings;
			files.set(index, (await toFileInput(context, api, source, { password, deadline })).input);
		} catch (error) {
			failures.push(toResult(documents[index], { error }));
		}
	};
	await runPool(
		documents.length,
		concurrency,
		upload,
		() => !api.isStopped() && (failures.length === 0 || context.continueOnFail()),
	);
	return { files, failures };
}
