import type { Extend } from 'extend-ai';
import { createChildFile } from '../../demoReader/classification/childFile.mts';
import { splitPages, type PageGroup } from '../../demoReader/classification/splitPages.mts';
import { selectPages } from '../../demoReader/layout/documentReader.mts';
import { createId } from '../../state/ids.mts';
import { splitters } from '../../processors/splitters.mts';
import { defineClassificationRuns } from './classificationRun.mts';

/** An image is a single document of the class "other", because there is no OCR. */
const createUnreadGroup = (classes: Extend.SplitClassification[]): PageGroup => ({
	classification: classes.find(({ type }) => type === 'other')!,
	identifier: '',
	pages: [],
	reason: 'No text could be read.',
});

/** `/split` and `/split_runs`. */
export const splitRuns = defineClassificationRuns<Extend.SplitRun, Extend.SplitConfig>({
	kind: 'split_run',
	prefix: 'splr',
	path: '/split_runs',
	syncPath: '/split',
	processors: splitters,
	acceptsText: false,
	creditsPerPage: 1,
	async createOutput(state, config, file, document) {
		const { splitClassifications, advancedOptions, parseConfig } = config;
		const parsed = parseConfig?.advancedOptions?.pageRanges;
		const pages = selectPages([document], advancedOptions?.pageRanges, parsed);
		const parts = document.image
			? [createUnreadGroup(splitClassifications)]
			: splitPages(pages, splitClassifications);
		const splits: Extend.SplitOutputSplitsItem[] = [];
		for (const part of parts) {
			const { classification, identifier, reason } = part;
			const split = {
				id: createId('split'),
				type: classification.type,
				identifier,
				startPage: part.pages[0]?.number ?? 1,
				endPage: part.pages[part.pages.length - 1]?.number ?? 1,
			};
			const child = await createChildFile(state, file, part, split);
			splits.push({
				...split,
				classificationId: classification.id,
				observation: reason,
				fileId: child.id,
				name: child.name,
			});
		}
		return { splits, isExternal: false };
	},
});
