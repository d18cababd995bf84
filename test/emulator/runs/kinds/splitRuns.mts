import type { Extend } from 'extend-ai';
import { childOf } from '../../demoReader/classification/childFile.mts';
import { partsOf, type Part } from '../../demoReader/classification/splitPages.mts';
import { readPages } from '../../demoReader/layout/documentReader.mts';
import { newId } from '../../state/ids.mts';
import { splitters } from '../../processors/splitters.mts';
import { classRuns } from './classificationRun.mts';

/** A picture is one part that nobody could read. */
const unread = (classes: Extend.SplitClassification[]): Part => ({
	of: classes.find(({ type }) => type === 'other')!,
	identifier: '',
	pages: [],
	reason: 'No text could be read.',
});

/** `/split` and `/split_runs`. */
export const splitRuns = classRuns<Extend.SplitRun, Extend.SplitConfig>({
	kind: 'split_run',
	prefix: 'splr',
	path: '/split_runs',
	syncPath: '/split',
	processors: splitters,
	textAllowed: false,
	creditsPerPage: 1,
	async output(state, { splitClassifications, advancedOptions }, file, document) {
		const pages = readPages([document], advancedOptions?.pageRanges);
		const parts = document.image
			? [unread(splitClassifications)]
			: partsOf(pages, splitClassifications);
		const splits: Extend.SplitOutputSplitsItem[] = [];
		for (const part of parts) {
			const { of, identifier, reason } = part;
			const split = {
				id: newId('split'),
				type: of.type,
				identifier,
				startPage: part.pages[0]?.number ?? 1,
				endPage: part.pages[part.pages.length - 1]?.number ?? 1,
			};
			const child = await childOf(state, file, part, split);
			splits.push({
				...split,
				classificationId: of.id,
				observation: reason,
				fileId: child.id,
				name: child.name,
			});
		}
		return { splits, isExternal: false };
	},
});
