import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { createBaseProcessorSchema } from './baseProcessor.mts';
import {
	normalizeParseConfig,
	parseConfigSchema,
	pageRangesSchema,
	sheetRangesSchema,
} from './parseConfig.mts';
import { validateExtractSchema, normalizeExtractSchema } from './extractSchema.mts';

const advancedOptionsSchema = z
	.object({
		citationsEnabled: z.boolean().optional(),
		citationMode: z.enum(['line', 'word', 'block']).optional(),
		arrayCitationStrategy: z.enum(['item', 'property']).optional(),
		advancedMultimodalEnabled: z.boolean().optional(),
		modelReasoningInsightsEnabled: z.boolean().optional(),
		currentDateEnabled: z.boolean().optional(),
		reviewAgent: z.object({ enabled: z.boolean().optional() }).strict().optional(),
		arrayStrategy: z
			.object({
				type: z.enum([
					'large_array_heuristics',
					'large_array_max_context',
					'large_array_overlap_context',
				]),
			})
			.strict()
			.optional(),
		chunkingOptions: z
			.object({
				chunkingStrategy: z.enum(['standard', 'semantic', 'contextual']).optional(),
				pageChunkSize: z.number().optional(),
				chunkSelectionStrategy: z
					.enum(['intelligent', 'confidence', 'take_first', 'take_last'])
					.optional(),
				customSemanticChunkingRules: z.string().optional(),
			})
			.strict()
			.optional(),
		pageRanges: pageRangesSchema.optional(),
		excelSheetRanges: sheetRangesSchema.optional(),
		excelSheetSelectionStrategy: z.enum(['intelligent', 'all', 'first', 'last']).optional(),
	})
	.strict();

/** ExtractConfigJson in requests. */
export const extractConfigSchema = z
	.object({
		baseProcessor: createBaseProcessorSchema('extraction').optional(),
		baseVersion: z.string().optional(),
		extractionRules: z.string().optional(),
		schema: z.record(z.string(), z.unknown()).optional(),
		advancedOptions: advancedOptionsSchema.optional(),
		parseConfig: parseConfigSchema.optional(),
	})
	.strict();

/** Validates the schema of a config. `path` is the location of the config in the body. */
export function validateExtractConfig(config: { schema?: unknown } | undefined, path: string) {
	if (config?.schema !== undefined) validateExtractSchema(config.schema, `${path}.schema`);
}

// The real service updates its versions. Only the format matters here.
const CURRENT_VERSIONS: Record<string, string> = {
	extraction_performance: '4.10.0',
	extraction_light: '3.4.0',
	extraction_operator: '0.2.0',
};

/** Fills in defaults and closes the schema, as responses do. */
export function normalizeExtractConfig(config: Extend.ExtractConfigJson): Extend.ExtractConfigJson {
	const baseProcessor = config.baseProcessor ?? 'extraction_performance';
	return {
		...config,
		baseProcessor,
		baseVersion: config.baseVersion ?? CURRENT_VERSIONS[baseProcessor] ?? '1.0.0',
		...(config.schema ? { schema: normalizeExtractSchema(config.schema) } : {}),
		parseConfig: normalizeParseConfig(config.parseConfig),
	};
}
