/** The parameters of the trigger, read and checked. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../shared/errors/inputError';
import { requireInputError } from '../shared/errors/requireInputError';
import type { ReviewSettings } from '../shared/output/judging/types';
import type { OutputSettings } from '../shared/output/types';
import { toDeclaredValues } from '../shared/parameters/declared/declaredValues';
import { VALUE_MESSAGES } from '../shared/parameters/declared/messages';
import { outputShapeOptions } from '../shared/parameters/output/outputOptions';
import { reviewOptions } from '../shared/parameters/output/reviewOptions';
import { toReviewSettings } from '../shared/parameters/output/reviewSettings';
import { readPickedId } from '../shared/parameters/requiredId';
import { LABELS_IN_TEXT } from '../shared/parameters/resourcePicker';
import { toTriggerError } from './errors';
import {
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
	const events = toEventTypes([context.getNodeParameter('events', []) as string[]].flat());
	if (events.length === 0) throw toTriggerError(context, TRIGGER_MESSAGES.noEvent);
	const scope = readScope(context);
	checkEventScopes(context, events, scope?.type ?? 'any');
	const { downloadPayload } = readDeclaredOptions(context, 'options', [downloadPayloadOption]);
	return {
		events,
		scope,
		output: readTriggerOutput(context),
		downloadPayload: downloadPayload !== false,
	};
}

function readScope(context: TriggerContext): Scope | undefined {
	const type = context.getNodeParameter('scope', 'any') as EventScope;
	if (type === 'any') return undefined;
	const picked = context.getNodeParameter(type, '', { extractValue: true });
	const labels = { label: SCOPE_NAMES[type], type: LABELS_IN_TEXT[type] };
	return {
		type,
		id: readPickedId(context.getNode(), picked, TRIGGER_MESSAGES.emptyScope(labels)),
	};
}

function readTriggerOutput(context: TriggerContext): TriggerSettings['output'] {
	const mode = context.getNodeParameter('output', 'fields') as OutputSettings['mode'];
	const review = readTriggerReview(context);
	const shape = readDeclaredOptions(context, 'outputOptions', outputShapeOptions);
	if (mode !== 'rows') return { mode, review, shape };
	const field = context.getNodeParameter('rowsField', '', { extractValue: true });
	return { mode, rowsField: String(field ?? '').trim() || undefined, review, shape };
}

function readTriggerReview(context: TriggerContext): ReviewSettings {
	const values = readDeclaredOptions(context, 'reviewOptions', reviewOptions);
	return readChecked(
		context,
		() => toReviewSettings(values, context.getTimezone()),
		'Review Options',
	);
}

/** The entries of a collection that are declared and set. Throws NodeOperationError. */
function readDeclaredOptions(
	context: TriggerContext,
	name: string,
	declared: INodeProperties[],
): IDataObject {
	const values = context.getNodeParameter(name, {}) as unknown;
	return readChecked(context, () => toDeclaredValues(values, declared));
}

/**
 * Throws an InputError as a NodeOperationError.
 * @param label of the parameter; left out: the error names it
 */
function readChecked<T>(context: TriggerContext, read: () => T, label?: string): T {
	let inputError: InputError;
	try {
		return read();
	} catch (error) {
		inputError = requireInputError(error);
	}
	const { path, reason, hint } = inputError;
	const displayName = label ?? path;
	const problem = label === undefined ? reason : inputError.message;
	throw toTriggerError(context, {
		message: `${VALUE_MESSAGES.check({ displayName })}: ${problem}`,
		hint,
	});
}

/** Extend rejects an event that does not fit the scope, or accepts it and never sends it. */
function checkEventScopes(context: TriggerContext, events: string[], scope: EventScope): void {
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
		const scopes = [...new Set(otherScope.flatMap(getScopes))];
		const message = TRIGGER_MESSAGES.otherScope({
			events: joinEventNames(otherScope),
			scopes: scopes.map((type) => `'${SCOPE_NAMES[type]}'`).join(' or '),
		});
		throw toTriggerError(context, message);
	}
}

function joinEventNames(events: string[]): string {
	const names = new Set(events.map((event) => `'${getEventName(event)}'`));
	return [...names].join(', ');
}
