/** The error for everything that fails after validation, and the JSON of its error item (invariant 8). */
import type { IDataObject } from 'n8n-workflow';
import type { Message } from '../utils/messages';
import { toOpen } from '../utils/objects';
import { sanitizeSentence } from '../utils/sanitize';
import { joinSentences, toLine } from '../utils/sentences';
import { messageFor, type CodedError, type ErrorCode } from './codeMessages';
import { DOCUMENT_ORIGINS, ERROR_MESSAGES } from './messages';
import type { FailedDocument } from './types';

export interface ErrorDetails {
	/** the API's code or failure reason, or one of ours */
	code: ErrorCode;
	/** what happened; one sentence without its final period */
	message: string;
	/** what to do; whole sentences */
	description: string;
	httpCode?: number;
	runId?: string;
	fileId?: string;
	/** of the document, as n8n has it */
	fileName?: string;
	/** the binary field that the file comes from */
	sourceField?: string;
	requestId?: string;
	retryable?: boolean;
	dashboardUrl?: string;
}

/** A document, or a request for an item, failed. */
export class ExtendApiError extends Error {
	readonly details: ErrorDetails;

	constructor(
		code: ErrorCode,
		{ message, hint }: Message,
		details: Partial<Omit<ErrorDetails, 'code' | 'message' | 'description'>> = {},
		/** the documents that it is about, where that is known */
		readonly documents?: FailedDocument[],
	) {
		// The texts may contain IDs and statuses from Extend, and n8n renders them as HTML.
		const safeMessage = sanitizeSentence(message);
		super(safeMessage);
		this.name = 'ExtendApiError';
		this.details = {
			...sanitizeIds(details),
			code: toOpen(sanitizeSentence(code)),
			message: safeMessage,
			description: sanitizeSentence(hint),
		};
	}
}

const IDS = ['runId', 'fileId', 'fileName', 'sourceField', 'requestId', 'dashboardUrl'] as const;
type Ids = Pick<ErrorDetails, (typeof IDS)[number]>;

/** The IDs, names and link of an error stand in its item as they are, and come from outside. */
function sanitizeIds<T extends Ids>(details: T): T {
	const safe: Ids = {};
	for (const name of IDS) {
		const text = details[name];
		if (text !== undefined) safe[name] = sanitizeSentence(text);
	}
	return { ...details, ...safe };
}

/**
 * Stop was pressed. Never becomes an error item. The message contains the word by which n8n tells a canceled
 * execution from a failed one (n8n-core, workflow-execute.js: processSuccessExecution).
 */
export class AbortedError extends Error {
	constructor() {
		super(ERROR_MESSAGES.aborted);
		this.name = 'AbortedError';
	}
}

/**
 * The error for a failed request. Its description begins with the step, then come Extend's own words and what to do.
 * @param action names the step, e.g. `starting the extract run`
 */
export function toApiError(
	error: CodedError,
	action: string,
	details: Partial<ErrorDetails> = {},
): ExtendApiError {
	const { code, httpCode, requestId, runId, retryable, retryAfterMs } = error;
	const { message, hint } = messageFor(error);
	const pause =
		retryAfterMs === undefined ? '' : ERROR_MESSAGES.askedToWait(formatPause(retryAfterMs));
	const description = joinSentences(
		ERROR_MESSAGES.happenedWhile({ action }),
		toLine(error.message),
		pause,
		hint,
	);
	return new ExtendApiError(
		code,
		{ message, hint: description },
		{ httpCode, requestId, runId, retryable, ...details },
	);
}

function formatPause(ms: number): { pause: string } {
	const seconds = Math.ceil(ms / 1000);
	return { pause: seconds === 1 ? ERROR_MESSAGES.oneSecond : ERROR_MESSAGES.seconds({ seconds }) };
}

/** The message with the file that it is about, and its binary field. */
export function nameFile({
	message,
	fileName,
	sourceField,
}: Pick<ErrorDetails, 'message' | 'fileName' | 'sourceField'>): string {
	const unnamed = fileName === undefined || message.includes(fileName) ? undefined : fileName;
	const origin =
		unnamed !== undefined && sourceField !== undefined
			? DOCUMENT_ORIGINS.fileInField({ fileName: unnamed, sourceField })
			: (unnamed ?? sourceField);
	return origin === undefined ? message : ERROR_MESSAGES.about({ message, origin });
}

/** The JSON of an error item: one key, so that n8n 1.x and 2.x both route it to the error output. */
export function toErrorJson(details: ErrorDetails): IDataObject {
	const { description, code, httpCode, runId, fileId, fileName, sourceField, requestId } = details;
	return {
		error: {
			message: nameFile(details),
			description,
			code,
			httpCode: httpCode ?? null,
			runId: runId ?? null,
			fileId: fileId ?? null,
			fileName: fileName ?? null,
			sourceField: sourceField ?? null,
			requestId: requestId ?? null,
			retryable: details.retryable ?? false,
			dashboardUrl: details.dashboardUrl ?? null,
		},
	};
}
