import type { Extend } from 'extend-ai';
import { classifyPages } from '../../demoReader/classification/classifyPages.mts';
import { selectPages } from '../../demoReader/layout/documentReader.mts';
import { classifiers } from '../../processors/classifiers.mts';
import { defineClassificationRuns } from './classificationRun.mts';

/** `/classify` and `/classify_runs`. */
export const classifyRuns = defineClassificationRuns<Extend.ClassifyRun, Extend.ClassifyConfig>({
	kind: 'classify_run',
	prefix: 'clr',
	path: '/classify_runs',
	syncPath: '/classify',
	processors: classifiers,
	acceptsText: true,
	creditsPerPage: 1,
	createOutput(_state, config, _file, document) {
		const { classifications, advancedOptions, parseConfig } = config;
		const parsed = parseConfig?.advancedOptions?.pageRanges;
		const pages = selectPages([document], advancedOptions?.pageRanges, parsed);
		const { classification, confidence, reason } = classifyPages(pages, classifications);
		return {
			id: classification.id,
			type: classification.type,
			confidence,
			insights: [{ type: 'reasoning', content: reason }],
		};
	},
});
