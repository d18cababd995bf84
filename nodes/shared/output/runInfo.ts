import type { IDataObject } from 'n8n-workflow';
import { getCredits } from '../api/usage';
import { getOwn } from '../utils/objects';
import { listChanges } from './reviewChanges';
import { sanitizeText } from '../utils/sanitize';

/** What the node knows about the document of a run in addition to the run itself. */
export interface DocumentOrigin {
	/** name of the source file, for runs that do not have it */
	fileName?: string;
	/** the binary field that the file came from */
	sourceField?: string;
	/** the result of an earlier run, maybe over a file of another name */
	isReused?: boolean;
}

/** What is known about a run of any kind besides its result: the base of `_extend`. */
export function getRunInfo(
	run: object,
	{ fileName, sourceField, isReused }: DocumentOrigin = {},
): IDataObject {
	const files = getOwn(run, 'files');
	const file = getOwn(run, 'file') ?? getOnlyEntry(files);
	const runFileName = toStringOrNull(getOwn(file, 'name'));
	return {
		runId: toStringOrNull(getOwn(run, 'id')),
		status: toStringOrNull(getOwn(run, 'status')),
		fileId: toStringOrNull(getOwn(file, 'id')),
		fileName: (isReused ? (fileName ?? runFileName) : (runFileName ?? fileName)) ?? null,
		...(Array.isArray(files) ? { files: files.map(summarizeFile) } : {}),
		sourceField: sourceField ?? null,
		dashboardUrl: toStringOrNull(getOwn(run, 'dashboardUrl')),
		credits: isReused ? 0 : getCredits(run),
		...(isReused ? { reused: true } : {}),
		...getFailure(run),
		...getReviewChanges(run),
	};
}

/** Empty for a run that did not fail. */
function getFailure(run: object): IDataObject {
	const failureReason = toStringOrNull(getOwn(run, 'failureReason'));
	const failureMessage = toStringOrNull(getOwn(run, 'failureMessage'));
	return failureReason === null && failureMessage === null
		? {}
		: {
				failureReason,
				failureMessage: failureMessage === null ? null : sanitizeText(failureMessage),
			};
}

/** Empty for a run that no person reviewed. */
function getReviewChanges(run: object): IDataObject {
	const changes = listChanges(run);
	return changes === undefined ? {} : { changes };
}

/** A workflow run has a list, even of one file. */
function getOnlyEntry(files: unknown): unknown {
	return Array.isArray(files) && files.length === 1 ? files[0] : undefined;
}

function summarizeFile(file: unknown): IDataObject {
	return { id: toStringOrNull(getOwn(file, 'id')), name: toStringOrNull(getOwn(file, 'name')) };
}

export function toStringOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

export function toNumberOrNull(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}
