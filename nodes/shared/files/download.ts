/** Stored files of Extend as files of n8n, streamed: a file is never whole in memory because of us (invariant 4). */
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { request } from '../api/requests';
import { clock } from '../utils/clock';
import { ExtendApiError, AbortedError, type ErrorDetails } from '../errors/apiError';
import { safeFileName } from './fileNames';
import { ExternalFetchError, openExternal, type ExternalResponse } from './externalFetch';
import { checkExternalUrl, getTrustedOrigin } from './externalUrl';
import { InputError } from '../errors/inputError';
import { calculateRetryDelay } from '../http/retry';
import type { ApiClient } from '../http/client';

/** How long storage may take to begin its answer, in ms. */
const RESPONSE_TIMEOUT_MS = 60_000;
/** A presigned address holds for 15 minutes (Extend docs: files); a second one is asked for if it was too old. */
const MAX_ATTEMPTS = 5;

export interface DownloadOptions {
	/** instead of the name that the file has in Extend */
	fileName?: string;
	/** by our clock, in ms */
	deadline: number;
	/** IDs for the error item */
	details?: Partial<ErrorDetails>;
}

/**
 * The file with this ID as a file of n8n, and what Extend says about it. It is fetched through its presigned address, without the API key.
 * Throws ExtendApiError, also when fewer bytes come than were announced; AbortedError after Stop.
 */
export async function downloadFile(
	context: IExecuteFunctions,
	api: ApiClient,
	fileId: string,
	{ fileName, deadline, details = {} }: DownloadOptions,
): Promise<{ data: IBinaryData; file: IDataObject }> {
	const more = { fileId, ...details };
	const trusted = getTrustedOrigin(await context.getCredentials('extendApi'));
	for (let tries = 1; ; tries++) {
		const file = await request(api, {
			method: 'GET',
			path: `/files/${encodeURIComponent(fileId)}`,
			action: `reading the file ${fileId}`,
			deadline,
			details: more,
		});
		const name = safeFileName(fileName ?? String(file.name ?? fileId));
		const got = await tryDownload(context, file.presignedUrl, trusted, name, deadline);
		if (!(got instanceof ExternalFetchError)) return { data: got, file };
		if (api.isStopped()) throw new AbortedError();
		const pauseMs = calculateRetryDelay(tries, got.retryAfterMs, clock.random());
		const late = clock.now() + pauseMs >= deadline;
		if (!got.retryable || tries >= MAX_ATTEMPTS || late) throw downloadError(got, name, more);
		await clock.sleep(pauseMs, api.signal);
	}
}

/** One try, with an address that is fresh: the file, or why there is none. */
async function tryDownload(
	context: IExecuteFunctions,
	address: unknown,
	trusted: string | undefined,
	name: string,
	deadline: number,
): Promise<IBinaryData | ExternalFetchError> {
	try {
		const url = checkExternalUrl(String(address ?? ''), trusted);
		const timeoutMs = Math.min(RESPONSE_TIMEOUT_MS, deadline - clock.now());
		const answer = await openExternal(context, url, timeoutMs);
		return await storeBody(context, answer, name, deadline);
	} catch (error) {
		if (error instanceof ExternalFetchError) return error;
		if (error instanceof InputError) return new ExternalFetchError(error.reason, false);
		return new ExternalFetchError('the download did not come to its end', true);
	}
}

/** Puts the body into n8n's storage. Throws when it is cut off or the time is over. */
async function storeBody(
	context: IExecuteFunctions,
	{ headers, body, close }: ExternalResponse,
	name: string,
	deadline: number,
): Promise<IBinaryData> {
	const stopAlarm = clock.startTimer(deadline - clock.now(), close);
	try {
		const data = await context.helpers.prepareBinaryData(
			body as never,
			name,
			getContentType(headers),
		);
		const announced = Number(headers['content-length'] ?? NaN);
		const size = data.id
			? (await context.helpers.getBinaryMetadata(data.id)).fileSize
			: Buffer.byteLength(data.data, 'base64');
		if (Number.isNaN(announced) || size === announced) return data;
	} finally {
		stopAlarm();
		close();
	}
	throw new ExternalFetchError('the download was cut off', true);
}

/** What storage says, unless it says nothing; then n8n looks at the name. */
function getContentType(headers: ExternalResponse['headers']): string | undefined {
	const type = String(headers['content-type'] ?? '').split(';', 1)[0];
	return type === '' || type.endsWith('/octet-stream') ? undefined : type;
}

function downloadError(problem: ExternalFetchError, name: string, more: Partial<ErrorDetails>) {
	return new ExtendApiError(
		'DOWNLOAD_FAILED',
		{
			message: `The file ${name} could not be downloaded: ${problem.message}`,
			hint: 'The file is in Extend and can be fetched later by its ID with File > Download.',
		},
		{ httpCode: problem.httpCode, retryable: problem.retryable, ...more },
	);
}
