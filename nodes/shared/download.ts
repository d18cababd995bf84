/** Stored files of Extend as files of n8n, streamed: a file is never whole in memory because of us (invariant 4). */
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ask } from './calls';
import { clock } from './clock';
import { ExtendProblem, Stopped, type ProblemDetails } from './errors';
import { safeFileName } from './fileNames';
import { ForeignProblem, openForeign, type ForeignAnswer } from './foreignGet';
import { foreignUrl, trustedOriginOf } from './foreignUrl';
import { InputProblem } from './problems';
import { pauseBefore } from './retry';
import type { Api } from './transport';

/** How long storage may take to begin its answer, in ms. */
const ANSWER_TIMEOUT_MS = 60_000;
/** A presigned address holds for 15 minutes (Extend docs: files); a second one is asked for if it was too old. */
const MOST_TRIES = 5;

export interface Download {
	/** instead of the name that the file has in Extend */
	fileName?: string;
	/** by our clock, in ms */
	deadline: number;
	/** IDs for the error item */
	about?: Partial<ProblemDetails>;
}

/**
 * The file with this ID as a file of n8n, and what Extend says about it. It is fetched through its presigned address, without the API key.
 * Throws ExtendProblem, also when fewer bytes come than were announced; Stopped after Stop.
 */
export async function downloadFile(
	context: IExecuteFunctions,
	api: Api,
	fileId: string,
	{ fileName, deadline, about = {} }: Download,
): Promise<{ data: IBinaryData; file: IDataObject }> {
	const more = { fileId, ...about };
	const trusted = trustedOriginOf(await context.getCredentials('extendApi'));
	for (let tries = 1; ; tries++) {
		const file = await ask(api, {
			method: 'GET',
			path: `/files/${encodeURIComponent(fileId)}`,
			doing: `reading the file ${fileId}`,
			deadline,
			about: more,
		});
		const name = safeFileName(fileName ?? String(file.name ?? fileId));
		const got = await fetchOnce(context, file.presignedUrl, trusted, name, deadline);
		if (!(got instanceof ForeignProblem)) return { data: got, file };
		if (api.stopped()) throw new Stopped();
		const pauseMs = pauseBefore(tries, got.retryAfterMs, clock.random());
		const late = clock.now() + pauseMs >= deadline;
		if (!got.retryable || tries >= MOST_TRIES || late) throw failed(got, name, more);
		await clock.sleep(pauseMs, api.signal);
	}
}

/** One try, with an address that is fresh: the file, or why there is none. */
async function fetchOnce(
	context: IExecuteFunctions,
	address: unknown,
	trusted: string | undefined,
	name: string,
	deadline: number,
): Promise<IBinaryData | ForeignProblem> {
	try {
		const url = foreignUrl(String(address ?? ''), trusted);
		const timeoutMs = Math.min(ANSWER_TIMEOUT_MS, deadline - clock.now());
		const answer = await openForeign(context, url, timeoutMs);
		return await store(context, answer, name, deadline);
	} catch (error) {
		if (error instanceof ForeignProblem) return error;
		if (error instanceof InputProblem) return new ForeignProblem(error.what, false);
		return new ForeignProblem('the download did not come to its end', true);
	}
}

/** Puts the body into n8n's storage. Throws when it is cut off or the time is over. */
async function store(
	context: IExecuteFunctions,
	{ headers, body, close }: ForeignAnswer,
	name: string,
	deadline: number,
): Promise<IBinaryData> {
	const stopAlarm = clock.alarm(deadline - clock.now(), close);
	try {
		const data = await context.helpers.prepareBinaryData(body as never, name, typeOf(headers));
		const announced = Number(headers['content-length'] ?? NaN);
		const size = data.id
			? (await context.helpers.getBinaryMetadata(data.id)).fileSize
			: Buffer.byteLength(data.data, 'base64');
		if (Number.isNaN(announced) || size === announced) return data;
	} finally {
		stopAlarm();
		close();
	}
	throw new ForeignProblem('the download was cut off', true);
}

/** What storage says, unless it says nothing; then n8n looks at the name. */
function typeOf(headers: ForeignAnswer['headers']): string | undefined {
	const type = String(headers['content-type'] ?? '').split(';', 1)[0];
	return type === '' || type.endsWith('/octet-stream') ? undefined : type;
}

function failed(problem: ForeignProblem, name: string, more: Partial<ProblemDetails>) {
	return new ExtendProblem({
		code: 'DOWNLOAD_FAILED',
		message: `The file ${name} could not be downloaded: ${problem.message}`,
		description: 'The file is in Extend and can be fetched later by its ID with File > Download.',
		httpCode: problem.httpCode,
		retryable: problem.retryable,
		...more,
	});
}
