/** The webhook methods: called when a workflow is activated or deactivated. */
import type { IHookFunctions } from 'n8n-workflow';
import { toNodeError } from '../shared/errors/toNodeError';
import { getTrustedOrigin } from '../shared/files/externalUrl';
import { readCredential } from '../shared/http/credential';
import { createRateLimiter } from '../shared/http/limits/rateLimiter';
import { isPrivateHost } from '../shared/files/privateHosts';
import { createApiClient } from '../shared/http/client';
import { saveRegistration, readRegistration, getHookEnv } from './staticData';
import { LOG_MESSAGES, TRIGGER_MESSAGES } from './messages';
import {
	isRegistered,
	register,
	removeEndpoint,
	removeEndpointsAt,
	type Target,
} from './registration';
import { readTriggerSettings } from './settings';
import { toTriggerError } from './errors';

/** Of the endpoint, so that it stays readable in the dashboard of Extend. */
const MAX_NAME_LENGTH = 100;

/** Whether the endpoint in Extend matches the parameters, and its secret is known. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	const target = readTarget(context);
	const env = getHookEnv(context);
	const { endpointId, signingSecret } = readRegistration(context, env) ?? {};
	// Then `create` removes the endpoint whose secret was lost.
	if (!endpointId || !signingSecret) return false;
	return await withNodeErrors(context, async () => {
		const api = await createApiClient(context, createRateLimiter());
		return await isRegistered(api, endpointId, target);
	});
}

/** Registers endpoint and subscription. Leaves nothing behind when it fails, so that n8n can repeat it. */
export async function create(context: IHookFunctions): Promise<boolean> {
	const target = readTarget(context);
	await checkReachable(context, target.url);
	const env = getHookEnv(context);
	const knownId = readRegistration(context, env)?.endpointId;
	return await withNodeErrors(context, async () => {
		const api = await createApiClient(context, createRateLimiter());
		const registration = await register(api, target, knownId, (error) => {
			const reason = error instanceof Error ? error.message : '';
			context.logger.warn(LOG_MESSAGES.endpointLeft({ reason }));
		});
		saveRegistration(context, env, registration);
		return true;
	});
}

/** Removes endpoint and subscription. */
export async function remove(context: IHookFunctions): Promise<boolean> {
	const env = getHookEnv(context);
	const { endpointId } = readRegistration(context, env) ?? {};
	return await withNodeErrors(context, async () => {
		const api = await createApiClient(context, createRateLimiter());
		if (endpointId) await removeEndpoint(api, endpointId);
		// Static data belongs to the node's name: after a renaming only the address is known.
		else await removeEndpointsAt(api, getWebhookUrl(context));
		saveRegistration(context, env, undefined);
		return true;
	});
}

function readTarget(context: IHookFunctions): Target {
	const { events, scope } = readTriggerSettings(context);
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

/** Extend would register a private address and never reach it. A self-hosted Extend may reach it. */
async function checkReachable(context: IHookFunctions, url: string): Promise<void> {
	const credential = await context.getCredentials('extendApi');
	if (getTrustedOrigin(credential) !== undefined) return;
	// Nothing is known of an invalid base URL. The first request reports it.
	if (readCredential(credential).problem) return;
	const host = URL.canParse(url) ? new URL(url).hostname : '';
	if (host !== '' && !isPrivateHost(host)) return;
	throw toTriggerError(
		context,
		TRIGGER_MESSAGES.unreachable({ host: host || TRIGGER_MESSAGES.webhookAddress }),
	);
}

/** Errors of `callExtend` as the errors that n8n shows. */
async function withNodeErrors<T>(
	context: IHookFunctions,
	callExtend: () => Promise<T>,
): Promise<T> {
	try {
		return await callExtend();
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
