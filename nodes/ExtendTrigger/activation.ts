/** What n8n asks of the trigger when a workflow is activated or deactivated. */
import {
	NodeApiError,
	NodeOperationError,
	type IHookFunctions,
	type INode,
	type JsonObject,
} from 'n8n-workflow';
import { ExtendProblem, Stopped } from '../shared/errors';
import { trustedOriginOf } from '../shared/foreignUrl';
import { createPace } from '../shared/pace';
import { isPrivateHost } from '../shared/privateHosts';
import { createApi } from '../shared/transport';
import { keepRegistration, registrationIn, slotOfHook } from './memory';
import {
	isRegistered,
	register,
	removeEndpoint,
	removeEndpointsAt,
	type Target,
} from './registration';
import { readSettings } from './settings';

/** Names in the dashboard of Extend stay readable. */
const LONGEST_NAME = 100;

/** Whether the endpoint stands in Extend as the parameters want it, and its secret is known. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	const target = targetOf(context);
	const slot = slotOfHook(context);
	const { endpointId, signingSecret } = registrationIn(context, slot) ?? {};
	// `create` then removes the endpoint whose secret got lost.
	if (!endpointId || !signingSecret) return false;
	return await told(context, async () => {
		const api = await createApi(context, createPace());
		return await isRegistered(api, endpointId, target);
	});
}

/** Registers endpoint and subscription. Leaves nothing behind when it fails, so that it can be repeated. */
export async function create(context: IHookFunctions): Promise<boolean> {
	const target = targetOf(context);
	await checkReachable(context, target.url);
	const slot = slotOfHook(context);
	const known = registrationIn(context, slot)?.endpointId;
	return await told(context, async () => {
		const api = await createApi(context, createPace());
		const registration = await register(api, target, known, (leftover) => {
			const reason = leftover instanceof Error ? leftover.message : '';
			context.logger.warn(`Extend Trigger: an endpoint may be left in Extend: ${reason}`);
		});
		keepRegistration(context, slot, registration);
		return true;
	});
}

/** Removes endpoint and subscription. */
export async function remove(context: IHookFunctions): Promise<boolean> {
	const slot = slotOfHook(context);
	const { endpointId } = registrationIn(context, slot) ?? {};
	return await told(context, async () => {
		const api = await createApi(context, createPace());
		if (endpointId) await removeEndpoint(api, endpointId);
		// Static data hangs on the node's name: after a renaming only the address is known.
		else await removeEndpointsAt(api, addressOf(context));
		keepRegistration(context, slot, undefined);
		return true;
	});
}

function targetOf(context: IHookFunctions): Target {
	const { events, scope } = readSettings(context);
	const { name, id } = context.getWorkflow();
	return {
		events,
		scope,
		url: addressOf(context),
		name: `n8n: ${name ?? id ?? 'workflow'}`.slice(0, LONGEST_NAME),
	};
}

function addressOf(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** Extend could register such an address, and then never reach it. A self-hosted Extend may. */
async function checkReachable(context: IHookFunctions, url: string): Promise<void> {
	const trusted = trustedOriginOf(await context.getCredentials('extendApi'));
	if (trusted !== undefined) return;
	const host = URL.canParse(url) ? new URL(url).hostname : '';
	if (host !== '' && !isPrivateHost(host)) return;
	throw new NodeOperationError(
		context.getNode(),
		`Extend cannot reach this n8n at ${host === '' ? 'its webhook address' : host}`,
		{
			description:
				'Events come from the internet. Set the environment variable WEBHOOK_URL of n8n to its public https address, or to that of a tunnel, restart n8n and activate the workflow again.',
		},
	);
}

/** Turns a problem with Extend into the error that n8n shows. */
async function told<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw shownError(context.getNode(), error);
	}
}

function shownError(node: INode, error: unknown): Error {
	if (error instanceof ExtendProblem) {
		const { message, description, httpCode, requestId } = error.details;
		const trace = requestId ? ` Request ID: ${requestId}` : '';
		const texts = { message, description: `${description}${trace}`.trim() };
		if (httpCode === undefined) return new NodeOperationError(node, message, texts);
		const details = error.details as unknown as JsonObject;
		return new NodeApiError(node, details, { ...texts, httpCode: String(httpCode) });
	}
	if (error instanceof Stopped) return new NodeOperationError(node, error.message);
	return new NodeOperationError(node, error as Error);
}
