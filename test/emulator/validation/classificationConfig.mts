import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { createBaseProcessorSchema } from './baseProcessor.mts';
import { normalizeParseConfig, parseConfigSchema, pageRangesSchema } from './parseConfig.mts';
import { invalidRequest } from '../server/apiError.mts';

const classificationSchema = z
	.object({ id: z.string().min(1), type: z.string().min(1), description: z.string() })
	.strict();

/** ClassifyConfig in requests. Overrides may omit the classifications. */
export const classifyConfigSchema = z
	.object({
		baseProcessor: createBaseProcessorSchema('classification').optional(),
		baseVersion: z.string().optional(),
		classifications: z.array(classificationSchema).optional(),
		classificationRules: z.string().optional(),
		advancedOptions: z
			.object({
				context: z.enum(['default', 'max']).optional(),
				advancedMultimodalEnabled: z.boolean().optional(),
				memoryEnabled: z.boolean().optional(),
				pageRanges: pageRangesSchema.optional(),
			})
			.strict()
			.optional(),
		parseConfig: parseConfigSchema.optional(),
	})
	.strict();

/** SplitConfig in requests. */
export const splitConfigSchema = z
	.object({
		baseProcessor: createBaseProcessorSchema('splitting').optional(),
		baseVersion: z.string().optional(),
		splitClassifications: z
			.array(classificationSchema.extend({ identifierKey: z.string().optional() }).strict())
			.optional(),
		splitRules: z.string().optional(),
		advancedOptions: z
			.object({
				splitIdentifierRules: z.string().optional(),
				splitMethod: z.enum(['high_precision', 'basic_precision']).optional(),
				splitExcelDocumentsBySheetEnabled: z.boolean().optional(),
				pageRanges: pageRangesSchema.optional(),
				pageOverlapEnabled: z.boolean().optional(),
			})
			.strict()
			.optional(),
		parseConfig: parseConfigSchema.optional(),
	})
	.strict();

function validateClassifications(classes: Extend.Classification[] | undefined, path: string) {
	if (!classes?.length) throw invalidRequest('At least one classification is required', path);
	const ids = classes.map(({ id }) => id);
	const duplicate = ids.findIndex((id, i) => ids.indexOf(id) !== i);
	if (duplicate >= 0)
		throw invalidRequest('Classification ids must be unique', `${path}.${duplicate}.id`);
	if (!classes.some(({ type }) => type === 'other'))
		throw invalidRequest('One classification must have the type "other"', path);
}

/** Throws 400 unless there are classifications with unique IDs, including one of type "other". */
export const validateClassifyConfig = (config: Extend.ClassifyConfig, path: string) =>
	validateClassifications(config.classifications, `${path}.classifications`);

/** As `validateClassifyConfig`, for split classifications. */
export const validateSplitConfig = (config: Extend.SplitConfig, path: string) =>
	validateClassifications(config.splitClassifications, `${path}.splitClassifications`);

// The real service updates its versions. Only the format matters here.
const CURRENT_VERSIONS: Record<string, string> = {
	classification_performance: '3.3.0',
	classification_light: '3.2.0',
	splitting_performance: '1.5.0',
	splitting_light: '1.3.0',
};

const createNormalizer =
	(baseProcessor: string) =>
	<C extends Extend.ClassifyConfig | Extend.SplitConfig>(config: C): C => {
		const processor = config.baseProcessor ?? baseProcessor;
		return {
			...config,
			baseProcessor: processor,
			baseVersion: config.baseVersion ?? CURRENT_VERSIONS[processor] ?? '1.0.0',
			parseConfig: normalizeParseConfig(config.parseConfig),
		};
	};

/** Fills in the defaults that responses contain. */
export const normalizeClassifyConfig = createNormalizer(
	'classification_performance',
)<Extend.ClassifyConfig>;
export const normalizeSplitConfig = createNormalizer('splitting_performance')<Extend.SplitConfig>;
