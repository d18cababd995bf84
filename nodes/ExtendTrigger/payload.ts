/** Completes events whose payload Extend does not send along. */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { answered } from '../shared/calls';
import { clock } from '../shared/clock';
import { asObject, type ExtendEvent } from '../shared/contract';
import { ForeignProblem, openForeign, readLimited } from '../shared/foreignGet';
import { foreignUrl, trustedOriginOf } from '../shared/foreignUrl';
import { createPace } from '../shared/pace';
import { readRun } from '../shared/runCalls';
import { PARSE_RUN } from '../shared/runKinds';
import { createApi } from '../shared/transport';
import { signedAddress, withoutAddress } from '../shared/webhook';

/** A payload larger than this is refused, in bytes. */
const LARGEST_PAYLOAD = 100_000_000;

/**
 * The event with its whole payload; without a download with what Extend says about it, and without the
 * address, which opens the payload to everyone who has it.
 * @param deadline by our clock, in ms
 * Throws InputProblem for an address that may not be asked, ForeignProblem and ExtendProblem for an answer
 * that is of no use.
 */
export async function completePayload(
	context: IWebhookFunctions,
	event: ExtendEvent,
	download: boolean,
	deadline: number,
): Promise<ExtendEvent> {
	const { payload } = event;
	const address = signedAddress(payload);
	if (address !== undefined) {
		if (!download) return { ...event, payload: withoutAddress(payload) };
		return { ...event, payload: await signedPayload(context, payload, address, deadline) };
	}
	if (!download || payload.object !== 'parse_run_status') return event;
	return { ...event, payload: await parseRun(context, payload, deadline) };
}

async function signedPayload(
	context: IWebhookFunctions,
	stub: IDataObject,
	address: string,
	deadline: number,
): Promise<IDataObject> {
	const trustedOrigin = trustedOriginOf(await context.getCredentials('extendApi'));
	const url = foreignUrl(address, trustedOrigin);
	const answer = await openForeign(context, url, deadline - clock.now());
	const payload = objectIn(await readLimited(answer, LARGEST_PAYLOAD, deadline));
	if (!payload) throw new ForeignProblem('what was downloaded is no JSON object', true);
	// The signature of the call covers the stub only.
	if (typeof stub.id === 'string' && payload.id !== stub.id) {
		throw new ForeignProblem('what was downloaded belongs to another run', false);
	}
	return payload;
}

function objectIn(bytes: Buffer): IDataObject | undefined {
	try {
		return asObject(JSON.parse(bytes.toString('utf8')));
	} catch {
		return undefined;
	}
}

/** Events of parse runs come without the run (Extend docs: `parse_run_status`). */
async function parseRun(
	context: IWebhookFunctions,
	stub: IDataObject,
	deadline: number,
): Promise<IDataObject> {
	const api = await createApi(context, createPace());
	const outcome = await readRun(api, PARSE_RUN, String(stub.id), deadline);
	// Deleted meanwhile: what the event says is all there is, and will not become more.
	if (outcome.kind === 'refused' && outcome.problem.httpCode === 404) return stub;
	return answered(outcome, 'reading the parse run');
}
