import { z } from 'zod';
import type { Extend } from 'extend-ai';

/** Page or sheet numbers, both ends included. */
export const ranges = z.array(z.object({ start: z.number(), end: z.number() }));

const flags = <K extends string>(...keys: K[]) =>
	Object.fromEntries(keys.map((key) => [key, z.boolean().optional()])) as Record<
		K,
		z.ZodOptional<z.ZodBoolean>
	>;
const agentic = z
	.object({ ...flags('enabled'), customInstructions: z.string().optional() })
	.optional();

const blockOptions = z
	.object({
		figures: z
			.object({
				...flags('enabled', 'figureImageClippingEnabled', 'advancedChartExtractionEnabled'),
				customInstructions: z.string().optional(),
			})
			.optional(),
		tables: z
			.object({
				...flags('enabled', 'tableHeaderContinuationEnabled', 'cellBlocksEnabled'),
				targetFormat: z.enum(['markdown', 'html']).optional(),
				agentic,
			})
			.optional(),
		text: z.object({ ...flags('signatureDetectionEnabled'), agentic }).optional(),
	})
	.passthrough();

const advancedOptions = z
	.object({
		...flags(
			'pageRotationEnabled',
			'excelSkipHiddenContent',
			'excelUseRawCellValues',
			'excelSkipCalculation',
			'alwaysConvertToPdf',
		),
		pageRanges: ranges.optional(),
		excelParsingMode: z.enum(['basic', 'advanced']).optional(),
		verticalGroupingThreshold: z.number().min(0.1).max(5).optional(),
		returnOcr: z.object(flags('words')).optional(),
		enrichmentFormat: z.enum(['xml', 'bracket']).optional(),
		imageConversionQuality: z.enum(['high', 'medium', 'low']).optional(),
	})
	.passthrough();

/** ParseConfig as a request may send it. `parse_auto` is newer than the SDK's list. */
export const parseConfig = z
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
		blockOptions: blockOptions.optional(),
		advancedOptions: advancedOptions.optional(),
	})
	.passthrough();

/** The config as the server echoes it, with the versions that were used. */
export const normaliseParseConfig = (config: Extend.ParseConfig = {}): Extend.ParseConfig => ({
	target: 'markdown',
	engine: 'parse_performance',
	...config,
	engineVersion:
		!config.engineVersion || config.engineVersion === 'latest' ? '2.0.0' : config.engineVersion,
});
