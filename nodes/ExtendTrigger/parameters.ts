/** The parameters of the trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { rowsFieldProperty } from '../shared/parameters/rowsField';
import { resourcePicker, type ResourceType } from '../shared/parameters/resourcePicker';
import { eventOptions } from './events';

const RESOURCE_TYPES: ResourceType[] = ['classifier', 'extractor', 'splitter', 'workflow'];

const PICKER_DESCRIPTIONS: Readonly<Record<ResourceType, string>> = {
	classifier: 'The classifier whose runs start this workflow',
	extractor: 'The extractor whose runs start this workflow',
	splitter: 'The splitter whose runs start this workflow',
	workflow: 'The workflow of Extend whose runs start this workflow of n8n',
};

export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: ['extract_run.processed'],
		options: eventOptions,
	},
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		default: 'any',
		description: 'What the events have to belong to',
		options: [
			{
				name: 'Any',
				value: 'any',
				description:
					"Everything in the workspace except workflow runs. For those choose 'One Workflow'.",
			},
			{
				name: 'One Classifier',
				value: 'classifier',
				description: 'Runs and batches of a classifier',
			},
			{
				name: 'One Extractor',
				value: 'extractor',
				description: 'Runs and batches of an extractor',
			},
			{ name: 'One Splitter', value: 'splitter', description: 'Runs and batches of a splitter' },
			{ name: 'One Workflow', value: 'workflow', description: 'Runs of a workflow of Extend' },
		],
	},
	...RESOURCE_TYPES.map((type) => ({
		...resourcePicker(type),
		description: PICKER_DESCRIPTIONS[type],
		displayOptions: { show: { scope: [type] } },
	})),
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		default: 'run',
		description: 'What the items hold',
		options: [
			{
				name: 'Event',
				value: 'run',
				description: "The event as Extend sends it, with the run under 'payload'",
			},
			{
				name: 'Extracted Fields',
				value: 'fields',
				description:
					"The result at the top of the item, everything else under '_extend', with what a person changed in a review",
			},
			{
				name: 'Rows of a Table',
				value: 'rows',
				description: 'One item per row of a table, part of a split or chunk of a parsed document',
			},
		],
	},
	rowsFieldProperty,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Download Payload',
				name: 'downloadPayload',
				type: 'boolean',
				default: true,
				description:
					'Whether to fetch what Extend does not send along: large payloads, and the results of parse runs. If off, such an event has only the ID and what else Extend says about the run.',
			},
		],
	},
];
