import { comingFile, fileSummary, findFile } from '../../resources/files.mts';
import { inputName, type FileInput } from '../../resources/fileInput.mts';
import type { State } from '../../state/state.mts';

/** The keys that new runs of parse and edit share. Their file is never null: a URL gets its file at once. */
export const newFileRun = (
	state: State,
	{ id, status }: { id: string; status: string },
	file: FileInput,
) => ({
	id,
	status,
	file: file.id ? fileSummary(findFile(state, file.id)) : comingFile(inputName(state, file)),
	failureReason: null,
	failureMessage: null,
	output: null,
	metrics: null,
	usage: null,
});
