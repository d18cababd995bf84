/** How a run is executed: options that operations share. */
import type { INodeProperties } from 'n8n-workflow';
import type { RunKind } from '../../../shared/runs/kinds';
import { concurrencyOption, timeoutOption } from '../common/sharedOptions';
import { DEFAULT_TIMEOUT_S } from './readRunOptions';

const whileWaiting = { show: { '/waitForCompletion': [true] } };

const runOptions: INodeProperties[] = [
	{
		displayName: 'After Lost Answer',
		name: 'afterLostAnswer',
		type: 'options',
		default: 'startAgain',
		description:
			'What to do when the answer of Extend was lost and the run cannot be found there. A run that is found is always used and never paid twice.',
		options: [
			{
				name: 'Start Again',
				value: 'startAgain',
				description: 'Start the run once more, with a hint',
			},
			{
				name: 'Fail',
				value: 'fail',
				description: 'End with an error that says that the run may exist',
			},
		],
	},
	{
		displayName: 'Cancel on Stop',
		name: 'cancelOnStop',
		type: 'boolean',
		default: true,
		description:
			'Whether stopping the execution in n8n cancels the runs that are not done in Extend',
		displayOptions: whileWaiting,
	},
	{
		displayName: 'Cancel on Timeout',
		name: 'cancelOnTimeout',
		type: 'boolean',
		default: false,
		description: "Whether a run that is not done within 'Timeout' is cancelled in Extend",
		displayOptions: whileWaiting,
	},
	concurrencyOption('documents are worked on'),
	{
		displayName: 'Delete After',
		name: 'deleteAfter',
		type: 'options',
		default: 'nothing',
		description:
			'What to delete in Extend if nothing failed. Files given by ID stay, and so do copies whose upload response was lost.',
		options: [
			{ name: 'Nothing', value: 'nothing', description: 'Keep everything in Extend' },
			{ name: 'Run', value: 'run', description: 'Delete the run with its result' },
			{ name: 'File', value: 'file', description: 'Delete the file that was sent' },
			{ name: 'Run and File', value: 'both', description: 'Delete the run and the file' },
		],
		displayOptions: whileWaiting,
	},
	{
		displayName: 'File Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Opens a protected document. It is sent to Extend and appears nowhere else.',
		displayOptions: { show: { '/documentSource': ['binary', 'url'] } },
	},
	{
		displayName: 'File Types',
		name: 'fileTypes',
		type: 'multiOptions',
		default: ['pdf', 'image', 'office', 'text'],
		description: 'Files of other types are skipped, for example calendar files in e-mails',
		options: [
			{ name: 'Image', value: 'image' },
			{ name: 'Office', value: 'office' },
			{ name: 'PDF', value: 'pdf' },
			{ name: 'Text', value: 'text' },
		],
		displayOptions: { show: { '/documentSource': ['binary'] } },
	},
	{
		displayName: 'Max Credits',
		name: 'maxCredits',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 100,
		description:
			'Start no further runs once the finished ones have cost this much. The first item decides.',
		displayOptions: whileWaiting,
	},
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Entry',
		default: {},
		description: 'Own notes that stay with the run and come back in results and events',
		options: [
			{
				displayName: 'Entry',
				name: 'entry',
				values: [
					{
						displayName: 'Key',
						name: 'key',
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
		displayName: 'Minimum Image Size (KB)',
		name: 'minImageSize',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 20,
		description: 'Smaller images are skipped, for example logos in e-mail signatures',
		displayOptions: { show: { '/documentSource': ['binary'] } },
	},
	{
		displayName: 'On Failed Run',
		name: 'onFailedRun',
		type: 'options',
		default: 'error',
		description: 'What to do with a run that failed or was cancelled in Extend',
		options: [
			{
				name: 'Raise an Error',
				value: 'error',
				description: 'As the error settings of the node say',
			},
			{
				name: 'Return the Run',
				value: 'return',
				description: 'Emit the failed run like any other',
			},
		],
		displayOptions: whileWaiting,
	},
	{
		displayName: 'Pass Binary',
		name: 'passBinary',
		type: 'boolean',
		default: false,
		description: 'Whether the source file travels on with its result',
		displayOptions: { show: { '/documentSource': ['binary'] } },
	},
	{
		displayName: 'Priority',
		name: 'priority',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 50,
		description: 'While the rate limit holds runs back, lower numbers go first',
	},
	{
		displayName: 'Processing Mode',
		name: 'processingMode',
		type: 'options',
		default: 'sync',
		description: 'How to wait for the result. Only the way differs, never the result.',
		options: [
			{
				name: 'Synchronous',
				value: 'sync',
				description: 'One request per document, the quickest for documents of a few pages',
			},
			{
				name: 'Asynchronous',
				value: 'async',
				description: 'Start the run and ask for it, for long documents and many at once',
			},
		],
		displayOptions: whileWaiting,
	},
	{
		displayName: 'Skip Unsupported Files',
		name: 'skipUnsupported',
		type: 'boolean',
		default: false,
		description: 'Whether files that Extend does not read are skipped instead of sent',
		displayOptions: { show: { '/documentSource': ['binary'] } },
	},
	{
		displayName: 'Tag Run',
		name: 'tagRun',
		type: 'boolean',
		default: true,
		description:
			'Whether the run carries the workflow and execution ID in its metadata, by which it is found again when an answer is lost',
	},
	timeoutOption(
		DEFAULT_TIMEOUT_S,
		'How long an item may take, upload included. After that it ends with an error that has the run ID.',
	),
	{
		displayName: 'Usage Tags',
		name: 'usageTags',
		type: 'string',
		default: '',
		placeholder: 'e.g. finance,berlin',
		description: 'Comma-separated tags for the usage report of Extend',
	},
];

/** The options that the API supports for a kind of run. */
export function runOptionsFor(kind: RunKind): INodeProperties[] {
	const missing = [
		...(kind.acceptsMetadata ? [] : ['metadata', 'tagRun', 'usageTags']),
		...(kind.acceptsPriority ? [] : ['priority']),
		...(kind.recovery ? [] : ['afterLostAnswer']),
		...(kind.cancel === 'never' ? ['cancelOnStop', 'cancelOnTimeout'] : []),
		...(kind.syncPath ? [] : ['processingMode']),
	];
	return runOptions.filter(({ name }) => !missing.includes(name));
}

/** Some of the options, without display options: for operations on existing runs. */
export function runOptionsNamed(...names: string[]): INodeProperties[] {
	return runOptions
		.filter(({ name }) => names.includes(name))
		.map((option) => ({ ...option, displayOptions: undefined }));
}
