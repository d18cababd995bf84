/** A run in a list, made short: the one place for its shape. */
import type { IDataObject } from 'n8n-workflow';
import { getOwn } from '../utils/objects';
import { getRunInfo, toStringOrNull } from './runInfo';

/** What a run can go by, under the names of the API. */
const PROCESSORS = ['extractor', 'classifier', 'splitter', 'workflow'];

/** Takes a run or its summary from a list; returns its ten most useful facts, flat (n8n: Simplify). */
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
		fileId: fileId ?? firstId(files),
		processorId: toStringOrNull(getOwn(processor, 'id')),
		processorName: toStringOrNull(getOwn(processor, 'name')),
		failureReason: toStringOrNull(getOwn(run, 'failureReason')),
		credits,
		createdAt: toStringOrNull(getOwn(run, 'createdAt')),
		dashboardUrl,
	};
}

/** Of a run over several files only the first: the others stand in the whole run. */
function firstId(files: unknown): string | null {
	return Array.isArray(files) ? toStringOrNull(getOwn(files[0], 'id')) : null;
}
