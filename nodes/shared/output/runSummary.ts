/** The simplified form of a run in a list. */
import type { IDataObject } from 'n8n-workflow';
import { getOwn } from '../utils/objects';
import { getRunInfo, toStringOrNull } from './runInfo';

/** The members of a run that name what processed its document. */
const PROCESSORS = ['extractor', 'classifier', 'splitter', 'workflow'];

/** The ten most useful members of a run, or of its summary in a list, without nesting (n8n: Simplify). */
export function simplifyRunSummary(run: object): IDataObject {
	const { status, fileId, fileName, files, dashboardUrl, credits } = getRunInfo(run);
	const names = Array.isArray(files)
		? files.map((file) => toStringOrNull(getOwn(file, 'name')))
		: [];
	const processor = PROCESSORS.map((name) => getOwn(run, name)).find(Boolean);
	return {
		id: toStringOrNull(getOwn(run, 'id')),
		status,
		fileName: fileName ?? (names.filter((name) => name !== null).join(', ') || null),
		fileId: fileId ?? getFirstId(files),
		processorId: toStringOrNull(getOwn(processor, 'id')),
		processorName: toStringOrNull(getOwn(processor, 'name')),
		failureReason: toStringOrNull(getOwn(run, 'failureReason')),
		credits,
		createdAt: toStringOrNull(getOwn(run, 'createdAt')),
		dashboardUrl,
	};
}

/** The first file of a run over several files; the others are only in the whole run. */
function getFirstId(files: unknown): string | null {
	return Array.isArray(files) ? toStringOrNull(getOwn(files[0], 'id')) : null;
}
