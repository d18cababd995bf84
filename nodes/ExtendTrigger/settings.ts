/** The parameters of the trigger, read and checked. */
import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { idIn, type PickedKind } from '../Extend/fields/pickers';
import type { OutputSettings } from '../shared/output';
import { eventName, misfitOf, scopesOf, type Misfit } from './events';

export type TriggerContext = IHookFunctions | IWebhookFunctions;

/** One extractor, classifier, splitter or workflow. */
export interface Scope {
	type: PickedKind;
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
	checkFit(context, events, scope?.type);
	return {
		events,
		scope,
		output: readOutput(context),
		downloadPayload: context.getNodeParameter('options.downloadPayload', true) !== false,
	};
}

function readScope(context: TriggerContext): Scope | undefined {
	const type = context.getNodeParameter('scope', 'any') as PickedKind | 'any';
	if (type === 'any') return undefined;
	const id = idIn(String(context.getNodeParameter(type, '', { extractValue: true }) ?? ''));
	if (id !== '') return { type, id };
	throw new NodeOperationError(context.getNode(), `'${titled(type)}' is empty`, {
		description: `Select the ${type}, or choose 'Any' under 'Scope'.`,
	});
}

function readOutput(context: TriggerContext): TriggerSettings['output'] {
	const mode = context.getNodeParameter('output', 'run') as OutputSettings['mode'];
	if (mode !== 'rows') return { mode };
	const field = context.getNodeParameter('rowsField', '', { extractValue: true });
	return { mode, rowsField: String(field ?? '').trim() || undefined };
}

/** An event that does not fit would be refused by Extend, or be taken and never come. */
function checkFit(context: TriggerContext, events: string[], scope: PickedKind | undefined): void {
	const misfits = (kind: Misfit) => events.filter((event) => misfitOf(event, scope) === kind);
	const names = (some: string[]) => some.map((event) => `'${eventName(event)}'`).join(', ');
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
		const fitting = [...new Set(otherScope.flatMap(scopesOf))].map(
			(type) => `'One ${titled(type)}'`,
		);
		refuse(
			`${names(otherScope)} cannot be narrowed down to one ${scope}`,
			`Choose ${fitting.join(' or ')} under 'Scope', or remove these events. For both, use two triggers.`,
		);
	}
}

function titled(type: PickedKind): string {
	return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}
