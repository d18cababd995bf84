/** The parameters of the trigger, read and checked. */
import { TriggerParameters } from '../shared/parameters/nodeParameters';
import { readOutputSettings } from '../shared/parameters/output/readOutputSettings';
import { readPickedId } from '../shared/parameters/requiredId';
import { LABELS_IN_TEXT } from '../shared/parameters/resourcePicker';
import { toText } from '../shared/utils/sanitize';
import {
	EVENT_SCOPES,
	getEventName,
	getScopeMismatch,
	getScopes,
	toEventTypes,
	type EventScope,
	type ScopeMismatch,
} from './events';
import { TRIGGER_MESSAGES } from './messages';
import { downloadPayloadOption, SCOPE_NAMES } from './parameters';
import type { Scope, TriggerContext, TriggerSettings } from './types';

/** Reads all parameters. Throws NodeOperationError for what Extend would reject or never send. */
export function readTriggerSettings(context: TriggerContext): TriggerSettings {
	const params = new TriggerParameters(context);
	const events = toEventTypes([params.get('events', [])].flat().map(toText));
	if (events.length === 0) throw params.createError(TRIGGER_MESSAGES.noEvent);
	const scope = readScope(params);
	checkEventScopes(params, events, scope?.type ?? 'any');
	const { downloadPayload } = params.collection('options', [downloadPayloadOption]);
	return {
		events,
		scope,
		output: readOutputSettings(params),
		downloadPayload: downloadPayload !== false,
	};
}

function readScope(params: TriggerParameters): Scope | undefined {
	const type = params.choice('scope', EVENT_SCOPES, 'any');
	if (type === 'any') return undefined;
	const labels = { label: SCOPE_NAMES[type], type: LABELS_IN_TEXT[type] };
	return { type, id: readPickedId(params, type, TRIGGER_MESSAGES.emptyScope(labels)) };
}

/** Extend rejects an event that does not fit the scope, or accepts it and never sends it. */
function checkEventScopes(params: TriggerParameters, events: string[], scope: EventScope): void {
	const findMismatches = (kind: ScopeMismatch) =>
		events.filter((event) => getScopeMismatch(event, scope) === kind);
	const needScope = findMismatches('needsScope');
	if (needScope.length > 0) {
		const message = TRIGGER_MESSAGES.needsScope({ events: joinEventNames(needScope) });
		throw params.createError(message);
	}
	const noScope = findMismatches('noScope');
	if (noScope.length > 0) {
		const message = TRIGGER_MESSAGES.noScope({ events: joinEventNames(noScope) });
		throw params.createError(message);
	}
	const otherScope = findMismatches('otherScope');
	if (otherScope.length > 0) {
		const scopes = [...new Set(otherScope.flatMap(getScopes))];
		const message = TRIGGER_MESSAGES.otherScope({
			events: joinEventNames(otherScope),
			scopes: scopes.map((type) => `'${SCOPE_NAMES[type]}'`).join(' or '),
		});
		throw params.createError(message);
	}
}

function joinEventNames(events: string[]): string {
	const names = new Set(events.map((event) => `'${getEventName(event)}'`));
	return [...names].join(', ');
}
