/** The parameters of the trigger, read and checked. */
import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { extractId, type ResourceType } from '../shared/parameters/resourcePicker';
import type { OutputSettings } from '../shared/output/types';
import { getEventName, getScopeMismatch, getScopes, type ScopeMismatch } from './events';

export type TriggerContext = IHookFunctions | IWebhookFunctions;

/** One extractor, classifier, splitter or workflow. */
export interface Scope {
	type: ResourceType;
	id: string;
}

export interface TriggerSettings {
	events: string[];
	/** undefined: the whole workspace */
	scope: Scope | undefined;
	output: Pick<OutputSettings, 'mode' | 'rowsField'>;
	downloadPayload: boolean;
}

/** Reads all parameters. Throws NodeOperationError for what Extend would refuse or never send. */
export function readSettings(context: TriggerContext): TriggerSettings {
	const events = [context.getNodeParameter('events', []) as string[]].flat();
	if (events.length === 0) {
		throw new NodeOperationError(context.getNode(), "'Trigger On' is empty", {
			description: 'Choose at least one event.',
		});
	}
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
	const id = extractId(String(context.getNodeParameter(type, '', { extractValue: true }) ?? ''));
	if (id !== '') return { type, id };
	throw new NodeOperationError(context.getNode(), `'${toTitle(type)}' is empty`, {
		description: `Select the ${type}, or choose 'Any' under 'Scope'.`,
	});
}

function readTriggerOutput(context: TriggerContext): TriggerSettings['output'] {
	const mode = context.getNodeParameter('output', 'run') as OutputSettings['mode'];
	if (mode !== 'rows') return { mode };
	const field = context.getNodeParameter('rowsField', '', { extractValue: true });
	return { mode, rowsField: String(field ?? '').trim() || undefined };
}

/** An event that does not fit would be refused by Extend, or be taken and never come. */
function checkEventScopes(
	context: TriggerContext,
	events: string[],
	scope: ResourceType | undefined,
): void {
	const misfits = (kind: ScopeMismatch) =>
		events.filter((event) => getScopeMismatch(event, scope) === kind);
	const names = (some: string[]) => some.map((event) => `'${getEventName(event)}'`).join(', ');
	const refuse = (what: string, description: string) => {
		throw new NodeOperationError(context.getNode(), `'Trigger On' does not fit 'Scope': ${what}`, {
			description,
		});
	};
	const needScope = misfits('needsScope');
	if (needScope.length > 0) {
		refuse(
			`Extend sends ${names(needScope)} only for one workflow`,
			"Choose 'One Workflow' under 'Scope' and select the workflow, or remove these events.",
		);
	}
	const noScope = misfits('noScope');
	if (noScope.length > 0) {
		refuse(
			`Extend sends ${names(noScope)} only for the whole workspace`,
			"Choose 'Any' under 'Scope', or remove these events.",
		);
	}
	const otherScope = misfits('otherScope');
	if (otherScope.length > 0) {
		const fitting = [...new Set(otherScope.flatMap(getScopes))].map(
			(type) => `'One ${toTitle(type)}'`,
		);
		refuse(
			`${names(otherScope)} cannot be narrowed down to one ${scope}`,
			`Choose ${fitting.join(' or ')} under 'Scope', or remove these events. For both, use two triggers.`,
		);
	}
}

function toTitle(type: ResourceType): string {
	return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}
