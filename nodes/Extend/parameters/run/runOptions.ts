/** How a run is executed: options that operations share. */
import type { INodeProperties } from 'n8n-workflow';
import type { RunKind } from '../../../shared/runs/kinds';
import { concurrencyOption, timeoutOption } from '../common/sharedOptions';
import { DEFAULT_TIMEOUT_S } from './defaults';
import { reuseOptions } from './reuseOptions';

const whileWaiting = { show: { '/waitForCompletion': [true] } };

const CANCEL_CHOICES = [
	{ name: 'Stop', value: 'stop', description: 'When you stop the execution' },
	{ name: 'Timeout', value: 'timeout', description: "When 'Timeout' runs out" },
];

export const runOptions: INodeProperties[] = [
	{
		displayName: 'Cancel Run On',
		name: 'cancelRunOn',
		type: 'multiOptions',
		default: ['stop'],
		description: 'When to cancel unfinished runs in Extend',
		options: CANCEL_CHOICES,
		displayOptions: whileWaiting,
	},
	{
		displayName: 'Combine Files',
		name: 'combineFiles',
		type: 'options',
		noDataExpression: true,
		default: 'no',
		description: 'How to process more than one file',
		displayOptions: { show: { '/documentSource': ['binary', 'url', 'fileId'] } },
		options: [
			{ name: 'No', value: 'no', description: 'Process each file separately' },
			{
				name: 'Per Item',
				value: 'perItem',
				description: 'Combine the files of each item, e.g. an invoice and its appendix',
			},
			{
				name: 'All Items',
				value: 'allItems',
				description: 'Combine the files of all items. Use this when each item has one file.',
			},
		],
	},
	concurrencyOption('documents to process'),
	{
		displayName: 'Delete After Completion',
		name: 'deleteAfter',
		type: 'options',
		default: 'nothing',
		description:
			'What to delete after all items succeed. Keeps files passed by ID and copies of dropped uploads.',
		options: [
			{ name: 'Nothing', value: 'nothing', description: 'Keep everything in Extend' },
			{ name: 'Run', value: 'run', description: 'Delete the run and its result' },
			{ name: 'File', value: 'file', description: 'Delete the uploaded file' },
			{ name: 'Run and File', value: 'both', description: 'Delete the run and the file' },
		],
		displayOptions: whileWaiting,
	},
	{
		displayName: 'Max Credits',
		name: 'maxCredits',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: '',
		placeholder: 'e.g. 100',
		description:
			'Stop starting runs after finished runs cost this many credits. No limit by default.',
		displayOptions: whileWaiting,
	},
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Entry',
		default: {},
		description: 'Custom data to store with the run. Included in results and events.',
		options: [
			{
				displayName: 'Entry',
				name: 'entry',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. orderNumber',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'On Failed Run',
		name: 'onFailedRun',
		type: 'options',
		default: 'error',
		description: 'What to do when a run fails or is canceled in Extend',
		options: [
			{
				name: 'Throw an Error',
				value: 'error',
				description: "Follow the node's 'On Error' setting",
			},
			{
				name: 'Return the Run',
				value: 'return',
				description: 'Return the failed run as a normal item',
			},
		],
		displayOptions: whileWaiting,
	},
	{
		displayName: 'On Lost Connection',
		name: 'onLostConnection',
		type: 'options',
		default: 'recover',
		description: 'What to do if the connection drops while starting a run',
		options: [
			{
				name: 'Recover',
				value: 'recover',
				description: "Use the run that was started. If n8n can't find it, start it again once.",
			},
			{
				name: 'Fail',
				value: 'fail',
				description: "Use the run that was started. If n8n can't find it, throw an error.",
			},
			{
				name: 'Untracked',
				value: 'untracked',
				description: "Throw an error, and don't add an n8n tracking key to runs",
			},
		],
	},
	{
		displayName: 'Priority',
		name: 'priority',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 50,
		description: 'Priority in the Extend queue. Lower numbers run first.',
	},
	{
		displayName: 'Processing Mode',
		name: 'processingMode',
		type: 'options',
		default: 'sync',
		description: 'How to wait for the result. Both modes return the same output.',
		options: [
			{
				name: 'Synchronous',
				value: 'sync',
				description: 'Wait on a single request. Fastest for short documents.',
			},
			{
				name: 'Asynchronous',
				value: 'async',
				description: 'Start the run, then check its status. Best for long documents.',
			},
		],
		displayOptions: whileWaiting,
	},
	timeoutOption(
		DEFAULT_TIMEOUT_S,
		'Maximum time per item, including the upload. The error then contains the run ID.',
	),
	{
		displayName: 'Usage Tags',
		name: 'usageTags',
		type: 'string',
		default: '',
		placeholder: 'e.g. finance,berlin',
		description: 'Comma-separated tags for usage reports in Extend',
	},
	...reuseOptions,
];

/** The options that the API supports for a kind of run. */
export function runOptionsFor(kind: RunKind): INodeProperties[] {
	const missing = [
		...(kind.acceptsMetadata ? [] : ['metadata', 'usageTags']),
		...(kind.acceptsPriority ? [] : ['priority']),
		...(kind.recovery ? [] : ['onLostConnection']),
		...(kind.cancel === 'never' ? ['cancelRunOn'] : []),
		...(kind.syncPath ? [] : ['processingMode']),
		...(kind.maxFiles > 1 ? [] : ['combineFiles']),
		...(kind.isReusable ? [] : reuseOptions.map(({ name }) => name)),
	];
	return runOptions.filter(({ name }) => !missing.includes(name));
}

/** Some of the options, without display options: for operations on existing runs. */
export function runOptionsNamed(...names: string[]): INodeProperties[] {
	return runOptions
		.filter(({ name }) => names.includes(name))
		.map((option) => ({ ...option, displayOptions: undefined }));
}

/** For runs that another execution may have started: nothing cancels them unless it is asked for. */
export const cancelStartedRunOption: INodeProperties = {
	displayName: 'Cancel Run On',
	name: 'cancelRunOn',
	type: 'multiOptions',
	default: [],
	description: 'When to cancel the run in Extend. Never by default.',
	options: CANCEL_CHOICES,
};
