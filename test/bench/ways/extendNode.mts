import { runExtend } from '../../support/extendNode.mts';
import { fileItems } from './items.mts';
import type { Way } from './way.mts';

/** The node of this package, with its defaults but for 'Concurrency'. */
export const extendNode: Way = async ({ url, apiKey, extractorId, file, documents, parallel }) => {
	const items = await fileItems(file, documents);
	return async () => {
		const { thrown, items: out } = await runExtend({
			emulator: { url, apiKey },
			items,
			parameters: {
				extractUsing: 'extractor',
				extractor: { __rl: true, mode: 'id', value: extractorId },
			},
			options: { concurrency: parallel },
			node: { onError: 'continueRegularOutput' },
		});
		if (thrown) throw thrown;
		const failed = out.filter(({ json }) => json.error !== undefined).length;
		return { done: out.length - failed, failed };
	};
};
