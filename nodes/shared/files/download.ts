/** Downloads stored files of Extend into n8n as streams, so that no file is held in memory as a whole (invariant 4). */
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { request } from '../api/requests';
import { AbortedError, ExtendApiError, type ErrorDetails } from '../errors/apiError';
import { InputError } from '../errors/inputError';
import type { ApiClient } from '../http/client';
import { calculateRetryDelay, fitDelay, MAX_ATTEMPTS } from '../http/retry';
import { STORAGE_RESPONSE_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import { ExternalFetchError, openExternal, type ExternalResponse } from './externalFetch';
import { checkExternalUrl, getTrustedOrigin } from './externalUrl';
import { safeFileName } from './fileNames';
import { DOWNLOAD_REASONS, FILE_ACTIONS, FILE_MESSAGES } from './messages';
import type { Message } from '../utils/messages';
import { getBefore } from '../utils/sanitize';
import { encodePathPart } from '../utils/urlPath';

/** With less time left than this, a download is not tried again (ms). */
const MIN_TIME_MS = 1000;

/** Where a file comes from. */
export interface DownloadSource {
	/** presigned, so valid for minutes only (Extend docs: files, parse runs) */
	url: unknown;
	fileName: string;
}

export interface DownloadRequest {
	/** called before each attempt, with its number from 1 */
	readSource: (attempt: number) => DownloadSource | Promise<DownloadSource>;
	/** `reason` is one of DOWNLOAD_REASONS */
	toMessage: (fileName: string, reason: string) => Message;
	/** by our clock, in ms */
	deadline: number;
	/** IDs for the error item */
	details?: Partial<ErrorDetails>;
}

export interface FileDownloadOptions extends Pick<DownloadRequest, 'deadline' | 'details'> {
	/** instead of the name that the file has in Extend */
	fileName?: string;
}

/**
 * Downloads a file into n8n's storage. Returns it with its file object of Extend, which each attempt reads again.
 * Throws like `download`.
 */
export async function downloadFile(
	context: IExecuteFunctions,
	api: ApiClient,
	fileId: string,
	{ fileName, deadline, details: moreDetails }: FileDownloadOptions,
): Promise<{ data: IBinaryData; file: IDataObject }> {
	const details = { fileId, ...moreDetails };
	let file: IDataObject = {};
	const readSource = async () => {
		file = await request(api, {
			method: 'GET',
			path: `/files/${encodePathPart(fileId)}`,
			action: FILE_ACTIONS.read({ fileId }),
			deadline,
			details,
		});
		return { url: file.presignedUrl, fileName: fileName ?? String(file.name ?? fileId) };
	};
	const toMessage = (name: string, reason: string) =>
		FILE_MESSAGES.downloadFailed({ fileName: name, reason });
	return { data: await download(context, api, { readSource, toMessage, deadline, details }), file };
}

/**
 * Downloads what is behind a presigned URL into n8n's storage, as a stream. Throws ExtendApiError, also when fewer
 * bytes arrive than announced; AbortedError after Stop.
 */
export async function download(
	context: IExecuteFunctions,
	api: ApiClient,
	{ readSource, toMessage, deadline, details }: DownloadRequest,
): Promise<IBinaryData> {
	const trustedOrigin = getTrustedOrigin(await context.getCredentials('extendApi'));
	for (let attempts = 1; ; attempts++) {
		const { url, fileName } = await readSource(attempts);
		const name = safeFileName(fileName);
		const result = await tryDownload(context, url, trustedOrigin, name, deadline);
		if (!(result instanceof ExternalFetchError)) return result;
		if (api.isStopped()) throw new AbortedError();
		const { message: reason, httpCode, retryable, retryAfterMs } = result;
		const pauseMs = calculateRetryDelay(attempts, retryAfterMs, clock.random());
		const left = deadline - clock.now();
		if (!retryable || attempts >= MAX_ATTEMPTS || left < MIN_TIME_MS) {
			const message = toMessage(name, reason);
			throw new ExtendApiError('DOWNLOAD_FAILED', message, { httpCode, retryable, ...details });
		}
		await clock.sleep(fitDelay(pauseMs, left), api.signal);
	}
}

/** One attempt: the file, or why it could not be downloaded. */
async function tryDownload(
	context: IExecuteFunctions,
	presignedUrl: unknown,
	trustedOrigin: string | undefined,
	fileName: string,
	deadline: number,
): Promise<IBinaryData | ExternalFetchError> {
	try {
		const url = checkExternalUrl(String(presignedUrl ?? ''), trustedOrigin);
		const timeoutMs = Math.min(STORAGE_RESPONSE_TIMEOUT_MS, deadline - clock.now());
		const response = await openExternal(context, url, timeoutMs);
		return await storeBody(context, response, fileName, deadline);
	} catch (error) {
		if (error instanceof ExternalFetchError) return error;
		if (error instanceof InputError) return new ExternalFetchError(error.reason, false);
		return new ExternalFetchError(DOWNLOAD_REASONS.incomplete, true);
	}
}

/** Writes the body into n8n's storage. Throws when it is cut off, or not complete at the deadline. */
async function storeBody(
	context: IExecuteFunctions,
	{ headers, body, close }: ExternalResponse,
	fileName: string,
	deadline: number,
): Promise<IBinaryData> {
	const stopTimer = clock.startTimer(deadline - clock.now(), close);
	try {
		const data = await context.helpers.prepareBinaryData(
			body as never,
			fileName,
			getContentType(headers),
		);
		const announcedSize = Number(headers['content-length'] ?? NaN);
		const size = data.id
			? (await context.helpers.getBinaryMetadata(data.id)).fileSize
			: Buffer.byteLength(data.data, 'base64');
		if (Number.isNaN(announcedSize) || size === announcedSize) return data;
	} finally {
		stopTimer();
		close();
	}
	throw new ExternalFetchError(DOWNLOAD_REASONS.cutOff, true);
}

/** The content type of the response. Undefined when it is a generic one, so that n8n detects it from the name. */
function getContentType(headers: ExternalResponse['headers']): string | undefined {
	const type = getBefore(String(headers['content-type'] ?? ''), ';');
	return type === '' || type.endsWith('/octet-stream') ? undefined : type;
}
