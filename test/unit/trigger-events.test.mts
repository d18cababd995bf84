/** The events that the trigger offers are those that Extend has, and fit where Extend sends them. */
import {
	getScopeMismatch,
	listEventOptions,
	toEventTypes,
	type EventScope,
} from '../../nodes/ExtendTrigger/events';
import { eventToItems } from '../../nodes/ExtendTrigger/eventItems';
import { triggerProperties } from '../../nodes/ExtendTrigger/parameters';
import type { ResourceType } from '../../nodes/shared/parameters/resourcePicker';
import { endpointEvents, subscriptionEvents } from '../emulator/webhooks/eventTypes.mts';
import { Extend } from 'extend-ai';

const scopes = Object.keys(subscriptionEvents) as ResourceType[];
const offered = (scope: EventScope) =>
	toEventTypes(listEventOptions(scope).map(({ value }) => String(value)));

/** The events that the SDK knows, by scope. */
const sdkEvents = Object.values(Extend.WebhookEndpointEventType).sort();
const ownRuns: Record<string, RegExp> = {
	extractor: /^(extract|batch_processor)_run/,
	classifier: /^(classify|batch_processor)_run/,
	splitter: /^(split|batch_processor)_run/,
	workflow: /^workflow_run/,
};
const listSdkEvents = (scope: string) =>
	Object.values(Extend.WebhookSubscriptionEventType)
		.filter((event) => ownRuns[scope].test(event))
		.sort();

it("the emulator sends the events of Extend's SDK", () => {
	expect([...endpointEvents].sort()).toEqual(sdkEvents);
	expect(scopes.map((scope) => [...subscriptionEvents[scope]].sort())).toEqual(
		scopes.map(listSdkEvents),
	);
});

it('each scope offers the events that Extend sends there, and no others', () => {
	expect(offered('any').sort()).toEqual(sdkEvents);
	for (const scope of scopes) {
		expect([scope, ...offered(scope).sort()]).toEqual([scope, ...listSdkEvents(scope)]);
	}
});

it('what an expression gives fits exactly where it is offered', () => {
	const all = [...new Set([...endpointEvents, ...Object.values(subscriptionEvents).flat()])];
	for (const scope of ['any' as const, ...scopes]) {
		const fitting = all.filter((event) => getScopeMismatch(event, scope) === undefined);
		expect([scope, ...fitting.sort()]).toEqual([scope, ...offered(scope).sort()]);
	}
});

it('what n8n lists in its node panel are the events of the whole workspace, twenty at most', () => {
	const [first] = triggerProperties.filter(({ displayName }) => displayName === 'Trigger On');
	expect(first.displayOptions).toEqual({ show: { scope: ['any'] } });
	expect(first.options?.length).toBeLessThanOrEqual(20);
});

it('a choice can stand for several events, each of which is registered once', () => {
	expect(toEventTypes(['workflow.changed', 'workflow.created', 'x.y'])).toEqual([
		'workflow.created',
		'workflow.deleted',
		'workflow.deployed',
		'x.y',
	]);
});

it('an event that is not known here is left to Extend', () => {
	expect(getScopeMismatch('extract_run.paused', 'any')).toBeUndefined();
	expect(getScopeMismatch('extract_run.paused', 'extractor')).toBeUndefined();
});

it('a defect of the node is not reported as a problem of the event', () => {
	let reads = 0;
	const payload = {
		object: 'extract_run',
		id: 'exr_1',
		get output() {
			reads += 1;
			if (reads === 1) throw new TypeError('a defect');
			return { value: {} };
		},
	};
	const event = { eventId: 'event_1', eventType: 'extract_run.processed', payload };
	expect(() => eventToItems(event, { mode: 'rows' })).toThrow(TypeError);
});
