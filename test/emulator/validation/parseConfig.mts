import { z } from 'zod';
import type { Extend } from 'extend-ai';

/** Page or sheet ranges, inclusive. */
export const pageRangesSchema = z.array(z.object({ start: z.number(), end: z.number() }));

const booleans = <K extends string>(...keys: K[]) =>
	Object.fromEntries(keys.map((key) => [key, z.boolean().optional()])) as Record<
		K,
		z.ZodOptional<z.ZodBoolean>
	>;
const agenticSchema = z
	.object({ ...booleans('enabled'), customInstructions: z.string().optional() })
	.optional();

const blockOptionsSchema = z
	.object({
		figures: z
			.object({
				...booleans('enabled', 'figureImageClippingEnabled', 'advancedChartExtractionEnabled'),
				customInstructions: z.string().optional(),
			})
			.optional(),
		tables: z
			.object({
				...booleans('enabled', 'tableHeaderContinuationEnabled', 'cellBlocksEnabled'),
				targetFormat: z.enum(['markdown', 'html']).optional(),
				agentic: agenticSchema,
			})
			.optional(),
		text: z.object({ ...booleans('signatureDetectionEnabled'), agentic: agenticSchema }).optional(),
	})
	.passthrough();

const advancedOptionsSchema = z
	.object({
		...booleans(
			'pageRotationEnabled',
			'excelSkipHiddenContent',
			'excelUseRawCellValues',
			'excelSkipCalculation',
			'alwaysConvertToPdf',
		),
		pageRanges: pageRangesSchema.optional(),
		excelParsingMode: z.enum(['basic', 'advanced']).optional(),
		verticalGroupingThreshold: z.number().min(0.1).max(5).optional(),
		returnOcr: z.object(booleans('words')).optional(),
		enrichmentFormat: z.enum(['xml', 'bracket']).optional(),
		imageConversionQuality: z.enum(['high', 'medium', 'low']).optional(),
	})
	.passthrough();

/** ParseConfig in requests. `parse_auto` is newer than the SDK's list. */
export const parseConfigSchema = z
	.object({
		target: z.enum(['markdown', 'spatial']).optional(),
		engine: z.enum(['parse_performance', 'parse_light', 'parse_auto']).optional(),
		engineVersion: z.string().optional(),
		chunkingStrategy: z
			.object({
				type: z.enum(['page', 'document', 'section']).optional(),
				options: z
					.object({ minCharacters: z.number().optional(), maxCharacters: z.number().optional() })
					.optional(),
			})
			.passthrough()
			.optional(),
		blockOptions: blockOptionsSchema.optional(),
		advancedOptions: advancedOptionsSchema.optional(),
	})
	.passthrough();

/** Fills in defaults and the engine version, as responses do. */
export const normalizeParseConfig = (config: Extend.ParseConfig = {}): Extend.ParseConfig => ({
	target: 'markdown',
	engine: 'parse_performance',
	...config,
	engineVersion:
		!config.engineVersion || config.engineVersion === 'latest' ? '2.0.0' : config.engineVersion,
});
