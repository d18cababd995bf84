import type { RunRecord } from './lifecycle.mts';
import {
	UnreadableDocumentError,
	createUnreadDocument,
	type Document,
} from '../demoReader/layout/documentReader.mts';
import { serializeFileSummary } from '../resources/files.mts';
import { DownloadError, resolveFile, type FileInput } from '../resources/fileInput.mts';
import type { RunScript } from './runScripts.mts';
import type { State, StoredFile } from '../state/state.mts';

/** The kind-specific part of processing a run. */
export interface ProcessingTask<R extends RunRecord> {
	run: R;
	inputs: FileInput[];
	script: RunScript;
	/** the files are listed in `files` instead of `file` */
	isPackage?: boolean;
	/** Computes status, output and usage from the documents. Not called when a script sets the result. */
	buildResult: (files: StoredFile[], documents: Document[]) => Promise<Partial<R>> | Partial<R>;
	/** Changes for a document that could not be fetched or read. */
	toFailure: (error: DownloadError | UnreadableDocumentError) => Partial<R>;
}

/** The options of a run cannot be used together. The message is shown in the run. */
export class ConfigConflictError extends Error {}

export const createFailure = (failureReason: string, failureMessage: string) => ({
	status: 'FAILED',
	failureReason,
	failureMessage,
});

/** Extract, classify and split runs lose their file and report a generic reason. */
export const toProcessingFailure = (error: Error) => ({
	file: null,
	...createFailure('FAILED_TO_PROCESS_FILE', error.message),
});

/** Parse and edit runs keep a known file and report a specific reason. */
export const toSpecificFailure = (error: DownloadError | UnreadableDocumentError) =>
	createFailure(
		error instanceof UnreadableDocumentError ? error.reason : 'UNABLE_TO_DOWNLOAD_FILE',
		error.message,
	);

/** Returns empty pages when the emulator does not read documents. */
export async function readDocuments(state: State, files: StoredFile[]): Promise<Document[]> {
	const documents: Document[] = [];
	for (const file of files) {
		documents.push(
			state.behavior.readDocuments ? await state.reader.read(file) : createUnreadDocument(file),
		);
	}
	return documents;
}

/** Processes a run. Never rejects: errors become FAILED runs. */
export async function processRun<R extends RunRecord>(
	state: State,
	task: ProcessingTask<R>,
): Promise<Partial<R>> {
	const { run, inputs, script, isPackage = false } = task;
	let fileFields: Partial<R> = {};
	try {
		const files: StoredFile[] = [];
		const pendingId = isPackage ? undefined : run.file?.id;
		for (const input of inputs) files.push(await resolveFile(state, input, pendingId));
		// Built again after reading, because reading sets the page count.
		const getFileFields = () =>
			(isPackage
				? { files: files.map(serializeFileSummary), file: null }
				: { file: serializeFileSummary(files[0]) }) as Partial<R>;
		fileFields = getFileFields();
		if (script.status && script.status !== 'PROCESSED') {
			const { status, failureReason = null, failureMessage = null } = script;
			return { ...fileFields, status, failureReason, failureMessage };
		}
		const changes = await task.buildResult(files, await readDocuments(state, files));
		return { ...getFileFields(), ...changes };
	} catch (error) {
		if (error instanceof DownloadError || error instanceof UnreadableDocumentError)
			return { ...fileFields, ...task.toFailure(error) };
		if (error instanceof ConfigConflictError)
			return {
				...fileFields,
				...createFailure('INVALID_CONFIGURATION', error.message),
			} as Partial<R>;
		state.writeLog(`run ${run.id}: ${error instanceof Error ? error.stack : String(error)}`);
		return {
			...fileFields,
			...createFailure('INTERNAL_ERROR', 'An unexpected error occurred.'),
		} as Partial<R>;
	}
}
