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
import { PAYLOAD_REASONS, TRIGGER_ACTIONS } from './messages';
import { getSignedUrl, stripSignedUrl } from './signature';

/** In bytes. */
const MAX_PAYLOAD_BYTES = 100_000_000;

/**
 * The event with its whole payload. Without a download: with what Extend sent, and without the address, which
 * opens the payload to everyone who has it. Throws InputError for an address that may not be requested,
 * ExternalFetchError and ExtendApiError for an unusable response.
 * @param deadline by our clock, in ms
 */
export async function completePayload(
	context: IWebhookFunctions,
	event: ExtendEvent,
	download: boolean,
	deadline: number,
): Promise<ExtendEvent> {
	const { payload } = event;
	const signedUrl = getSignedUrl(payload);
	if (signedUrl !== undefined) {
		if (!download) return { ...event, payload: stripSignedUrl(payload) };
		return { ...event, payload: await fetchSignedPayload(context, payload, signedUrl, deadline) };
	}
	if (!download || payload.object !== 'parse_run_status') return event;
	return { ...event, payload: await fetchParseRun(context, payload, deadline) };
}

async function fetchSignedPayload(
	context: IWebhookFunctions,
	stub: IDataObject,
	signedUrl: string,
	deadline: number,
): Promise<IDataObject> {
	const trustedOrigin = getTrustedOrigin(await context.getCredentials('extendApi'));
	const url = checkExternalUrl(signedUrl, trustedOrigin);
	const response = await openExternal(context, url, deadline - clock.now());
	const payload = parseJsonObject(await readBody(response, MAX_PAYLOAD_BYTES, deadline));
	if (!payload) throw new ExternalFetchError(PAYLOAD_REASONS.notAnObject, true);
	// The delivery's signature covers only the stub.
	if (typeof stub.id === 'string' && payload.id !== stub.id) {
		throw new ExternalFetchError(PAYLOAD_REASONS.otherRun, false);
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

/** Events of parse runs do not contain the run (Extend docs: `parse_run_status`). */
async function fetchParseRun(
	context: IWebhookFunctions,
	stub: IDataObject,
	deadline: number,
): Promise<IDataObject> {
	const api = await createApiClient(context, createRateLimiter());
	const outcome = await requestRun(api, PARSE_RUN, String(stub.id), deadline);
	// The run was deleted meanwhile, so the stub is all there is.
	if (outcome.kind === 'rejected' && outcome.error.httpCode === 404) return stub;
	return unwrap(outcome, TRIGGER_ACTIONS.readParseRun);
}
