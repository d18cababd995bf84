import type { IDataObject } from 'n8n-workflow';
import { ownMember } from './records';
import { changesOf } from './reviewChanges';
import { safeText } from './text';

/** What the node knows about the document of a run besides what the run tells. */
export interface SourceFacts {
	/** name of the source file, for runs that do not tell it */
	fileName?: string;
	/** the binary field that the file came from */
	sourceField?: string;
}

/** Takes a run of any kind; returns what is known about it besides its result: the base of `_extend`. */
export function factsOf(run: object, { fileName, sourceField }: SourceFacts = {}): IDataObject {
	const file = ownMember(run, 'file');
	const files = ownMember(run, 'files');
	const usage = ownMember(run, 'usage');
	return {
		runId: textOf(ownMember(run, 'id')),
		status: textOf(ownMember(run, 'status')),
		fileId: textOf(ownMember(file, 'id')),
		fileName: textOf(ownMember(file, 'name')) ?? fileName ?? null,
		...(Array.isArray(files) ? { files: files.map(summaryOf) } : {}),
		sourceField: sourceField ?? null,
		dashboardUrl: textOf(ownMember(run, 'dashboardUrl')),
		credits: numberOf(ownMember(usage, 'totalCredits')) ?? numberOf(ownMember(usage, 'credits')),
		...failureIn(run),
		...reviewIn(run),
	};
}

/** Only where there is one: a run that went well has nothing to say about failures. */
function failureIn(run: object): IDataObject {
	const failureReason = textOf(ownMember(run, 'failureReason'));
	const failureMessage = textOf(ownMember(run, 'failureMessage'));
	return failureReason === null && failureMessage === null
		? {}
		: { failureReason, failureMessage: failureMessage === null ? null : safeText(failureMessage) };
}

/** Only for runs that a person has looked at. */
function reviewIn(run: object): IDataObject {
	const changes = changesOf(run);
	return changes === undefined ? {} : { changes: changes as unknown as IDataObject[] };
}

function summaryOf(file: unknown): IDataObject {
	return { id: textOf(ownMember(file, 'id')), name: textOf(ownMember(file, 'name')) };
}

/** The value if it is a text, else null. */
export function textOf(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

/** The value if it is a number, else null. */
export function numberOf(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}
