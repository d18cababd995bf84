import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readCollection } from '../common/readDeclared';
import { DEFAULT_TIMEOUT_S } from './defaults';
import { DEFAULT_LOOK_BACK_DAYS, type WhenAlreadyProcessed } from './reuseOptions';
import { runOptions } from './runOptions';

/** How a run is executed. */
export interface RunOptions {
	/** for an item, in ms */
	timeoutMs: number;
	/** how many documents at the same time; undefined: as many as the operation usually does */
	concurrency: number | undefined;
	addKey: boolean;
	onIndeterminate: 'startAgain' | 'fail';
	cancelOnStop: boolean;
	cancelOnTimeout: boolean;
	combineFiles: 'no' | 'perItem' | 'allItems';
	metadata: Array<{ key: unknown; value: unknown }>;
	usageTags: string[];
	priority: number | undefined;
	processingMode: 'sync' | 'async';
	returnFailedRun: boolean;
	deleteRun: boolean;
	deleteFile: boolean;
	/** undefined: no limit */
	maxCredits: number | undefined;
	whenAlreadyProcessed: WhenAlreadyProcessed;
	lookBackDays: number;
	/** whether a URL stands for its document */
	matchUrls: boolean;
}

/**
 * The run options of an item with their defaults. Throws NodeOperationError.
 * @param timeoutS the default of 'Timeout', in seconds
 */
export function readRunOptions(
	context: IExecuteFunctions,
	itemIndex: number,
	{ timeoutS = DEFAULT_TIMEOUT_S, cancelRunOn = ['stop'] } = {},
): RunOptions {
	const options = readCollection(context, itemIndex, 'options', runOptions);
	const number = (name: string) => options[name] as number | undefined;
	const cancelOn = (options.cancelRunOn as string[] | undefined) ?? cancelRunOn;
	const { deleteAfter, onLostConnection } = options;
	return {
		timeoutMs: (number('timeout') ?? timeoutS) * 1000,
		concurrency: number('concurrency'),
		addKey: onLostConnection !== 'untracked',
		onIndeterminate:
			onLostConnection === undefined || onLostConnection === 'recover' ? 'startAgain' : 'fail',
		cancelOnStop: cancelOn.includes('stop'),
		cancelOnTimeout: cancelOn.includes('timeout'),
		combineFiles: (options.combineFiles as RunOptions['combineFiles'] | undefined) ?? 'no',
		metadata: readEntries(options.metadata),
		usageTags: String(options.usageTags ?? '')
			.split(',')
			.map((tag) => tag.trim())
			.filter((tag) => tag !== ''),
		priority: number('priority'),
		processingMode: options.processingMode === 'async' ? 'async' : 'sync',
		returnFailedRun: options.onFailedRun === 'return',
		deleteRun: deleteAfter === 'run' || deleteAfter === 'both',
		deleteFile: deleteAfter === 'file' || deleteAfter === 'both',
		maxCredits: number('maxCredits'),
		whenAlreadyProcessed:
			(options.whenAlreadyProcessed as WhenAlreadyProcessed | undefined) ?? 'process',
		lookBackDays: number('lookBackDays') ?? DEFAULT_LOOK_BACK_DAYS,
		matchUrls: options.matchUrls === true,
	};
}

function readEntries(metadata: unknown): RunOptions['metadata'] {
	const rows = (metadata as { entry?: IDataObject[] } | undefined)?.entry ?? [];
	return rows.map(({ name, value }) => ({ key: name, value: value ?? '' }));
}
