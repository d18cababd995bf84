/** Completes events whose payload Extend does not send along. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { unwrap } from '../shared/api/requests';
import { clock } from '../shared/utils/clock';
import { isNotFound } from '../shared/http/outcome';
import type { ExtendEvent } from '../shared/http/responses';
import { toObject } from '../shared/utils/objects';
import { ExternalFetchError, openExternal, readBody } from '../shared/files/externalFetch';
import { checkExternalUrl, getTrustedOrigin } from '../shared/files/externalUrl';
import { createRateLimiter } from '../shared/http/limits/rateLimiter';
import { noRunError } from '../shared/runs/errors';
import { isKnownObject, parseRunResponse, requestRun } from '../shared/runs/runRequests';
import { PARSE_RUN, RUN_KINDS } from '../shared/runs/kinds';
import { createApiClient } from '../shared/http/client';
import { PAYLOAD_REASONS, TRIGGER_ACTIONS } from './messages';
import { getSignedUrl, stripSignedUrl } from './signature';

/** In bytes. */
const MAX_PAYLOAD_BYTES = 100_000_000;

export interface CompletionOptions {
	download: boolean;
	/** by our clock, in ms */
	deadline: number;
	/** whether the stub may stand for a parse run that Extend does not know: it was deleted */
	acceptsStub: boolean;
}

/**
 * The event with its whole payload. Without a download: with what Extend sent, and without the address, which
 * opens the payload to everyone who has it. Throws InputError for an address that may not be requested,
 * ExternalFetchError and ExtendApiError for an unusable response.
 */
export async function completePayload(
	context: IWebhookFunctions,
	event: ExtendEvent,
	{ download, deadline, acceptsStub }: CompletionOptions,
): Promise<ExtendEvent> {
	const { payload } = event;
	const signedUrl = getSignedUrl(payload);
	if (signedUrl !== undefined) {
		if (!download) return { ...event, payload: stripSignedUrl(payload) };
		return { ...event, payload: await fetchSignedPayload(context, event, signedUrl, deadline) };
	}
	if (!download || payload.object !== 'parse_run_status') return event;
	return { ...event, payload: await fetchParseRun(context, payload, deadline, acceptsStub) };
}

async function fetchSignedPayload(
	context: IWebhookFunctions,
	{ eventType, payload: stub }: ExtendEvent,
	signedUrl: string,
	deadline: number,
): Promise<IDataObject> {
	const trustedOrigin = getTrustedOrigin(await context.getCredentials('extendApi'));
	const url = checkExternalUrl(signedUrl, trustedOrigin);
	const response = await openExternal(context, url, deadline - clock.now());
	const payload = parseJsonObject(await readBody(response, MAX_PAYLOAD_BYTES, deadline));
	if (!payload) throw new ExternalFetchError(PAYLOAD_REASONS.notAnObject, true);
	// The delivery's signature covers only the stub.
	if ((typeof stub.id === 'string' && payload.id !== stub.id) || !fitsEvent(eventType, payload)) {
		throw new ExternalFetchError(PAYLOAD_REASONS.otherRun, false);
	}
	return payload;
}

/** Whether the payload can belong to the event: not a run of another kind. What we do not know fits. */
function fitsEvent(eventType: string, { object }: IDataObject): boolean {
	const isKind = (name: unknown) => RUN_KINDS.some((kind) => kind.object === name);
	const [announced, more] = eventType.split('.');
	// Events of steps begin with the workflow run but are about the step.
	if (more === 'step_run' || !isKind(announced)) return true;
	return !isKnownObject(object) || object === announced;
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
	acceptsStub: boolean,
): Promise<IDataObject> {
	const { id } = stub;
	if (typeof id !== 'string' || id === '') return stub;
	const api = await createApiClient(context, createRateLimiter());
	const outcome = await requestRun(api, PARSE_RUN, id, deadline);
	if (isNotFound(outcome)) {
		// A read replica may know the run a moment later. After that it was deleted, and the stub is all there is.
		if (acceptsStub) return stub;
		throw new ExternalFetchError(PAYLOAD_REASONS.notFoundYet, true);
	}
	const action = TRIGGER_ACTIONS.readParseRun;
	const run = parseRunResponse(PARSE_RUN, unwrap(outcome, action));
	if (run?.id === id) return run;
	throw noRunError(action, id);
}
