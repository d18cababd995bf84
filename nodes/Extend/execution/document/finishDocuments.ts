/** From a run over documents to its items: for runs that are started one by one and for batches. */
import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import { getDocumentName, type DocumentSource } from '../../../shared/files/upload';
import type { Run } from '../../../shared/http/responses';
import { getOwn } from '../../../shared/utils/objects';
import type { ExecutionContext } from '../executionContext';
import { getFreeName } from '../errorItem';
import { acceptRun } from '../output/acceptRun';
import type { RunOrigin } from '../output/types';
import type { DocumentRunSpec, DocumentSettings } from './types';

/**
 * The items of a finished run, or of one that was only started. Throws ExtendApiError for a run that failed,
 * unless the settings ask for it.
 * @param result `isReused`: an earlier execution paid for the run, so it is not counted, and not ours to delete
 */
export async function finishDocuments(
	execution: ExecutionContext,
	spec: DocumentRunSpec,
	settings: DocumentSettings,
	documents: DocumentSource[],
	{ run, isReused = false }: { run: Run; isReused?: boolean },
): Promise<INodeExecutionData[]> {
	const { returnFailedRun } = settings;
	acceptRun(execution, run, spec.kind, { returnFailedRun, documents: documents.length, isReused });
	const items = await spec.toItems(run, { ...describeOrigin(documents, settings), isReused });
	// Not before the items exist: a result that could not be given its shape can still be read in Extend.
	if (settings.waitForCompletion && !isReused) {
		scheduleDeletions(execution, spec, settings, documents, run);
	}
	if (!settings.includeInputFile) return items;
	return items.map((item) => ({ ...item, binary: mergeBinary(documents, item.binary) }));
}

/** Only files that this node uploaded are deleted: those given by their ID existed before. */
function scheduleDeletions(
	{ deletions }: ExecutionContext,
	{ kind }: DocumentRunSpec,
	{ deleteRun, deleteFile }: DocumentSettings,
	documents: DocumentSource[],
	run: Run,
): void {
	if (deleteRun) deletions.push({ path: kind.path, id: run.id });
	if (!deleteFile) return;
	const files: unknown[] = Array.isArray(run.files) ? run.files : [run.file];
	const kept = documents.map((source) => (source.kind === 'fileId' ? source.fileId : undefined));
	for (const file of files) {
		const id = getOwn(file, 'id');
		if (typeof id === 'string' && !kept.includes(id)) {
			deletions.push({ path: '/files', id });
		}
	}
}

function describeOrigin(
	documents: DocumentSource[],
	{ waitForCompletion }: DocumentSettings,
): RunOrigin {
	const fields = documents.map((source) =>
		source.kind === 'binary' ? source.fieldName : undefined,
	);
	const named = fields.filter((field) => field !== undefined);
	const fileName = documents.map(getDocumentName).join(', ');
	return { fileName, sourceField: named.join(', ') || undefined, isComplete: waitForCompletion };
}

/** The files of the documents beside those of the result; a name that is taken gets a number. */
function mergeBinary(
	documents: DocumentSource[],
	resultBinary: IBinaryKeyData = {},
): IBinaryKeyData {
	const binary: IBinaryKeyData = { ...resultBinary };
	for (const source of documents) {
		if (source.kind !== 'binary') continue;
		binary[getFreeName(binary, source.fieldName)] = source.data;
	}
	return binary;
}
