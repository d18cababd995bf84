/** The events of Extend and their scopes (Extend docs: webhook events). */
import type { INodePropertyOptions } from 'n8n-workflow';
import type { ResourceType } from '../shared/parameters/resourcePicker';
import { compareNames } from '../shared/utils/compareNames';

interface EventInfo {
	value: string;
	name: string;
	description: string;
	/** what a subscription can narrow it down to; empty: Extend sends it only for the whole workspace */
	scopes: ResourceType[];
	/** Extend sends it only to subscriptions, never for the whole workspace */
	needsScope?: true;
}

/** The events of saved resources, about changes by people. They have no scope. */
function defineResourceEvents(type: ResourceType, name: string): EventInfo[] {
	const defineEvent = (value: string, label: string, description: string): EventInfo => ({
		value: `${type}.${value}`,
		name: `${name} ${label}`,
		description,
		scopes: [],
	});
	const article = type === 'extractor' ? 'An' : 'A';
	return [
		defineEvent('created', 'Created', `${article} ${type} was made`),
		defineEvent('deleted', 'Deleted', `${article} ${type} is no longer there`),
		defineEvent(
			'draft.updated',
			'Draft Updated',
			`The draft of ${article.toLowerCase()} ${type} was edited`,
		),
		defineEvent('updated', 'Updated', `${article} ${type} has another name or other settings`),
		defineEvent('version.published', 'Version Published', `A draft became a version of its own`),
	];
}

function defineRunEvents(
	object: string,
	name: string,
	scopes: ResourceType[],
	done: string,
): EventInfo[] {
	return [
		{
			value: `${object}.failed`,
			name: `${name} Failed`,
			description: 'There is no result; the event says why',
			scopes,
		},
		{ value: `${object}.processed`, name: `${name} Processed`, description: done, scopes },
	];
}

const BATCH_DONE = 'All of its runs are done; some of them may have failed';

function defineWorkflowRunEvent(value: string, label: string, description: string): EventInfo {
	return {
		value: `workflow_run.${value}`,
		name: `Workflow Run ${label}`,
		description,
		scopes: ['workflow'],
		needsScope: true,
	};
}

const EVENTS: readonly EventInfo[] = [
	...defineRunEvents(
		'batch_processor_run',
		'Batch',
		['extractor', 'classifier', 'splitter'],
		BATCH_DONE,
	),
	...defineRunEvents('batch_parse_run', 'Batch of Parse Runs', [], BATCH_DONE),
	...defineResourceEvents('classifier', 'Classifier'),
	...defineRunEvents(
		'classify_run',
		'Classify Run',
		['classifier'],
		'The class of the document is known',
	),
	...defineRunEvents('edit_run', 'Edit Run', [], 'The filled form is ready'),
	...defineRunEvents(
		'extract_run',
		'Extract Run',
		['extractor'],
		'The fields of the document are known',
	),
	...defineResourceEvents('extractor', 'Extractor'),
	...defineRunEvents('parse_run', 'Parse Run', [], 'The text of the document is known'),
	...defineRunEvents('split_run', 'Split Run', ['splitter'], 'The parts of the document are known'),
	...defineResourceEvents('splitter', 'Splitter'),
	{
		value: 'workflow.created',
		name: 'Workflow Created',
		description: 'A workflow of Extend was made',
		scopes: [],
	},
	{
		value: 'workflow.deleted',
		name: 'Workflow Deleted',
		description: 'A workflow of Extend is no longer there',
		scopes: [],
	},
	{
		value: 'workflow.deployed',
		name: 'Workflow Deployed',
		description: 'A workflow of Extend has a new version',
		scopes: [],
	},
	defineWorkflowRunEvent('cancelled', 'Cancelled', 'Somebody stopped it'),
	defineWorkflowRunEvent(
		'completed',
		'Completed',
		'All its steps are done, after a review if there was one',
	),
	defineWorkflowRunEvent('failed', 'Failed', 'There is no result; the event says why'),
	defineWorkflowRunEvent(
		'needs_review',
		'Needs Review',
		'It waits until a person has looked at it',
	),
	defineWorkflowRunEvent('rejected', 'Rejected', 'A person turned it down in the review'),
	defineWorkflowRunEvent('step_run.processed', 'Step Processed', 'One of its steps is done'),
];

/** All events for 'Trigger On', sorted as n8n requires. */
export const eventOptions: INodePropertyOptions[] = EVENTS.map(({ name, value, description }) => ({
	name,
	value,
	description,
})).sort((a, b) => compareNames(a.name, b.name));

/** What is wrong with listening to an event in a scope (undefined: the whole workspace). */
export type ScopeMismatch = 'needsScope' | 'noScope' | 'otherScope';

/** Why Extend would never send the event in this scope, or undefined if it would. */
export function getScopeMismatch(
	eventType: string,
	scope: ResourceType | undefined,
): ScopeMismatch | undefined {
	const event = EVENTS.find(({ value }) => value === eventType);
	// An event that Extend added later, from an expression: Extend accepts or rejects it.
	if (!event) return undefined;
	if (scope === undefined) return event.needsScope ? 'needsScope' : undefined;
	if (event.scopes.includes(scope)) return undefined;
	return event.scopes.length === 0 ? 'noScope' : 'otherScope';
}

/** The name of an event as the editor shows it. */
export function getEventName(eventType: string): string {
	return EVENTS.find(({ value }) => value === eventType)?.name ?? eventType;
}

/** The types of resources that events of this type can be narrowed down to. */
export function getScopes(eventType: string): ResourceType[] {
	return EVENTS.find(({ value }) => value === eventType)?.scopes ?? [];
}
