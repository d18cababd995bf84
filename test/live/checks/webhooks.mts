/** Endpoints, their events and their deliveries. Without a public address nothing is delivered to. */
import { listEventOptions, toEventTypes } from '../../../nodes/ExtendTrigger/events';
import {
	isRegistered,
	register,
	removeEndpoint,
	removeEndpointsAt,
} from '../../../nodes/ExtendTrigger/registration';
import { getSignedUrl, readEvent, verifySignature } from '../../../nodes/ExtendTrigger/signature';
import { EXTRACT_RUN } from '../../../nodes/shared/runs/kinds';
import { clock } from '../../../nodes/shared/utils/clock';
import { getOwn } from '../../../nodes/shared/utils/objects';
import type { LiveSession } from '../session.mts';
import { finishRun, INVOICE_TEXT, startRun } from '../sharedRuns.mts';
import type { ReceivedDelivery } from '../webhookReceiver.mts';
import { expectThat, notCheckable, notHeld, type Assumption } from '../types.mts';

const REGISTRATION = 'nodes/ExtendTrigger/registration.ts';
const SIGNATURE = 'nodes/ExtendTrigger/signature.ts';
const EVENTS = 'nodes/ExtendTrigger/events.ts';
/** When the product last looks for a new endpoint (`LIST_LAG_PAUSES_MS`). */
const LIST_LAG_MS = 6000;
const LOOK_PAUSE_MS = 500;
const DELIVERY_MS = 90_000;

/** An address of nobody: this top-level domain never exists. */
const createUrl = ({ id }: LiveSession, path: string) =>
	`https://n8n-live-check.invalid/${id}/${path}`;

const createEndpoint = async (session: LiveSession, url: string, more: object = {}) =>
	await session.send('POST', '/webhook_endpoints', {
		body: { url, name: session.id, enabledEvents: [], apiVersion: '2026-02-09', ...more },
	});

/** What came for a run with its configuration in the request. */
interface Deliveries {
	runId: string;
	inline: ReceivedDelivery | undefined;
	byUrl: ReceivedDelivery | undefined;
	signingSecret: string;
}

const deliveries = new WeakMap<LiveSession, Promise<Deliveries>>();

async function getDeliveries(session: LiveSession): Promise<Deliveries> {
	if (!deliveries.has(session)) deliveries.set(session, receiveDeliveries(session));
	return await deliveries.get(session)!;
}

async function receiveDeliveries(session: LiveSession): Promise<Deliveries> {
	const { webhook } = session;
	if (!webhook) throw new Error('There is no address for deliveries.');
	const events = ['extract_run.processed', 'extract_run.failed'];
	const url = `${webhook.url}/${session.id}/inline`;
	const target = { url, name: session.id, events, scope: undefined };
	const { signingSecret } = await register(session.api, target, undefined, () => undefined);
	await createEndpoint(session, `${webhook.url}/${session.id}/by-url`, {
		enabledEvents: events,
		advancedOptions: { payload: { format: 'url', urlThresholdBytes: 1 } },
	});
	const { run } = await startRun(session, EXTRACT_RUN, {
		file: { text: INVOICE_TEXT, name: session.fileName('event.txt') },
		config: { baseProcessor: 'extraction_light' },
	});
	await finishRun(session, EXTRACT_RUN, run.id);
	const isAbout = (isByUrl: boolean) => (delivery: ReceivedDelivery) => {
		const payload = readEvent(delivery.rawBody)?.payload;
		const isSigned = payload !== undefined && getSignedUrl(payload) !== undefined;
		return payload?.id === run.id && isSigned === isByUrl;
	};
	const [inline, byUrl] = await Promise.all([
		webhook.waitFor(isAbout(false), DELIVERY_MS),
		webhook.waitFor(isAbout(true), DELIVERY_MS),
	]);
	return { runId: run.id, inline, byUrl, signingSecret };
}

export const webhookChecks: Assumption[] = [
	{
		id: 'endpoint-registers',
		assumption: 'An endpoint is created with its secret, read back, and gone after its deletion.',
		where: [REGISTRATION],
		ifWrong: 'The trigger cannot be activated, or leaves endpoints behind.',
		async check(session) {
			const url = createUrl(session, 'register');
			const events = ['extract_run.processed'];
			const target = { url, name: session.id, events, scope: undefined };
			const { endpointId } = await register(session.api, target, undefined, () => undefined);
			const isThere = await isRegistered(session.api, endpointId, target);
			const { body } = await session.send('GET', `/webhook_endpoints/${endpointId}`);
			await removeEndpoint(session.api, endpointId);
			const isLeft = await isRegistered(session.api, endpointId, target);
			if ('signingSecret' in body) return notHeld('the secret can be read again');
			return expectThat(isThere && !isLeft, isThere ? 'it stays' : 'it is not read back');
		},
	},
	{
		id: 'endpoint-lag',
		assumption: `A new endpoint is in the list within ${LIST_LAG_MS / 1000} s.`,
		where: [REGISTRATION],
		ifWrong: 'After a lost response an endpoint stays, and every event comes twice.',
		async check(session) {
			const url = createUrl(session, 'lag');
			const { ok, status, message } = await createEndpoint(session, url);
			if (!ok) return notHeld(`${status} ${message}`);
			const since = clock.now();
			while (clock.now() - since <= 2 * LIST_LAG_MS) {
				const count = await removeEndpointsAt(session.api, url);
				const ms = clock.now() - since;
				if (count > 0) return expectThat(ms <= LIST_LAG_MS, `${ms} ms`, `${ms} ms`);
				await clock.sleep(LOOK_PAUSE_MS);
			}
			return notHeld(`not within ${(2 * LIST_LAG_MS) / 1000} s`);
		},
	},
	{
		id: 'endpoint-events',
		assumption: 'An endpoint takes every event that the trigger offers for the whole workspace.',
		where: [EVENTS],
		ifWrong: 'Activation fails with 400 for an event that is offered.',
		async check(session) {
			const choices = listEventOptions('any').map(({ value }) => String(value));
			const enabledEvents = toEventTypes(choices);
			const url = createUrl(session, 'events');
			const { ok, status, message, body } = await createEndpoint(session, url, {
				enabledEvents,
				status: 'disabled',
			});
			if (!ok) return notHeld(`${status} ${message}`);
			const { length } = (body.enabledEvents ?? []) as unknown[];
			return expectThat(length === enabledEvents.length, `${length} of ${enabledEvents.length}`);
		},
	},
	{
		id: 'workflow-events-scoped',
		assumption: 'An endpoint refuses events of workflow runs: they need a subscription.',
		where: [EVENTS],
		ifWrong: 'Nothing but that the trigger asks for a workflow without need.',
		async check(session) {
			const url = createUrl(session, 'workflow');
			const enabledEvents = ['workflow_run.completed'];
			const more = { enabledEvents, status: 'disabled' };
			const { ok, status } = await createEndpoint(session, url, more);
			return expectThat(!ok, 'it takes them', String(status));
		},
	},
	{
		id: 'payload-by-url',
		assumption: 'An endpoint keeps `advancedOptions.payload` as it was asked for.',
		where: [REGISTRATION],
		ifWrong: 'Large events come inline, and n8n refuses those of more than 16 MiB.',
		async check(session) {
			const payload = { format: 'url', urlThresholdBytes: 5_000_000 };
			const { ok, status, message, body } = await createEndpoint(
				session,
				createUrl(session, 'payload'),
				{ advancedOptions: { payload } },
			);
			if (!ok) return notHeld(`${status} ${message}`);
			const { body: read } = await session.send('GET', `/webhook_endpoints/${String(body.id)}`);
			const kept = getOwn(read.advancedOptions, 'payload');
			const isHeld =
				getOwn(kept, 'format') === 'url' && getOwn(kept, 'urlThresholdBytes') === 5_000_000;
			return expectThat(isHeld, JSON.stringify(kept));
		},
	},
	{
		id: 'local-endpoints',
		assumption: 'Extend accepts an address of the local machine, to which it can never deliver.',
		where: ['nodes/ExtendTrigger/activation.ts'],
		ifWrong: 'Nothing: the trigger refuses such an address before it registers.',
		async check(session) {
			const url = `http://127.0.0.1:9/${session.id}/local`;
			const { ok, status, message } = await createEndpoint(session, url, { status: 'disabled' });
			return expectThat(ok, `${status} ${message}`);
		},
	},
	{
		id: 'inline-run-events',
		assumption: 'A run with its configuration in the request fires the events of the workspace.',
		where: [EVENTS],
		ifWrong: 'The trigger does not start for documents that were extracted without an extractor.',
		needs: 'webhook',
		credits: 4,
		async check(session) {
			const { inline, byUrl } = await getDeliveries(session);
			return expectThat(inline !== undefined || byUrl !== undefined, 'no event came');
		},
	},
	{
		id: 'delivery-signature',
		assumption: 'A delivery is signed over `v0:<timestamp>:<body>` with the whole secret.',
		where: [SIGNATURE],
		ifWrong: 'The trigger refuses every event with 401.',
		needs: 'webhook',
		async check(session) {
			const { inline, signingSecret } = await getDeliveries(session);
			if (!inline) return notCheckable('no event came');
			const reason = verifySignature(inline, signingSecret, inline.at);
			return expectThat(reason === undefined, String(reason));
		},
	},
	{
		id: 'delivery-by-url',
		assumption:
			'Above the threshold an event has the address of its payload, valid without the key.',
		where: ['nodes/ExtendTrigger/payload.ts', SIGNATURE],
		ifWrong: 'Large events cannot be read, or come inline.',
		needs: 'webhook',
		async check(session) {
			const { byUrl, runId } = await getDeliveries(session);
			if (!byUrl) return notHeld('no event with an address came');
			const url = getSignedUrl(readEvent(byUrl.rawBody)?.payload ?? {});
			const response = await fetch(String(url));
			const run: unknown = await response.json();
			return expectThat(getOwn(run, 'id') === runId, `${response.status}, another object`);
		},
	},
	{
		id: 'delivery-retries',
		assumption: 'A delivery that gets 503 is repeated for longer than a minute.',
		where: ['nodes/ExtendTrigger/delivery.ts'],
		ifWrong: 'An event that could not be handled is lost.',
		check: () => notCheckable('the schedule is not published, and takes longer than this run'),
	},
];
