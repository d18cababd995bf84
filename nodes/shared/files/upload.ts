/** Turns a document into what the API takes as `file`, uploading what lies in n8n. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readHead, getSize, type StoredFile } from './binary';
import { clock } from '../utils/clock';
import { parseApiObject, type ApiObject } from '../http/responses';
import { toApiError, ExtendApiError, AbortedError } from '../errors/apiError';
import { needsTypeDetection, repairFileName, safeFileName } from './fileNames';
import { createMultipartBody } from './multipart';
import type { ApiClient } from '../http/client';

/** Uploads slower than this (bytes per second) run into their timeout: n8n's counts the upload. */
const MIN_UPLOAD_BYTES_PER_S = 64 * 1024;
const UPLOAD_BASE_TIMEOUT_MS = 60_000;

/** A file of n8n. */
export interface BinarySource {
	kind: 'binary';
	file: StoredFile;
	fieldName: string;
	fileName: string;
}

/** A document as the parameters name it. */
export type DocumentSource =
	| BinarySource
	| { kind: 'url'; url: string; fileName?: string }
	| { kind: 'fileId'; fileId: string }
	| { kind: 'text'; text: string; fileName?: string };

/** `file` of a request (Extend docs: files), and the ID when it was uploaded for it. */
export interface FileInput {
	input: IDataObject;
	uploadedId?: string;
}

/** A name of the document for hints and for the result. */
export function getDocumentName(source: DocumentSource): string {
	if (source.kind === 'fileId') return source.fileId;
	if (source.kind === 'text') return source.fileName ?? 'text';
	return source.fileName ?? urlFileName(source.kind === 'url' ? source.url : '');
}

function urlFileName(url: string): string {
	return safeFileName(url.split(/[?#]/, 1)[0]);
}

/**
 * The document as `file` of a request. Binaries are uploaded (streamed, invariant 4), the others are passed
 * on. The password opens a protected file: it goes with the upload or, for URLs, into the request.
 * Throws ExtendApiError when the upload fails, AbortedError after Stop.
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
					name: source.fileName ?? urlFileName(source.url),
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

/**
 * Uploads a file of n8n, streamed (invariant 4); returns the stored file as Extend answers it.
 * Throws ExtendApiError, or AbortedError after Stop.
 */
export async function uploadFile(
	context: IExecuteFunctions,
	api: ApiClient,
	{ file, fileName }: BinarySource,
	{ password, deadline, query }: { password?: string; deadline: number; query?: IDataObject },
): Promise<ApiObject> {
	api.redactor.add(password);
	const size = await getSize(context, file);
	if (size === 0) {
		throw new ExtendApiError('EMPTY_FILE', {
			message: `The file ${safeFileName(fileName)} is empty`,
			hint: 'Check the node that hands it over: the file has 0 bytes.',
		});
	}
	const { mimeType } = file.data;
	const head = needsTypeDetection(fileName, mimeType) ? await readHead(context, file) : undefined;
	const name = repairFileName(fileName, mimeType, head);
	const fields: Record<string, string> = password ? { password } : {};
	const outcome = await api.send({
		method: 'POST',
		path: '/files/upload',
		query,
		body: async () => await createMultipartBody(context, { file, fileName: name, size, fields }),
		// An upload costs nothing: one too many does no harm.
		idempotent: true,
		deadline,
		timeoutMs: Math.min(
			UPLOAD_BASE_TIMEOUT_MS + (size / MIN_UPLOAD_BYTES_PER_S) * 1000,
			Math.max(1, deadline - clock.now()),
		),
	});
	if (outcome.kind === 'aborted') throw new AbortedError();
	if (outcome.kind !== 'succeeded') throw toApiError(outcome.error, `uploading ${name}`);
	const stored = parseApiObject(outcome.body);
	if (stored) return stored;
	throw toApiError(
		{ code: 'BAD_ANSWER', message: 'The answer holds no file ID', retryable: true },
		`uploading ${name}`,
	);
}
