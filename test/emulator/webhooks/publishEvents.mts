import type { LiveRun } from '../runs/lifecycle.mts';
import { createId } from '../state/ids.mts';
import { serializeRun } from '../runs/serializeRun.mts';
import type { State } from '../state/state.mts';
import { deliverEvent } from './deliverEvent.mts';

/**
 * Sends an event to every enabled endpoint that enabled it, directly or through a subscription to one of the
 * resources.
 */
export function publishEvent(
	state: State,
	eventType: string,
	payload: object,
	resourceIds: string[] = [],
): void {
	const eventId = createId('event');
	for (const endpoint of state.endpoints.values()) {
		if (endpoint.status !== 'enabled') continue;
		const subscribed = [...state.subscriptions.values()].some(
			({ webhookEndpointId, resourceId, enabledEvents }) =>
				webhookEndpointId === endpoint.id &&
				resourceIds.includes(resourceId) &&
				enabledEvents.includes(eventType),
		);
		if (!subscribed && !endpoint.enabledEvents.includes(eventType)) continue;
		// A snapshot: the object may change before a retry.
		void deliverEvent(state, endpoint, eventType, structuredClone(payload), { eventId });
	}
}

function getProcessorIds({ record }: LiveRun): string[] {
	const { extractor, classifier, splitter } = record as unknown as Record<
		string,
		{ id: string } | null | undefined
	>;
	return [extractor, classifier, splitter].flatMap((one) => (one ? [one.id] : []));
}

const RUN_EVENTS: Record<string, string> = { PROCESSED: 'processed', FAILED: 'failed' };

const WORKFLOW_RUN_EVENTS: Record<string, string> = {
	PROCESSED: 'completed',
	FAILED: 'failed',
	NEEDS_REVIEW: 'needs_review',
	CANCELLED: 'cancelled',
};

function publishWorkflowRunEvent(state: State, run: LiveRun): void {
	const end = WORKFLOW_RUN_EVENTS[run.record.status];
	const { workflow } = run.record as unknown as { workflow: { id: string } };
	if (end) publishEvent(state, `workflow_run.${end}`, serializeRun(state, {}, run), [workflow.id]);
}

function publishRunEvent(state: State, run: LiveRun): void {
	const { object, status, id, failureReason, failureMessage, metadata } = run.record;
	if (object === 'workflow_run') return publishWorkflowRunEvent(state, run);
	const end = RUN_EVENTS[status];
	// A parse that another run started belongs to that run.
	if (!end || run.source === 'DOCUMENT_PROCESSOR_RUN') return;
	const payload =
		object === 'parse_run'
			? { object: 'parse_run_status', id, status, failureReason, failureMessage, metadata }
			: serializeRun(state, {}, run);
	publishEvent(state, `${object}.${end}`, payload, getProcessorIds(run));
}

/** Publishes state changes to webhook endpoints. */
export function connectWebhooks(state: State): void {
	state.events.on('runEnded', (run) => publishRunEvent(state, run));
	state.events.on('changed', (eventType, object) => publishEvent(state, eventType, object));
}
