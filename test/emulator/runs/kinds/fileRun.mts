import { createPendingFile, serializeFileSummary, findFile } from '../../resources/files.mts';
import { getInputName, type FileInput } from '../../resources/fileInput.mts';
import type { State } from '../../state/state.mts';

/** The keys that new runs of parse and edit share. Their file is never null: a URL gets its file at once. */
export const createFileRunRecord = (
	state: State,
	{ id, status }: { id: string; status: string },
	file: FileInput,
) => ({
	id,
	status,
	file: file.id
		? serializeFileSummary(findFile(state, file.id))
		: createPendingFile(getInputName(state, file)),
	failureReason: null,
	failureMessage: null,
	output: null,
	metrics: null,
	usage: null,
});
