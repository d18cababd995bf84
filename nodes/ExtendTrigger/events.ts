/** The events of Extend and where they can be listened to (Extend docs: webhook events). */
import type { INodePropertyOptions } from 'n8n-workflow';
import type { ResourceType } from '../shared/parameters/resourcePicker';
import { compareNames } from '../shared/utils/compareNames';

interface EventInfo {
	value: string;
	name: string;
	description: string;
	/** what a subscription can narrow it down to; empty: it comes for the whole workspace only */
	scopes: ResourceType[];
	/** Extend sends it to subscriptions only, never for the whole workspace */
	needsScope?: true;
}

/** The events of what is saved in Extend: it is set up by people, so there is nothing to narrow down. */
function definitionEvents(kind: ResourceType, name: string): EventInfo[] {
	const event = (what: string, words: string, description: string): EventInfo => ({
		value: `${kind}.${what}`,
		name: `${name} ${words}`,
		description,
		scopes: [],
	});
	const article = kind === 'extractor' ? 'An' : 'A';
	return [
		event('created', 'Created', `${article} ${kind} was made`),
		event('deleted', 'Deleted', `${article} ${kind} is no longer there`),
		event(
			'draft.updated',
			'Draft Updated',
			`The draft of ${article.toLowerCase()} ${kind} was edited`,
		),
		event('updated', 'Updated', `${article} ${kind} has another name or other settings`),
		event('version.published', 'Version Published', `A draft became a version of its own`),
	];
}

function runEvents(
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

function workflowRunEvent(what: string, words: string, description: string): EventInfo {
	return {
		value: `workflow_run.${what}`,
		name: `Workflow Run ${words}`,
		description,
		scopes: ['workflow'],
		needsScope: true,
	};
}

const EVENTS: readonly EventInfo[] = [
	...runEvents('batch_processor_run', 'Batch', ['extractor', 'classifier', 'splitter'], BATCH_DONE),
	...runEvents('batch_parse_run', 'Batch of Parse Runs', [], BATCH_DONE),
	...definitionEvents('classifier', 'Classifier'),
	...runEvents(
		'classify_run',
		'Classify Run',
		['classifier'],
		'The class of the document is known',
	),
	...runEvents('edit_run', 'Edit Run', [], 'The filled form is ready'),
	...runEvents('extract_run', 'Extract Run', ['extractor'], 'The fields of the document are known'),
	...definitionEvents('extractor', 'Extractor'),
	...runEvents('parse_run', 'Parse Run', [], 'The text of the document is known'),
	...runEvents('split_run', 'Split Run', ['splitter'], 'The parts of the document are known'),
	...definitionEvents('splitter', 'Splitter'),
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
	workflowRunEvent('cancelled', 'Cancelled', 'Somebody stopped it'),
	workflowRunEvent(
		'completed',
		'Completed',
		'All its steps are done, after a review if there was one',
	),
	workflowRunEvent('failed', 'Failed', 'There is no result; the event says why'),
	workflowRunEvent('needs_review', 'Needs Review', 'It waits until a person has looked at it'),
	workflowRunEvent('rejected', 'Rejected', 'A person turned it down in the review'),
	workflowRunEvent('step_run.processed', 'Step Processed', 'One of its steps is done'),
];

/** All events for 'Trigger On', sorted as n8n wants it. */
export const eventOptions: INodePropertyOptions[] = EVENTS.map(({ name, value, description }) => ({
	name,
	value,
	description,
})).sort((a, b) => compareNames(a.name, b.name));

/** What is wrong with listening to an event in a scope (undefined: the whole workspace). */
export type ScopeMismatch = 'needsScope' | 'noScope' | 'otherScope';

/** Takes an event and a scope; returns why Extend would never send it there, or undefined if it would. */
export function getScopeMismatch(
	eventType: string,
	scope: ResourceType | undefined,
): ScopeMismatch | undefined {
	const event = EVENTS.find(({ value }) => value === eventType);
	// An event that Extend added later, from an expression: Extend says whether it takes it.
	if (!event) return undefined;
	if (scope === undefined) return event.needsScope ? 'needsScope' : undefined;
	if (event.scopes.includes(scope)) return undefined;
	return event.scopes.length === 0 ? 'noScope' : 'otherScope';
}

/** The name of an event as the editor shows it. */
export function getEventName(eventType: string): string {
	return EVENTS.find(({ value }) => value === eventType)?.name ?? eventType;
}

/** What the events of this type can be narrowed down to. */
export function getScopes(eventType: string): ResourceType[] {
	return EVENTS.find(({ value }) => value === eventType)?.scopes ?? [];
}
