/** The items of a run over documents: shared by runs that are started one by one and by batches. */
import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../../shared/http/responses';
import { getDocumentName, type DocumentSource } from '../../../shared/files/upload';
import { getRunError } from '../../../shared/runs/errors';
import type { DocumentRunSpec, DocumentSettings, RunOrigin } from './types';
import { countCredits, type ExecutionContext } from '../executionContext';

/**
 * The items of a finished run, or of a started one that nobody waits for. Throws ExtendApiError for a run
 * that failed, unless the settings ask for it.
 */
export async function toDocumentItems(
	execution: ExecutionContext,
	documentRun: DocumentRunSpec,
	settings: DocumentSettings,
	group: DocumentSource[],
	run: Run,
): Promise<INodeExecutionData[]> {
	countCredits(execution, run, group.length);
	const failure = getRunError(run, documentRun.kind);
	if (failure && !settings.returnFailedRun) throw failure;
	if (failure) execution.hints.add('failedReturned');
	const items = await documentRun.items(run, describeOrigin(group, settings));
	// Not before its items are made: a result that could not be given its shape is still to be had in Extend.
	if (settings.waitForCompletion) scheduleDeletions(execution, documentRun, settings, group, run);
	if (!settings.passBinary) return items;
	return items.map((item) => ({ ...item, binary: mergeBinary(group, item.binary) }));
}

/** Files given by their ID were there before and stay; what this node brought to Extend goes. */
function scheduleDeletions(
	{ deletions }: ExecutionContext,
	{ kind }: DocumentRunSpec,
	{ deleteRun, deleteFile }: DocumentSettings,
	group: DocumentSource[],
	run: Run,
): void {
	if (deleteRun) deletions.push({ path: kind.path, id: run.id });
	if (!deleteFile) return;
	const files = (Array.isArray(run.files) ? run.files : [run.file]) as Array<{
		id?: unknown;
	} | null>;
	const kept = group.map((source) => (source.kind === 'fileId' ? source.fileId : undefined));
	for (const file of files) {
		if (typeof file?.id === 'string' && !kept.includes(file.id)) {
			deletions.push({ path: '/files', id: file.id });
		}
	}
}

/** What is known about where the documents came from. */
function describeOrigin(
	group: DocumentSource[],
	{ waitForCompletion }: DocumentSettings,
): RunOrigin {
	const fields = group.map((source) => (source.kind === 'binary' ? source.fieldName : undefined));
	const named = fields.filter((field) => field !== undefined);
	const fileName = group.map(getDocumentName).join(', ');
	return { fileName, sourceField: named.join(', ') || undefined, isComplete: waitForCompletion };
}

/** The files of the group beside those of the result; a name that is taken gets a number. */
function mergeBinary(group: DocumentSource[], ofResult: IBinaryKeyData = {}): IBinaryKeyData {
	const binary: IBinaryKeyData = { ...ofResult };
	for (const source of group) {
		if (source.kind !== 'binary') continue;
		let name = source.fieldName;
		for (let n = 1; name in binary; n++) name = `${source.fieldName}_${n}`;
		binary[name] = source.file.data;
	}
	return binary;
}
