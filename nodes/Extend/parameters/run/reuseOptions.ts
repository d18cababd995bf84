/** What to do with documents that were processed before, in any execution. */
import type { INodeProperties } from 'n8n-workflow';

export const WHEN_ALREADY_PROCESSED = ['process', 'reuse', 'skip'] as const;

/** How far back earlier results are looked for, unless 'Look Back' is set. */
export const DEFAULT_LOOK_BACK_DAYS = 30;

/** Inside of the collection. */
const whenLookingBack = { whenAlreadyProcessed: ['reuse', 'skip'] };

export const reuseOptions: INodeProperties[] = [
	{
		displayName: 'Look Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 1 },
		default: DEFAULT_LOOK_BACK_DAYS,
		description: 'Maximum age of the results that count, in days',
		displayOptions: { show: whenLookingBack },
	},
	{
		displayName: 'Match URLs',
		name: 'matchUrls',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether to treat the same URL as the same document. Off by default. Its content may change.',
		displayOptions: { show: { ...whenLookingBack, '/documentSource': ['url'] } },
	},
	{
		displayName: 'When Already Processed',
		name: 'whenAlreadyProcessed',
		type: 'options',
		noDataExpression: true,
		default: 'process',
		description:
			'What to do with a document that was processed with the same settings and this option before',
		options: [
			{ name: 'Process Again', value: 'process', description: 'Start a new run' },
			{
				name: 'Reuse Result',
				value: 'reuse',
				description: 'Return the earlier result, for 0 credits. Nothing is uploaded.',
			},
			{
				name: 'Skip',
				value: 'skip',
				description: "Return an item with '_extend.skipped', for 0 credits",
			},
		],
	},
];
