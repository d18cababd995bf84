/** The events that the trigger offers are those that Extend has, and fit where Extend sends them. */
import type { ResourceType } from '../../nodes/shared/parameters/resourcePicker';
import { eventOptions, getScopeMismatch } from '../../nodes/ExtendTrigger/events';
import { eventToItems } from '../../nodes/ExtendTrigger/eventItems';
import { endpointEvents, subscriptionEvents } from '../emulator/webhooks/eventTypes.mts';

const offered = eventOptions.map(({ value }) => String(value));
const scopes = Object.keys(subscriptionEvents) as ResourceType[];

it('all of them are offered, and no others', () => {
	const all = new Set([...endpointEvents, ...Object.values(subscriptionEvents).flat()]);
	expect([...offered].sort()).toEqual([...all].sort());
});

it('an event fits the whole workspace when endpoints take it, and a scope when subscriptions do', () => {
	for (const event of offered) {
		expect([event, getScopeMismatch(event, undefined) === undefined]).toEqual([
			event,
			endpointEvents.includes(event),
		]);
		for (const scope of scopes) {
			expect([event, scope, getScopeMismatch(event, scope) === undefined]).toEqual([
				event,
				scope,
				subscriptionEvents[scope].includes(event),
			]);
		}
	}
});

it('an event that is not known here is left to Extend', () => {
	expect(getScopeMismatch('extract_run.paused', undefined)).toBeUndefined();
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
