import type { Extend } from 'extend-ai';
import {
	validateSplitConfig,
	normalizeSplitConfig,
	splitConfigSchema,
} from '../validation/classificationConfig.mts';
import type { ProcessorKind } from './types.mts';

export const splitters: ProcessorKind<Extend.SplitConfig> = {
	kind: 'splitter',
	path: '/splitters',
	prefix: 'spl',
	configSchema: splitConfigSchema,
	validate: validateSplitConfig,
	normalize: normalizeSplitConfig,
	createEmptyConfig: () => ({
		splitClassifications: [{ id: 'other', type: 'other', description: 'Everything else' }],
	}),
	cloneKey: 'cloneSplitterId',
};
