import type { IDataObject } from 'n8n-workflow';
import { runExtend } from '../../support/extendNode.mts';
import { createFileItems } from './fileItems.mts';
import type { Strategy, StrategyInput } from './strategy.mts';

async function prepareRun(
	{ url, apiKey, extractorId, file, documents }: StrategyInput,
	parameters: IDataObject,
	options: IDataObject,
) {
	const items = await createFileItems(file, documents);
	return async () => {
		const { thrown, items: out } = await runExtend({
			emulator: { url, apiKey },
			items,
			parameters: { extractor: { __rl: true, mode: 'id', value: extractorId }, ...parameters },
			options,
			node: { onError: 'continueRegularOutput' },
		});
		if (thrown) throw thrown;
		const failed = out.filter(({ json }) => json.error !== undefined).length;
		return { done: out.length - failed, failed };
	};
}

/** The Extend node with its defaults, except for 'Concurrency'. */
export const runExtendNode: Strategy = async (work) =>
	await prepareRun(work, { extractUsing: 'extractor' }, { concurrency: work.parallel });

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
