/** A run in a list, made short: the one place for its shape. */
import type { IDataObject } from 'n8n-workflow';
import { ownMember } from './records';
import { factsOf, textOf } from './runFacts';

/** What a run can go by, under the names of the API. */
const PROCESSORS = ['extractor', 'classifier', 'splitter', 'workflow'];

/** Takes a run or its summary from a list; returns its ten most useful facts, flat (n8n: Simplify). */
export function simplifyRunSummary(run: object): IDataObject {
	const { status, fileId, fileName, files, dashboardUrl, credits } = factsOf(run);
	const names = Array.isArray(files) ? files.map((file) => textOf(ownMember(file, 'name'))) : [];
	const processor = PROCESSORS.map((name) => ownMember(run, name)).find(Boolean);
	return {
		id: textOf(ownMember(run, 'id')),
		status,
		fileName: fileName ?? (names.filter((name) => name !== null).join(', ') || null),
		fileId: fileId ?? firstId(files),
		processorId: textOf(ownMember(processor, 'id')),
		processorName: textOf(ownMember(processor, 'name')),
		failureReason: textOf(ownMember(run, 'failureReason')),
		credits,
		createdAt: textOf(ownMember(run, 'createdAt')),
		dashboardUrl,
	};
}

/** Of a run over several files only the first: the others stand in the whole run. */
function firstId(files: unknown): string | null {
	return Array.isArray(files) ? textOf(ownMember(files[0], 'id')) : null;
}
