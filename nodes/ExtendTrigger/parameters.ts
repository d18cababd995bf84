/** The parameters of the trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { outputOptionsCollection } from '../shared/parameters/output/outputOptions';
import { reviewOptionsCollection } from '../shared/parameters/output/reviewOptions';
import { rowsFieldProperty } from '../shared/parameters/rowsField';
import { resourcePicker, type ResourceType } from '../shared/parameters/resourcePicker';
import { EVENT_SCOPES, listEventOptions, type EventScope } from './events';

/** The choices of 'Listen To'. */
export const SCOPE_NAMES: Readonly<Record<EventScope, string>> = {
	any: 'Whole Workspace',
	classifier: 'Classifier',
	extractor: 'Extractor',
	splitter: 'Splitter',
	workflow: 'Extend Workflow',
};

const PICKER_DESCRIPTIONS: Readonly<Record<ResourceType, string>> = {
	classifier: 'Only trigger on runs of this classifier',
	extractor: 'Only trigger on runs of this extractor',
	splitter: 'Only trigger on runs of this splitter',
	workflow: 'Only trigger on runs of this Extend workflow',
};

/** What most workflows in a scope wait for. */
const DEFAULT_EVENTS: Readonly<Record<EventScope, string>> = {
	any: 'extract_run.processed',
	classifier: 'classify_run.processed',
	extractor: 'extract_run.processed',
	splitter: 'split_run.processed',
	workflow: 'workflow_run.completed',
};

const scopeProperty: INodeProperties = {
	displayName: 'Listen To',
	name: 'scope',
	type: 'options',
	noDataExpression: true,
	default: 'any',
	description: 'Which part of the workspace to listen to',
	options: [
		{
			name: SCOPE_NAMES.classifier,
			value: 'classifier',
			description: 'Runs and batches of one classifier',
		},
		{
			name: SCOPE_NAMES.workflow,
			value: 'workflow',
			description: 'Runs of one Extend workflow',
		},
		{
			name: SCOPE_NAMES.extractor,
			value: 'extractor',
			description: 'Runs and batches of one extractor',
		},
		{
			name: SCOPE_NAMES.splitter,
			value: 'splitter',
			description: 'Runs and batches of one splitter',
		},
		{
			name: SCOPE_NAMES.any,
			value: 'any',
			description: 'All events except those of workflow runs',
		},
	],
};

/** An expression for the labels of the chosen events, as the canvas shows them under the node. */
export function buildEventsSubtitle(): string {
	const options = EVENT_SCOPES.flatMap(listEventOptions);
	const labels = Object.fromEntries(options.map(({ name, value }) => [value, name]));
	const label = `(${JSON.stringify(labels)})[event] ?? event`;
	return `={{ [$parameter["events"]].flat().map((event) => ${label}).join(", ") }}`;
}

/** n8n lists the choices of the first of them in its node panel. */
function eventsProperty(scope: EventScope): INodeProperties {
	const property: INodeProperties = {
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: [],
		description: 'The events that start the workflow',
		options: listEventOptions(scope),
		displayOptions: { show: { scope: [scope] } },
	};
	return { ...property, default: [DEFAULT_EVENTS[scope]] };
}

const outputProperty: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	noDataExpression: true,
	default: 'fields',
	description: 'What each output item contains',
	options: [
		{
			name: 'Fields',
			value: 'fields',
			description: "Each result field as a top-level value, with details in '_extend'",
		},
		{
			name: 'Table Rows',
			value: 'rows',
			description: 'One item per table row, split document, or parsed chunk',
		},
		{
			name: 'Raw',
			value: 'run',
			description: "The complete event from Extend, with the run in 'payload'",
		},
	],
};

export const downloadPayloadOption: INodeProperties = {
	displayName: 'Download Payload',
	name: 'downloadPayload',
	type: 'boolean',
	default: true,
	description:
		"Whether to download large payloads and parse results that the event doesn't include",
};

export const triggerProperties: INodeProperties[] = [
	scopeProperty,
	...EVENT_SCOPES.filter((scope) => scope !== 'any').map((type) => ({
		...resourcePicker(type),
		description: PICKER_DESCRIPTIONS[type],
		displayOptions: { show: { scope: [type] } },
	})),
	...EVENT_SCOPES.map(eventsProperty),
	outputProperty,
	rowsFieldProperty,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [downloadPayloadOption],
	},
	reviewOptionsCollection({ configuresRun: false, raisesErrors: false }),
	outputOptionsCollection({ hasFile: false, citations: 'extractor' }),
];
