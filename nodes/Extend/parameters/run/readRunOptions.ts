import { DEFAULT_TIMEOUT_S } from './defaults';
import { matchChoice, getOwn, toRecords, type JsonValue } from '../../../shared/utils/objects';
import { toNumber } from '../../../shared/utils/sanitize';
import { DEFAULT_LOOK_BACK_DAYS, WHEN_ALREADY_PROCESSED } from './reuseOptions';
import { runOptions } from './runOptions';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

const COMBINE_FILES = ['no', 'perItem', 'allItems'] as const;

/** How a run is executed. */
export interface RunOptions {
	/** for an item, in ms */
	timeoutMs: number;
	addKey: boolean;
	onIndeterminate: 'startAgain' | 'fail';
	cancelOnStop: boolean;
	cancelOnTimeout: boolean;
	combineFiles: (typeof COMBINE_FILES)[number];
	metadata: Array<{ key: unknown; value: JsonValue }>;
	usageTags: string[];
	priority: number | undefined;
	processingMode: 'sync' | 'async';
	returnFailedRun: boolean;
	deleteRun: boolean;
	deleteFile: boolean;
	/** undefined: no limit */
	maxCredits: number | undefined;
	whenAlreadyProcessed: (typeof WHEN_ALREADY_PROCESSED)[number];
	lookBackDays: number;
	/** whether a URL stands for its document */
	matchUrls: boolean;
}

/**
 * The run options of an item with their defaults. Throws NodeOperationError.
 * @param timeoutS the default of 'Timeout', in seconds
 */
export function readRunOptions(
	params: ItemParameters,
	{ timeoutS = DEFAULT_TIMEOUT_S, cancelRunOn = ['stop'] } = {},
): RunOptions {
	const options = params.collection('options', runOptions);
	const number = (name: string) => toNumber(options[name]);
	const { deleteAfter, onLostConnection, cancelRunOn: chosen } = options;
	const cancelOn: unknown[] = Array.isArray(chosen) ? chosen : cancelRunOn;
	return {
		timeoutMs: (number('timeout') ?? timeoutS) * 1000,
		addKey: onLostConnection !== 'untracked',
		onIndeterminate:
			onLostConnection === undefined || onLostConnection === 'recover' ? 'startAgain' : 'fail',
		cancelOnStop: cancelOn.includes('stop'),
		cancelOnTimeout: cancelOn.includes('timeout'),
		combineFiles: matchChoice(COMBINE_FILES, options.combineFiles) ?? 'no',
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
			matchChoice(WHEN_ALREADY_PROCESSED, options.whenAlreadyProcessed) ?? 'process',
		lookBackDays: number('lookBackDays') ?? DEFAULT_LOOK_BACK_DAYS,
		matchUrls: options.matchUrls === true,
	};
}

function readEntries(metadata: unknown): RunOptions['metadata'] {
	return toRecords(getOwn(metadata, 'entry')).map(({ name, value }) => ({
		key: name,
		value: value ?? '',
	}));
}
