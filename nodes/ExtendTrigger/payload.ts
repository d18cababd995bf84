/** Completes events whose payload Extend does not send along. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { unwrap } from '../shared/api/requests';
import { clock } from '../shared/utils/clock';
import type { ExtendEvent } from '../shared/http/responses';
import { toObject } from '../shared/utils/objects';
import { ExternalFetchError, openExternal, readBody } from '../shared/files/externalFetch';
import { checkExternalUrl, getTrustedOrigin } from '../shared/files/externalUrl';
import { createRateLimiter } from '../shared/http/rateLimiter';
import { requestRun } from '../shared/runs/runRequests';
import { PARSE_RUN } from '../shared/runs/kinds';
import { createApiClient } from '../shared/http/client';
import { getSignedUrl, stripSignedUrl } from './signature';

/** A payload larger than this is refused, in bytes. */
const MAX_PAYLOAD_BYTES = 100_000_000;

/**
 * The event with its whole payload; without a download with what Extend says about it, and without the
 * address, which opens the payload to everyone who has it.
 * @param deadline by our clock, in ms
 * Throws InputError for an address that may not be asked, ExternalFetchError and ExtendApiError for an answer
 * that is of no use.
 */
export async function completePayload(
	context: IWebhookFunctions,
	event: ExtendEvent,
	download: boolean,
	deadline: number,
): Promise<ExtendEvent> {
	const { payload } = event;
	const address = getSignedUrl(payload);
	if (address !== undefined) {
		if (!download) return { ...event, payload: stripSignedUrl(payload) };
		return { ...event, payload: await fetchSignedPayload(context, payload, address, deadline) };
	}
	if (!download || payload.object !== 'parse_run_status') return event;
	return { ...event, payload: await fetchParseRun(context, payload, deadline) };
}

async function fetchSignedPayload(
	context: IWebhookFunctions,
	stub: IDataObject,
	address: string,
	deadline: number,
): Promise<IDataObject> {
	const trustedOrigin = getTrustedOrigin(await context.getCredentials('extendApi'));
	const url = checkExternalUrl(address, trustedOrigin);
	const answer = await openExternal(context, url, deadline - clock.now());
	const payload = parseJsonObject(await readBody(answer, MAX_PAYLOAD_BYTES, deadline));
	if (!payload) throw new ExternalFetchError('what was downloaded is no JSON object', true);
	// The signature of the call covers the stub only.
	if (typeof stub.id === 'string' && payload.id !== stub.id) {
		throw new ExternalFetchError('what was downloaded belongs to another run', false);
	}
	return payload;
}

function parseJsonObject(bytes: Buffer): IDataObject | undefined {
	try {
		return toObject(JSON.parse(bytes.toString('utf8')));
	} catch {
		return undefined;
	}
}

/** Events of parse runs come without the run (Extend docs: `parse_run_status`). */
async function fetchParseRun(
	context: IWebhookFunctions,
	stub: IDataObject,
	deadline: number,
): Promise<IDataObject> {
	const api = await createApiClient(context, createRateLimiter());
	const outcome = await requestRun(api, PARSE_RUN, String(stub.id), deadline);
	// Deleted meanwhile: what the event says is all there is, and will not become more.
	if (outcome.kind === 'rejected' && outcome.error.httpCode === 404) return stub;
	return unwrap(outcome, 'reading the parse run');
}
