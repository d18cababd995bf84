/** The events of Extend and their scopes (Extend docs: webhook events). */
import type { INodePropertyOptions } from 'n8n-workflow';
import type { ResourceType } from '../shared/parameters/resourcePicker';
import { compareNames } from '../shared/utils/compareNames';

/** `any` is the whole workspace. */
export const EVENT_SCOPES = ['any', 'classifier', 'extractor', 'splitter', 'workflow'] as const;
export type EventScope = (typeof EVENT_SCOPES)[number];

/** A choice of 'Trigger On'. */
interface EventChoice {
	/** the event's type, or a name for several events */
	value: string;
	name: string;
	description: string;
	/** where Extend sends it; workflow runs are never sent for the whole workspace */
	scopes: EventScope[];
	/** the types of its events, when the choice stands for several */
	events?: string[];
}

/** What people change in a saved resource. It has no scope: Extend sends it for the whole workspace only. */
function defineChange(
	type: ResourceType,
	name: string,
	description: string,
	changes: string[],
): EventChoice {
	return {
		value: `${type}.changed`,
		name: `${name} Changed`,
		description,
		scopes: ['any'],
		events: changes.map((change) => `${type}.${change}`),
	};
}

const PROCESSOR_CHANGES = ['created', 'deleted', 'draft.updated', 'updated', 'version.published'];

function defineRunEvents(
	object: string,
	name: string,
	scopes: EventScope[],
	finished: string,
): EventChoice[] {
	return [
		{
			value: `${object}.failed`,
			name: `${name} Failed`,
			description: 'The run failed. The event includes the reason.',
			scopes,
		},
		{ value: `${object}.processed`, name: `${name} Processed`, description: finished, scopes },
	];
}

function defineWorkflowRunEvent(value: string, label: string, description: string): EventChoice {
	return {
		value: `workflow_run.${value}`,
		name: `Workflow Run ${label}`,
		description,
		scopes: ['workflow'],
	};
}

const BATCH_FINISHED = 'All runs in the batch finished. Some may have failed.';

const CHOICES: readonly EventChoice[] = [
	...defineRunEvents(
		'batch_processor_run',
		'Batch',
		['any', 'extractor', 'classifier', 'splitter'],
		BATCH_FINISHED,
	),
	...defineRunEvents('batch_parse_run', 'Batch of Parse Runs', ['any'], BATCH_FINISHED),
	defineChange(
		'classifier',
		'Classifier',
		'A classifier was created, updated, published, or deleted',
		PROCESSOR_CHANGES,
	),
	...defineRunEvents(
		'classify_run',
		'Classify Run',
		['any', 'classifier'],
		'The document was classified',
	),
	...defineRunEvents('edit_run', 'Fill Form Run', ['any'], 'The form was filled in'),
	...defineRunEvents(
		'extract_run',
		'Extract Run',
		['any', 'extractor'],
		'The fields were extracted',
	),
	defineChange(
		'extractor',
		'Extractor',
		'An extractor was created, updated, published, or deleted',
		PROCESSOR_CHANGES,
	),
	...defineRunEvents('parse_run', 'Parse Run', ['any'], 'The document was parsed'),
	...defineRunEvents('split_run', 'Split Run', ['any', 'splitter'], 'The file was split'),
	defineChange(
		'splitter',
		'Splitter',
		'A splitter was created, updated, published, or deleted',
		PROCESSOR_CHANGES,
	),
	defineChange('workflow', 'Workflow', 'An Extend workflow was created, deployed, or deleted', [
		'created',
		'deleted',
		'deployed',
	]),
	defineWorkflowRunEvent('cancelled', 'Canceled', 'The run was canceled'),
	defineWorkflowRunEvent('completed', 'Completed', 'All steps finished, including any review'),
	defineWorkflowRunEvent('failed', 'Failed', 'The run failed. The event includes the reason.'),
	defineWorkflowRunEvent('needs_review', 'Needs Review', 'The run is waiting for a reviewer'),
	defineWorkflowRunEvent('rejected', 'Rejected', 'A reviewer rejected the run'),
	defineWorkflowRunEvent('step_run.processed', 'Step Processed', 'A step of the run finished'),
];

/** The choices of 'Trigger On' that Extend sends in a scope, sorted as n8n requires. */
export function listEventOptions(scope: EventScope): INodePropertyOptions[] {
	return CHOICES.filter(({ scopes }) => scopes.includes(scope))
		.map(({ name, value, description }) => ({ name, value, description }))
		.sort((a, b) => compareNames(a.name, b.name));
}

/** The types of events that the choices stand for, each once. */
export function toEventTypes(choices: string[]): string[] {
	return [
		...new Set(
			choices.flatMap((choice) => {
				const found = CHOICES.find(({ value }) => value === choice);
				// An event that Extend added later, from an expression: Extend accepts or rejects it.
				return found?.events ?? [choice];
			}),
		),
	];
}

function findChoice(eventType: string): EventChoice | undefined {
	return CHOICES.find(({ value, events }) => value === eventType || events?.includes(eventType));
}

/** What is wrong with listening to an event in a scope. */
export type ScopeMismatch = 'needsScope' | 'noScope' | 'otherScope';

/** Why Extend would never send the event in this scope, or undefined if it would. */
export function getScopeMismatch(eventType: string, scope: EventScope): ScopeMismatch | undefined {
	const { scopes = [scope] } = findChoice(eventType) ?? {};
	if (scopes.includes(scope)) return undefined;
	if (scope === 'any') return 'needsScope';
	return scopes.every((one) => one === 'any') ? 'noScope' : 'otherScope';
}

/** The name of an event as the editor shows it. */
export function getEventName(eventType: string): string {
	return findChoice(eventType)?.name ?? eventType;
}

/** The types of resources that events of this type can be narrowed down to. */
export function getScopes(eventType: string): ResourceType[] {
	const { scopes = [] } = findChoice(eventType) ?? {};
	return scopes.filter((scope): scope is ResourceType => scope !== 'any');
}
