/** Input and result of a strategy, the same for all of them. */
import type { BinaryMode } from './fileItems.mts';

export interface StrategyInput {
	url: string;
	apiKey: string;
	extractorId: string;
	/** a PDF on disk, sent once per document */
	file: string;
	documents: number;
	/** number of concurrent documents */
	parallel: number;
	/** duration of a run (ms), for strategies that wait a fixed time */
	latencyMs: number;
	/** allowed requests per second, for strategies that cannot detect the limit */
	perSecond?: number;
	/** how n8n keeps the files; on disk when left out */
	binaryMode?: BinaryMode;
}

export interface StrategyResult {
	/** documents with a result */
	done: number;
	/** documents with an error */
	failed: number;
	/** when each of several executions was done (ms) */
	endedMs?: number[];
}

/** Names used by `measureStrategy-cli.mts`. */
export type StrategyName =
	| 'batch'
	| 'chain'
	| 'fields'
	| 'defaults'
	| 'helper'
	| 'hashedListing'
	| 'listing'
	| 'node'
	| 'pair'
	| 'reuse'
	| 'sdk'
	| 'sdkAtOnce'
	| 'skip'
	| 'unbounded'
	| 'untouched'
	| 'undici';

/** Prepares a run outside the measured time and returns the function to measure. */
export type Strategy = (work: StrategyInput) => Promise<() => Promise<StrategyResult>>;

export async function runConcurrently(
	count: number,
	parallel: number,
	one: (index: number) => Promise<unknown>,
): Promise<StrategyResult> {
	const outcome = { done: 0, failed: 0 };
	let next = 0;
	const worker = async () => {
		while (next < count) {
			try {
				await one(next++);
				outcome.done++;
			} catch {
				outcome.failed++;
			}
		}
	};
	await Promise.all(Array.from({ length: parallel }, worker));
	return outcome;
}
