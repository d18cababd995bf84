import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { normaliseParseConfig, parseConfig, ranges } from './parseConfig.mts';
import { invalid } from '../server/apiError.mts';

const classification = z.object({
	id: z.string().min(1),
	type: z.string().min(1),
	description: z.string(),
});

/** ClassifyConfig as a request may send it; an override may leave the classes out. */
export const classifyConfig = z
	.object({
		baseProcessor: z.enum(['classification_performance', 'classification_light']).optional(),
		baseVersion: z.string().optional(),
		classifications: z.array(classification).optional(),
		classificationRules: z.string().optional(),
		advancedOptions: z
			.object({
				context: z.enum(['default', 'max']).optional(),
				advancedMultimodalEnabled: z.boolean().optional(),
				memoryEnabled: z.boolean().optional(),
				pageRanges: ranges.optional(),
			})
			.passthrough()
			.optional(),
		parseConfig: parseConfig.optional(),
	})
	.passthrough();

/** SplitConfig as a request may send it. */
export const splitConfig = z
	.object({
		baseProcessor: z.enum(['splitting_performance', 'splitting_light']).optional(),
		baseVersion: z.string().optional(),
		splitClassifications: z
			.array(classification.extend({ identifierKey: z.string().optional() }))
			.optional(),
		splitRules: z.string().optional(),
		advancedOptions: z
			.object({
				splitIdentifierRules: z.string().optional(),
				splitMethod: z.enum(['high_precision', 'basic_precision']).optional(),
				splitExcelDocumentsBySheetEnabled: z.boolean().optional(),
				pageRanges: ranges.optional(),
				pageOverlapEnabled: z.boolean().optional(),
			})
			.passthrough()
			.optional(),
		parseConfig: parseConfig.optional(),
	})
	.passthrough();

function checkClasses(classes: Extend.Classification[] | undefined, path: string) {
	if (!classes?.length) throw invalid('At least one classification is required', path);
	const ids = classes.map(({ id }) => id);
	const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
	if (twice >= 0) throw invalid('Classification ids must be unique', `${path}.${twice}.id`);
	if (!classes.some(({ type }) => type === 'other'))
		throw invalid('One classification must have the type "other"', path);
}

/** Throws 400 unless the classes are some, have different ids, and one is for everything else. */
export const checkClassifyConfig = (config: Extend.ClassifyConfig, path: string) =>
	checkClasses(config.classifications, `${path}.classifications`);

/** As `checkClassifyConfig`, for the classes of parts. */
export const checkSplitConfig = (config: Extend.SplitConfig, path: string) =>
	checkClasses(config.splitClassifications, `${path}.splitClassifications`);

// Versions move on in the real service; only the form matters here.
const versions: Record<string, string> = {
	classification_performance: '3.3.0',
	classification_light: '3.2.0',
	splitting_performance: '1.5.0',
	splitting_light: '1.3.0',
};

const filled =
	(baseProcessor: string) =>
	<C extends Extend.ClassifyConfig | Extend.SplitConfig>(config: C): C => {
		const processor = config.baseProcessor ?? baseProcessor;
		return {
			...config,
			baseProcessor: processor,
			baseVersion: config.baseVersion ?? versions[processor],
			parseConfig: normaliseParseConfig(config.parseConfig),
		};
	};

/** The configs as the server echoes them, with defaults filled in. */
export const normaliseClassifyConfig = filled('classification_performance')<Extend.ClassifyConfig>;
export const normaliseSplitConfig = filled('splitting_performance')<Extend.SplitConfig>;
