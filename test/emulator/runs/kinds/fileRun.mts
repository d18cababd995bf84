import { createPendingFile, serializeFileSummary, findFile } from '../../resources/files.mts';
import { getInputName, type FileInput } from '../../resources/fileInput.mts';
import type { State } from '../../state/state.mts';

/** Initial fields of parse and edit runs. Their file is never null: a URL is assigned a file immediately. */
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
