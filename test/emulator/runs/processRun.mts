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

/** The part of a kind's work that is its own. */
export interface ProcessingTask<R extends RunRecord> {
	run: R;
	inputs: FileInput[];
	script: RunScript;
	/** the files of the run stand in `files`, not in `file` */
	isPackage?: boolean;
	/** What the documents give: status, output, usage. Called unless a script decides the end. */
	buildResult: (files: StoredFile[], documents: Document[]) => Promise<Partial<R>> | Partial<R>;
	/** What a document that cannot be had or read makes of the run. */
	toFailure: (error: DownloadError | UnreadableDocumentError) => Partial<R>;
}

/** The changes that make a run a failed one. */
export const createFailure = (failureReason: string, failureMessage: string) => ({
	status: 'FAILED',
	failureReason,
	failureMessage,
});

/** A run of extract, classify or split whose document could not be had or read has no file. */
export const toProcessingFailure = (error: Error) => ({
	file: null,
	...createFailure('FAILED_TO_PROCESS_FILE', error.message),
});

/** A run of parse or edit says why. Its file stays, as far as it is known. */
export const toSpecificFailure = (error: DownloadError | UnreadableDocumentError) =>
	createFailure(
		error instanceof UnreadableDocumentError ? error.reason : 'UNABLE_TO_DOWNLOAD_FILE',
		error.message,
	);

/** Text and positions of the files, or empty pages when documents are not to be opened. */
export async function readDocuments(state: State, files: StoredFile[]): Promise<Document[]> {
	const documents: Document[] = [];
	for (const file of files) {
		documents.push(
			state.behavior.readDocuments ? await state.reader.read(file) : createUnreadDocument(file),
		);
	}
	return documents;
}

/** Does the work of a run; never rejects, since a run that cannot be done is a FAILED one. */
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
		// Built again after reading, which counts the pages.
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
		state.writeLog(`run ${run.id}: ${error instanceof Error ? error.stack : String(error)}`);
		return {
			...fileFields,
			...createFailure('INTERNAL_ERROR', 'An unexpected error occurred.'),
		} as Partial<R>;
	}
}
