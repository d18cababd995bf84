import type { Extend } from 'extend-ai';
import {
	checkSplitConfig,
	normaliseSplitConfig,
	splitConfig,
} from '../validation/classificationConfig.mts';
import type { ProcessorKind } from './types.mts';

export const splitters: ProcessorKind<Extend.SplitConfig> = {
	kind: 'splitter',
	path: '/splitters',
	prefix: 'spl',
	config: splitConfig,
	check: checkSplitConfig,
	normalise: normaliseSplitConfig,
	empty: () => ({
		splitClassifications: [{ id: 'other', type: 'other', description: 'Everything else' }],
	}),
	cloneKey: 'cloneSplitterId',
};
