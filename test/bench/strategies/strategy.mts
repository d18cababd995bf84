/** What is to be done, and what came of it: the same for everything that is measured. */

export interface StrategyInput {
	url: string;
	apiKey: string;
	extractorId: string;
	/** a PDF on disk, sent once per document */
	file: string;
	documents: number;
	/** at the same time */
	parallel: number;
	/** how long a run takes, which only a way that waits blindly has to know (ms) */
	latencyMs: number;
	/** requests that are allowed in a second, for a way that cannot find out */
	perSecond?: number;
}

export interface StrategyResult {
	/** documents whose result came out */
	done: number;
	/** documents that ended in an error */
	failed: number;
}

/** The names under which `measureStrategy-cli.mts` knows the ways. */
export type StrategyName = 'batch' | 'chain' | 'helper' | 'node' | 'sdk' | 'unbounded' | 'undici';

/** Gets ready, outside the measured time; the function does the work. */
export type Strategy = (work: StrategyInput) => Promise<() => Promise<StrategyResult>>;

/** Calls `one` for each of `count` documents, so many at the same time. */
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
