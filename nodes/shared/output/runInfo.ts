import type { IDataObject } from 'n8n-workflow';
import { getOwn } from '../utils/objects';
import { listChanges } from './reviewChanges';
import { sanitizeText } from '../utils/sanitize';

/** What the node knows about the document of a run besides what the run tells. */
export interface DocumentOrigin {
	/** name of the source file, for runs that do not tell it */
	fileName?: string;
	/** the binary field that the file came from */
	sourceField?: string;
}

/** Takes a run of any kind; returns what is known about it besides its result: the base of `_extend`. */
export function getRunInfo(
	run: object,
	{ fileName, sourceField }: DocumentOrigin = {},
): IDataObject {
	const file = getOwn(run, 'file');
	const files = getOwn(run, 'files');
	const usage = getOwn(run, 'usage');
	return {
		runId: toStringOrNull(getOwn(run, 'id')),
		status: toStringOrNull(getOwn(run, 'status')),
		fileId: toStringOrNull(getOwn(file, 'id')),
		fileName: toStringOrNull(getOwn(file, 'name')) ?? fileName ?? null,
		...(Array.isArray(files) ? { files: files.map(summarizeFile) } : {}),
		sourceField: sourceField ?? null,
		dashboardUrl: toStringOrNull(getOwn(run, 'dashboardUrl')),
		credits:
			toNumberOrNull(getOwn(usage, 'totalCredits')) ?? toNumberOrNull(getOwn(usage, 'credits')),
		...getFailure(run),
		...getReviewChanges(run),
	};
}

/** Only where there is one: a run that went well has nothing to say about failures. */
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

/** Only for runs that a person has looked at. */
function getReviewChanges(run: object): IDataObject {
	const changes = listChanges(run);
	return changes === undefined ? {} : { changes: changes as unknown as IDataObject[] };
}

function summarizeFile(file: unknown): IDataObject {
	return { id: toStringOrNull(getOwn(file, 'id')), name: toStringOrNull(getOwn(file, 'name')) };
}

/** The value if it is a text, else null. */
export function toStringOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

/** The value if it is a number, else null. */
export function toNumberOrNull(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}
