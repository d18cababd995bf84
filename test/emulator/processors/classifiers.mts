import type { Extend } from 'extend-ai';
import {
	validateClassifyConfig,
	classifyConfigSchema,
	normalizeClassifyConfig,
} from '../validation/classificationConfig.mts';
import type { ProcessorKind } from './types.mts';

export const classifiers: ProcessorKind<Extend.ClassifyConfig> = {
	kind: 'classifier',
	path: '/classifiers',
	prefix: 'cl',
	configSchema: classifyConfigSchema,
	validate: validateClassifyConfig,
	normalize: normalizeClassifyConfig,
	createEmptyConfig: () => ({
		classifications: [{ id: 'other', type: 'other', description: 'Everything else' }],
	}),
	cloneKey: 'cloneClassifierId',
};
