import type { Extend } from 'extend-ai';
import {
	checkClassifyConfig,
	classifyConfig,
	normaliseClassifyConfig,
} from '../validation/classificationConfig.mts';
import type { ProcessorKind } from './types.mts';

export const classifiers: ProcessorKind<Extend.ClassifyConfig> = {
	kind: 'classifier',
	path: '/classifiers',
	prefix: 'cl',
	config: classifyConfig,
	check: checkClassifyConfig,
	normalise: normaliseClassifyConfig,
	empty: () => ({
		classifications: [{ id: 'other', type: 'other', description: 'Everything else' }],
	}),
	cloneKey: 'cloneClassifierId',
};
