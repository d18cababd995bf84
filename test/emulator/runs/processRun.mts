import type { RunRecord } from './lifecycle.mts';
import { Unreadable, unopened, type Document } from '../demoReader/layout/documentReader.mts';
import { fileSummary } from '../resources/files.mts';
import { Unreachable, obtain, type FileInput } from '../resources/fileInput.mts';
import type { RunScript } from './runScripts.mts';
import type { State, StoredFile } from '../state/state.mts';

/** The part of a kind's work that is its own. */
export interface Task<R extends RunRecord> {
	run: R;
	inputs: FileInput[];
	script: RunScript;
	/** the files of the run stand in `files`, not in `file` */
	together?: boolean;
	/** What the documents give: status, output, usage. Called unless a script decides the end. */
	answer: (files: StoredFile[], documents: Document[]) => Promise<Partial<R>> | Partial<R>;
	/** What a document that cannot be had or read makes of the run. */
	failed: (error: Unreachable | Unreadable) => Partial<R>;
}

/** The changes that make a run a failed one. */
export const failure = (failureReason: string, failureMessage: string) => ({
	status: 'FAILED',
	failureReason,
	failureMessage,
});

/** A run of extract, classify or split whose document could not be had or read has no file. */
export const unprocessed = (error: Error) => ({
	file: null,
	...failure('FAILED_TO_PROCESS_FILE', error.message),
});

/** A run of parse or edit says why. Its file stays, as far as it is known. */
export const namedFailure = (error: Unreachable | Unreadable) =>
	failure(error instanceof Unreadable ? error.reason : 'UNABLE_TO_DOWNLOAD_FILE', error.message);

/** Text and positions of the files, or empty pages when documents are not to be opened. */
export async function readAll(state: State, files: StoredFile[]): Promise<Document[]> {
	const documents: Document[] = [];
	for (const file of files) {
		documents.push(state.behaviour.readDocuments ? await state.reader.read(file) : unopened(file));
	}
	return documents;
}

/** Does the work of a run; never rejects, since a run that cannot be done is a FAILED one. */
export async function doWork<R extends RunRecord>(
	state: State,
	task: Task<R>,
): Promise<Partial<R>> {
	const { run, inputs, script, together = false } = task;
	let known: Partial<R> = {};
	try {
		const files: StoredFile[] = [];
		const coming = together ? undefined : run.file?.id;
		for (const input of inputs) files.push(await obtain(state, input, coming));
		// Built again after reading, which counts the pages.
		const attach = () =>
			(together
				? { files: files.map(fileSummary), file: null }
				: { file: fileSummary(files[0]) }) as Partial<R>;
		known = attach();
		if (script.status && script.status !== 'PROCESSED') {
			const { status, failureReason = null, failureMessage = null } = script;
			return { ...known, status, failureReason, failureMessage };
		}
		const changes = await task.answer(files, await readAll(state, files));
		return { ...attach(), ...changes };
	} catch (error) {
		if (error instanceof Unreachable || error instanceof Unreadable)
			return { ...known, ...task.failed(error) };
		state.say(`run ${run.id}: ${error instanceof Error ? error.stack : String(error)}`);
		return {
			...known,
			...failure('INTERNAL_ERROR', 'An unexpected error occurred.'),
		} as Partial<R>;
	}
}
