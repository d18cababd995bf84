/** The simplified form of a run in a list. */
import type { IDataObject } from 'n8n-workflow';
import { getOwn } from '../utils/objects';
import { getRunInfo, toStringOrNull } from './runInfo';
import { withoutOwnKey } from './shape/runDetails';

/** The members of a run that name what processed its document. */
const PROCESSORS = ['extractor', 'classifier', 'splitter', 'workflow'];

/**
 * What people look for in a run, or in its summary in a list, in ten fields (n8n: Simplify), and what identifies the
 * rest of it under `_extend`.
 */
export function simplifyRunSummary(run: object): IDataObject {
	const { status, fileId, fileName, files, dashboardUrl, credits } = getRunInfo(run);
	const names = Array.isArray(files)
		? files.map((file) => toStringOrNull(getOwn(file, 'name')))
		: [];
	const processor = PROCESSORS.map((name) => getOwn(run, name)).find(Boolean);
	const version = PROCESSORS.map((name) => getOwn(run, `${name}Version`)).find(Boolean);
	return {
		id: toStringOrNull(getOwn(run, 'id')),
		status,
		fileName: fileName ?? (names.filter((name) => name !== null).join(', ') || null),
		fileId: fileId ?? getFirstId(files),
		processorName: toStringOrNull(getOwn(processor, 'name')),
		metadata: withoutOwnKey(getOwn(run, 'metadata')) ?? null,
		failureReason: toStringOrNull(getOwn(run, 'failureReason')),
		credits,
		createdAt: toStringOrNull(getOwn(run, 'createdAt')),
		_extend: {
			processorId: toStringOrNull(getOwn(processor, 'id')),
			processorVersion: toStringOrNull(getOwn(version, 'version')),
			parseRunId: toStringOrNull(getOwn(run, 'parseRunId')),
			dashboardUrl,
		},
	};
}

/** The first file of a run over several files; the others are only in the whole run. */
function getFirstId(files: unknown): string | null {
	return Array.isArray(files) ? toStringOrNull(getOwn(files[0], 'id')) : null;
}
