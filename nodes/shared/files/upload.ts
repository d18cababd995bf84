/** Documents as the API expects them in `file` of a request. Files of n8n are uploaded for it. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { clock } from '../utils/clock';
import type { Message } from '../utils/messages';
import { getOwn } from '../utils/objects';
import { parseApiObject, type ApiObject } from '../http/responses';
import { unwrap } from '../api/requests';
import { checkCredential } from '../errors/checkCredential';
import type { ErrorCode } from '../errors/codeMessages';
import { toApiError } from '../errors/apiError';
import { locateErrors } from '../errors/documentError';
import { InputError } from '../errors/inputError';
import type { FailedDocument } from '../errors/types';
import { getUrlFileName } from './fileNames';
import type { NamedFile } from './inspectFile';
import { createMultipartBody, type UploadFailure } from './multipart';
import type { ApiClient } from '../http/client';
import { asMissingEndpoint } from '../http/requestErrors';
import { EXCHANGE_TIMEOUT_MS } from '../http/timeouts';
import { DOCUMENT_PLACES, FILE_ACTIONS, FILE_MESSAGES } from './messages';

/** Slower uploads (bytes/s) time out: n8n's timeout includes the upload. */
const MIN_UPLOAD_BYTES_PER_S = 64 * 1024;

/** A file of n8n, with what was found out about it when it was planned. */
export interface BinarySource extends NamedFile {
	kind: 'binary';
	/** in bytes, as n8n says */
	size: number;
	/** why it cannot be read, so that only this file fails and not its item; thrown when it is its turn */
	problem?: unknown;
}

/** A document as set in the parameters. */
export type DocumentSource =
	| BinarySource
	| { kind: 'url'; url: string; fileName?: string }
	| { kind: 'fileId'; fileId: string }
	| { kind: 'text'; text: string; fileName?: string };

export interface FileInput {
	/** `file` of a request (Extend docs: files) */
	input: IDataObject;
	/** ID of the file when it was uploaded for the request */
	uploadedId?: string;
}

/** The name of a document in hints and in the result. */
export function getDocumentName(source: DocumentSource): string {
	if (source.kind === 'fileId') return source.fileId;
	if (source.kind === 'text') return source.fileName ?? 'text';
	return source.fileName ?? getUrlFileName(source.kind === 'url' ? source.url : '');
}

/**
 * The document for an error that is about it.
 * @param position in the list that it comes from, counted from 1; only where there are several
 */
export function toFailedDocument(
	source: DocumentSource,
	{ password, position }: { password?: string; position?: number } = {},
): FailedDocument {
	const hasPassword = password !== undefined;
	const fileName = source.kind === 'text' ? source.fileName : getDocumentName(source);
	switch (source.kind) {
		case 'binary': {
			const { fieldName, itemIndex, data } = source;
			return { source: 'binary', itemIndex, fileName, sourceField: fieldName, data, hasPassword };
		}
		case 'url': {
			const place = position === undefined ? undefined : DOCUMENT_PLACES.url({ position });
			return { source: 'url', fileName, place, hasPassword };
		}
		case 'fileId':
			return { source: 'fileId', fileName, fileId: source.fileId, hasPassword };
		case 'text':
			return { source: 'text', fileName, hasPassword };
	}
}

/** Throws why a document cannot be read, if that is known already. */
export function checkReadable(source: DocumentSource): void {
	if (source.kind === 'binary' && source.problem !== undefined) throw source.problem;
}

/**
 * The document as `file` of a request. Binary files are uploaded, all others are passed on. Throws ExtendApiError
 * when the upload fails, AbortedError after Stop.
 * @param options `password` opens a protected file: it is sent with the upload or, for a URL, with the request
 */
export async function toFileInput(
	context: IExecuteFunctions,
	api: ApiClient,
	source: DocumentSource,
	{ password, deadline }: { password?: string; deadline: number },
): Promise<FileInput> {
	switch (source.kind) {
		case 'url':
			api.redactor.add(password);
			return {
				input: {
					url: source.url,
					name: source.fileName ?? getUrlFileName(source.url),
					...(password ? { settings: { password } } : {}),
				},
			};
		case 'fileId':
			return { input: { id: source.fileId } };
		case 'text':
			return {
				input: { text: source.text, ...(source.fileName ? { name: source.fileName } : {}) },
			};
		case 'binary': {
			const { id } = await uploadFile(context, api, source, { password, deadline });
			return { input: { id }, uploadedId: id };
		}
	}
}

export interface UploadOptions {
	password?: string;
	/** by our clock, in ms */
	deadline: number;
	query?: IDataObject;
}

/**
 * Uploads a file of n8n as a stream (invariant 4). Returns its file object of Extend. Throws ExtendApiError, or
 * AbortedError after Stop.
 */
export async function uploadFile(
	context: IExecuteFunctions,
	api: ApiClient,
	source: BinarySource,
	options: UploadOptions,
): Promise<ApiObject> {
	return await locateErrors(
		[toFailedDocument(source, options)],
		async () => await sendFile(context, api, source, options),
	);
}

async function sendFile(
	context: IExecuteFunctions,
	api: ApiClient,
	source: BinarySource,
	{ password, deadline, query }: UploadOptions,
): Promise<ApiObject> {
	const { fileName, size } = source;
	checkCredential(api);
	checkReadable(source);
	api.redactor.add(password);
	const fields: Record<string, string> = password ? { password } : {};
	const outcome = await api.send({
		method: 'POST',
		path: '/files/upload',
		query,
		body: async () => await createMultipartBody(context, { file: source, fields }),
		// Safe to repeat: an upload costs nothing.
		idempotent: true,
		deadline,
		timeoutMs: Math.min(
			EXCHANGE_TIMEOUT_MS + (size / MIN_UPLOAD_BYTES_PER_S) * 1000,
			Math.max(1, deadline - clock.now()),
		),
	});
	if (outcome.kind === 'rejected') checkFailure(outcome.error.code, source);
	const action = FILE_ACTIONS.upload({ fileName });
	const stored = parseApiObject(unwrap(asMissingEndpoint(outcome), action));
	if (stored) return stored;
	const { noFileId: message } = FILE_MESSAGES;
	throw toApiError({ code: 'BAD_ANSWER', message, retryable: true }, action);
}

/** Throws InputError when the file itself is why it could not be uploaded. */
function checkFailure(code: ErrorCode, { fileName, fieldName, size }: BinarySource): void {
	const failures: Record<UploadFailure, Message> = {
		WRONG_SIZE: FILE_MESSAGES.wrongSize({ fileName, size }),
		FILE_GONE: FILE_MESSAGES.unreadable({ fileName, fieldName }),
	};
	const message = getOwn(failures, code);
	if (message) throw new InputError(message);
}
