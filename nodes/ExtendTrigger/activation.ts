/** What n8n asks of the trigger when a workflow is activated or deactivated. */
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { toNodeError } from '../shared/errors/toNodeError';
import { getTrustedOrigin } from '../shared/files/externalUrl';
import { createRateLimiter } from '../shared/http/rateLimiter';
import { isPrivateHost } from '../shared/files/privateHosts';
import { createApiClient } from '../shared/http/client';
import { saveRegistration, readRegistration, getHookEnv } from './staticData';
import {
	isRegistered,
	register,
	removeEndpoint,
	removeEndpointsAt,
	type Target,
} from './registration';
import { readSettings } from './settings';

/** Names in the dashboard of Extend stay readable. */
const MAX_NAME_LENGTH = 100;

/** Whether the endpoint stands in Extend as the parameters want it, and its secret is known. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	const target = readTarget(context);
	const slot = getHookEnv(context);
	const { endpointId, signingSecret } = readRegistration(context, slot) ?? {};
	// `create` then removes the endpoint whose secret got lost.
	if (!endpointId || !signingSecret) return false;
	return await withNodeErrors(context, async () => {
		const api = await createApiClient(context, createRateLimiter());
		return await isRegistered(api, endpointId, target);
	});
}

/** Registers endpoint and subscription. Leaves nothing behind when it fails, so that it can be repeated. */
export async function create(context: IHookFunctions): Promise<boolean> {
	const target = readTarget(context);
	await checkReachable(context, target.url);
	const slot = getHookEnv(context);
	const known = readRegistration(context, slot)?.endpointId;
	return await withNodeErrors(context, async () => {
		const api = await createApiClient(context, createRateLimiter());
		const registration = await register(api, target, known, (leftover) => {
			const reason = leftover instanceof Error ? leftover.message : '';
			context.logger.warn(`Extend Trigger: an endpoint may be left in Extend: ${reason}`);
		});
		saveRegistration(context, slot, registration);
		return true;
	});
}

/** Removes endpoint and subscription. */
export async function remove(context: IHookFunctions): Promise<boolean> {
	const slot = getHookEnv(context);
	const { endpointId } = readRegistration(context, slot) ?? {};
	return await withNodeErrors(context, async () => {
		const api = await createApiClient(context, createRateLimiter());
		if (endpointId) await removeEndpoint(api, endpointId);
		// Static data hangs on the node's name: after a renaming only the address is known.
		else await removeEndpointsAt(api, getWebhookUrl(context));
		saveRegistration(context, slot, undefined);
		return true;
	});
}

function readTarget(context: IHookFunctions): Target {
	const { events, scope } = readSettings(context);
	const { name, id } = context.getWorkflow();
	return {
		events,
		scope,
		url: getWebhookUrl(context),
		name: `n8n: ${name ?? id ?? 'workflow'}`.slice(0, MAX_NAME_LENGTH),
	};
}

function getWebhookUrl(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** Extend could register such an address, and then never reach it. A self-hosted Extend may. */
async function checkReachable(context: IHookFunctions, url: string): Promise<void> {
	const trusted = getTrustedOrigin(await context.getCredentials('extendApi'));
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
async function withNodeErrors<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
