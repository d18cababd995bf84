import type { IDataObject, IWorkflowBase } from 'n8n-workflow';
import { runExtend } from '../../support/extendNode.mts';
import { createFileItems } from './fileItems.mts';
import type { Strategy, StrategyInput, StrategyResult } from './strategy.mts';

const USE_EXTRACTOR = { extractUsing: 'extractor' };

async function prepareRun(
	{ url, apiKey, extractorId, file, documents, binaryMode }: StrategyInput,
	parameters: IDataObject,
	options: IDataObject,
) {
	const items = await createFileItems(file, documents, binaryMode);
	return async () => {
		const { thrown, items: out } = await runExtend({
			emulator: { url, apiKey },
			items,
			parameters: { extractor: { __rl: true, mode: 'id', value: extractorId }, ...parameters },
			options,
			settings: (binaryMode === 'combined' ? { binaryMode } : {}) as IWorkflowBase['settings'],
			node: { onError: 'continueRegularOutput' },
		});
		if (thrown) throw thrown;
		const failed = out.filter(({ json }) => json.error !== undefined).length;
		return { done: out.length - failed, failed };
	};
}

/** The Extend node with its defaults, except for 'Concurrency'. */
export const runExtendNode: Strategy = async (work) =>
	await prepareRun(work, USE_EXTRACTOR, { concurrency: work.parallel });

/** The Extend node as dropped on the canvas. */
export const runWithDefaults: Strategy = async (work) => await prepareRun(work, USE_EXTRACTOR, {});

/** Two executions at once, with half of the documents each. */
export const runPairWithDefaults: Strategy = async (work) => {
	const documents = work.documents / 2;
	const halves = [0, 1].map(async () => await runWithDefaults({ ...work, documents }));
	const runs = await Promise.all(halves);
	return async () => {
		const began = performance.now();
		const endedMs: number[] = [];
		const results = await Promise.all(
			runs.map(async (run) => {
				const result: StrategyResult = await run();
				endedMs.push(performance.now() - began);
				return result;
			}),
		);
		const sum = (select: (result: StrategyResult) => number) =>
			results.map(select).reduce((one, other) => one + other, 0);
		return { done: sum(({ done }) => done), failed: sum(({ failed }) => failed), endedMs };
	};
};

/** As 'Extend node', with the fields of each document as its output. */
export const runExtendFields: Strategy = async (work) =>
	await prepareRun(
		work,
		{ extractUsing: 'extractor', output: 'fields' },
		{ concurrency: work.parallel },
	);

/** Batch > Run with its defaults. */
export const runExtendBatch: Strategy = async (work) =>
	await prepareRun(work, { resource: 'batch', operation: 'start', runType: 'extract_run' }, {});
