import { notFound } from '../server/apiError.mts';
import type { State } from '../state/state.mts';

export interface AdvancedOptions {
	headers?: Record<string, string>;
	payload?: { format: 'json' | 'url'; urlThresholdBytes?: number };
}

export interface StoredEndpoint {
	id: string;
	seq: number;
	url: string;
	name: string;
	status: 'enabled' | 'disabled';
	enabledEvents: string[];
	apiVersion: string;
	advancedOptions: AdvancedOptions | null;
	signingSecret: string;
	createdAt: string;
	updatedAt: string;
}

export interface StoredSubscription {
	id: string;
	seq: number;
	webhookEndpointId: string;
	resourceType: string;
	resourceId: string;
	enabledEvents: string[];
	createdAt: string;
	updatedAt: string;
}

export interface Delivery {
	endpointId: string;
	eventId: string;
	eventType: string;
	url: string;
	/** the signed body, byte for byte */
	body: string;
	/** headers of the latest attempt; names in lower case */
	headers: Record<string, string>;
	attempts: Array<{ status: number | null; error?: string; at: number }>;
	/** it got a 2xx response or all retries were used */
	done: boolean;
}

export function findEndpoint(state: State, id: string): StoredEndpoint {
	const found = state.endpoints.get(id);
	if (!found) throw notFound(`Webhook endpoint ${id}`);
	return found;
}

export function findSubscription(state: State, id: string): StoredSubscription {
	const found = state.subscriptions.get(id);
	if (!found) throw notFound(`Webhook subscription ${id}`);
	return found;
}
