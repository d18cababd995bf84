import type { Extend } from 'extend-ai';
import { classify } from '../../demoReader/classification/classifyPages.mts';
import { readPages } from '../../demoReader/layout/documentReader.mts';
import { classifiers } from '../../processors/classifiers.mts';
import { classRuns } from './classificationRun.mts';

/** `/classify` and `/classify_runs`. */
export const classifyRuns = classRuns<Extend.ClassifyRun, Extend.ClassifyConfig>({
	kind: 'classify_run',
	prefix: 'clr',
	path: '/classify_runs',
	syncPath: '/classify',
	processors: classifiers,
	textAllowed: true,
	creditsPerPage: 1,
	output(_state, { classifications, advancedOptions }, _file, document) {
		const pages = readPages([document], advancedOptions?.pageRanges);
		const { of, confidence, reason } = classify(pages, classifications);
		return {
			id: of.id,
			type: of.type,
			confidence,
			insights: [{ type: 'reasoning', content: reason }],
		};
	},
});
