import type { IDataObject } from 'n8n-workflow';
import { runExtend } from '../../support/extendNode.mts';
import { fileItems } from './fileItems.mts';
import type { Way, Work } from './strategy.mts';

async function run(
	{ url, apiKey, extractorId, file, documents }: Work,
	parameters: IDataObject,
	options: IDataObject,
) {
	const items = await fileItems(file, documents);
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

/** The node of this package, with its defaults but for 'Concurrency'. */
export const extendNode: Way = async (work) =>
	await run(work, { extractUsing: 'extractor' }, { concurrency: work.parallel });

/** Batch > Start, with its defaults. */
export const extendBatch: Way = async (work) =>
	await run(work, { resource: 'batch', operation: 'start', batchType: 'extract' }, {});
