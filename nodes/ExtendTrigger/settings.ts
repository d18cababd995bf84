/** The parameters of the trigger, read and checked. */
import type { OutputSettings } from '../shared/output/extractRun';
import { readPickedId } from '../shared/parameters/requiredId';
import type { ResourceType } from '../shared/parameters/resourcePicker';
import { toTriggerError } from './errors';
import { getEventName, getScopeMismatch, getScopes, type ScopeMismatch } from './events';
import { TRIGGER_MESSAGES } from './messages';
import type { Scope, TriggerContext, TriggerSettings } from './types';

/** Reads all parameters. Throws NodeOperationError for what Extend would reject or never send. */
export function readSettings(context: TriggerContext): TriggerSettings {
	const events = [context.getNodeParameter('events', []) as string[]].flat();
	if (events.length === 0) throw toTriggerError(context, TRIGGER_MESSAGES.noEvent);
	const scope = readScope(context);
	checkEventScopes(context, events, scope?.type);
	return {
		events,
		scope,
		output: readTriggerOutput(context),
		downloadPayload: context.getNodeParameter('options.downloadPayload', true) !== false,
	};
}

function readScope(context: TriggerContext): Scope | undefined {
	const type = context.getNodeParameter('scope', 'any') as ResourceType | 'any';
	if (type === 'any') return undefined;
	const picked = context.getNodeParameter(type, '', { extractValue: true });
	const empty = TRIGGER_MESSAGES.emptyScope({ label: toTitle(type), type });
	return { type, id: readPickedId(context.getNode(), picked, empty) };
}

function readTriggerOutput(context: TriggerContext): TriggerSettings['output'] {
	const mode = context.getNodeParameter('output', 'run') as OutputSettings['mode'];
	if (mode !== 'rows') return { mode };
	const field = context.getNodeParameter('rowsField', '', { extractValue: true });
	return { mode, rowsField: String(field ?? '').trim() || undefined };
}

/** Extend rejects an event that does not fit the scope, or accepts it and never sends it. */
function checkEventScopes(
	context: TriggerContext,
	events: string[],
	scope: ResourceType | undefined,
): void {
	const findMismatches = (kind: ScopeMismatch) =>
		events.filter((event) => getScopeMismatch(event, scope) === kind);
	const needScope = findMismatches('needsScope');
	if (needScope.length > 0) {
		const message = TRIGGER_MESSAGES.needsScope({ events: joinEventNames(needScope) });
		throw toTriggerError(context, message);
	}
	const noScope = findMismatches('noScope');
	if (noScope.length > 0) {
		const message = TRIGGER_MESSAGES.noScope({ events: joinEventNames(noScope) });
		throw toTriggerError(context, message);
	}
	const otherScope = findMismatches('otherScope');
	if (otherScope.length > 0) {
		const types = [...new Set(otherScope.flatMap(getScopes))];
		const message = TRIGGER_MESSAGES.otherScope({
			events: joinEventNames(otherScope),
			type: String(scope),
			scopes: types.map((type) => `'One ${toTitle(type)}'`).join(' or '),
		});
		throw toTriggerError(context, message);
	}
}

function joinEventNames(events: string[]): string {
	return events.map((event) => `'${getEventName(event)}'`).join(', ');
}

function toTitle(type: ResourceType): string {
	return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}
