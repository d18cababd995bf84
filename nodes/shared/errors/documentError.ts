/** Which document of an item failed: its name in the error, and only its file beside the error (invariant 8). */
import { NodeOperationError } from 'n8n-workflow';
import { joinSentences } from '../utils/sentences';
import { truncate } from '../utils/unicode';
import { ExtendApiError, nameFile } from './apiError';
import type { ErrorCode } from './codeMessages';
import { InputError } from './inputError';
import { DOCUMENT_ADVICE, DOCUMENT_ORIGINS } from './messages';
import type { FailedDocument } from './types';

/** How much of several names an error lists, in characters. */
const MAX_NAMES_LENGTH = 200;

/**
 * The error with the documents that it is about, and with what helps for their kind of source. Errors that are not
 * about a document stay as they are, e.g. Stop, and so does one that has its documents already: that of an upload.
 */
export function locateError(error: unknown, documents: FailedDocument[]): unknown {
	if (error instanceof InputError) {
		const { message, hint } = error;
		return locateError(new ExtendApiError('INVALID_INPUT', { message, hint }), documents);
	}
	const [first] = documents;
	if (!(error instanceof ExtendApiError) || error.documents || !first) return error;
	const { code, message, description, ...details } = error.details;
	// A stored file is given by its ID only, and its run has the name.
	const isStored = documents.length === 1 && first.source === 'fileId';
	const knownName = isStored ? details.fileName : undefined;
	const fileName = knownName ?? joinDocumentNames(documents.map((document) => document.fileName));
	const sourceField = joinDocumentNames(documents.map((document) => document.sourceField));
	return new ExtendApiError(
		code,
		{
			message: nameFile({ message, fileName: getPlace(documents) }),
			hint: joinSentences(description, getAdvice(code, documents).join(' ')),
		},
		{ ...details, fileId: details.fileId ?? first.fileId, fileName, sourceField },
		documents,
	);
}

/** What `run` returns. Its error says which documents it is about. */
export async function locateErrors<T>(
	documents: FailedDocument[],
	run: () => Promise<T>,
): Promise<T> {
	try {
		return await run();
	} catch (error) {
		throw locateError(error, documents);
	}
}

/** The item that an error is about, where a job over several items knows it. */
export function getErrorItemIndex(error: unknown): number | undefined {
	if (error instanceof NodeOperationError) {
		const { itemIndex } = error.context;
		return typeof itemIndex === 'number' ? itemIndex : undefined;
	}
	const [only, ...others] = error instanceof ExtendApiError ? (error.documents ?? []) : [];
	return others.length === 0 ? only?.itemIndex : undefined;
}

/** The name and where it stands, for a document of a list whose name may not tell it apart. */
function getPlace([only, ...others]: FailedDocument[]): string | undefined {
	const { fileName, place } = only ?? {};
	if (others.length > 0 || fileName === undefined || place === undefined) return undefined;
	return DOCUMENT_ORIGINS.fileAtPlace({ fileName, place });
}

function joinDocumentNames(names: Array<string | undefined>): string | undefined {
	const known = names.filter((name) => name !== undefined);
	return known.length > 0 ? truncate(known.join(', '), MAX_NAMES_LENGTH) : undefined;
}

/** Extend reports a protected file, and a URL that gives no file, as a file that it cannot process. */
function getAdvice(code: ErrorCode, documents: FailedDocument[]): string[] {
	const isAny = (source: FailedDocument['source']) =>
		documents.some((document) => document.source === source);
	const passwordAdvice = () => {
		if (isAny('fileId')) return [DOCUMENT_ADVICE.storedPassword];
		if (documents[0]?.hasPassword) return [DOCUMENT_ADVICE.wrongPassword];
		return isAny('binary') || isAny('url') ? [DOCUMENT_ADVICE.password] : [];
	};
	switch (code) {
		case 'FAILED_TO_PROCESS_FILE':
			return [...passwordAdvice(), ...(isAny('url') ? [DOCUMENT_ADVICE.url] : [])];
		case 'PASSWORD_PROTECTED_FILE':
			return passwordAdvice().filter((sentence) => sentence !== DOCUMENT_ADVICE.password);
		case 'UNABLE_TO_DOWNLOAD_FILE':
			return isAny('url') ? [DOCUMENT_ADVICE.privateUrl] : [];
		case 'FILE_TYPE_NOT_SUPPORTED':
			return isAny('binary') ? [DOCUMENT_ADVICE.skip] : [];
		default:
			return [];
	}
}
