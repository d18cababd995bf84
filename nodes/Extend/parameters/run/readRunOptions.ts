import type { IDataObject } from 'n8n-workflow';

/** For an item, unless 'Timeout' is set. */
export const DEFAULT_TIMEOUT_S = 900;

/** How a run is executed. */
export interface RunOptions {
	/** for an item, in ms */
	timeoutMs: number;
	addKey: boolean;
	onIndeterminate: 'startAgain' | 'fail';
	cancelOnStop: boolean;
	cancelOnTimeout: boolean;
	metadata: Array<{ key: string; value: unknown }>;
	usageTags: string[];
	password: string | undefined;
	priority: number | undefined;
	processingMode: 'sync' | 'async';
	returnFailedRun: boolean;
	deleteRun: boolean;
	deleteFile: boolean;
	passBinary: boolean;
	/** undefined: no limit */
	maxCredits: number | undefined;
}

/** The run options with their defaults. */
export function readRunOptions(options: IDataObject): RunOptions {
	const timeout = Number(options.timeout);
	const metadata = options.metadata as { entry?: RunOptions['metadata'] } | undefined;
	const { deleteAfter } = options;
	return {
		timeoutMs: (timeout > 0 ? timeout : DEFAULT_TIMEOUT_S) * 1000,
		addKey: options.tagRun !== false,
		onIndeterminate: options.afterLostAnswer === 'fail' ? 'fail' : 'startAgain',
		cancelOnStop: options.cancelOnStop !== false,
		cancelOnTimeout: options.cancelOnTimeout === true,
		metadata: metadata?.entry ?? [],
		usageTags: String(options.usageTags ?? '')
			.split(',')
			.map((tag) => tag.trim())
			.filter((tag) => tag !== ''),
		password: String(options.password ?? '') || undefined,
		priority: typeof options.priority === 'number' ? options.priority : undefined,
		processingMode: options.processingMode === 'async' ? 'async' : 'sync',
		returnFailedRun: options.onFailedRun === 'return',
		deleteRun: deleteAfter === 'run' || deleteAfter === 'both',
		deleteFile: deleteAfter === 'file' || deleteAfter === 'both',
		passBinary: options.passBinary === true,
		maxCredits: typeof options.maxCredits === 'number' ? options.maxCredits : undefined,
	};
}
