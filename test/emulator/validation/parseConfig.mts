import { z } from 'zod';
import type { Extend } from 'extend-ai';

const createRangesSchema = (first: number, what: string) =>
	z.array(
		z
			.object({ start: z.number().int().min(first), end: z.number().int() })
			.strict()
			.refine(({ start, end }) => end >= start, {
				message: `The end ${what} must not be before the start`,
				path: ['end'],
			}),
	);

/** Page ranges, inclusive. Pages are counted from 1, as in citations and charges. */
export const pageRangesSchema = createRangesSchema(1, 'page');

/** Sheet ranges, inclusive. Sheets are counted from 0 (SDK, ExcelSheetRange). */
export const sheetRangesSchema = createRangesSchema(0, 'sheet');

const booleans = <K extends string>(...keys: K[]) =>
	Object.fromEntries(keys.map((key) => [key, z.boolean().optional()])) as Record<
		K,
		z.ZodOptional<z.ZodBoolean>
	>;
const agenticSchema = z
	.object({ ...booleans('enabled'), customInstructions: z.string().optional() })
	.strict()
	.optional();

const blockOptionsSchema = z
	.object({
		figures: z
			.object({
				...booleans('enabled', 'figureImageClippingEnabled', 'advancedChartExtractionEnabled'),
				customInstructions: z.string().optional(),
			})
			.strict()
			.optional(),
		tables: z
			.object({
				...booleans('enabled', 'tableHeaderContinuationEnabled', 'cellBlocksEnabled'),
				targetFormat: z.enum(['markdown', 'html']).optional(),
				agentic: agenticSchema,
			})
			.strict()
			.optional(),
		text: z
			.object({ ...booleans('signatureDetectionEnabled'), agentic: agenticSchema })
			.strict()
			.optional(),
		keyValue: z.object(booleans('blankFieldFormattingEnabled')).strict().optional(),
		barcodes: z.object(booleans('imageClippingEnabled', 'readingEnabled')).strict().optional(),
		formulas: z.object(booleans('enabled')).strict().optional(),
	})
	.strict();

const advancedOptionsSchema = z
	.object({
		...booleans(
			'pageRotationEnabled',
			'excelSkipHiddenContent',
			'excelUseRawCellValues',
			'excelSkipCalculation',
			'excelIncludeCellMetadata',
			'excelIncludeCellFormatting',
			'alwaysConvertToPdf',
		),
		pageRanges: pageRangesSchema.optional(),
		excelParsingMode: z.enum(['basic', 'advanced']).optional(),
		verticalGroupingThreshold: z.number().min(0.1).max(5).optional(),
		returnOcr: z.object(booleans('words')).strict().optional(),
		enrichmentFormat: z.enum(['xml', 'bracket']).optional(),
		imageConversionQuality: z.enum(['high', 'medium', 'low']).optional(),
		formattingDetection: z
			.array(z.object({ type: z.literal('change_tracking') }).strict())
			.optional(),
	})
	.strict();

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
					.strict()
					.optional(),
			})
			.strict()
			.optional(),
		blockOptions: blockOptionsSchema.optional(),
		advancedOptions: advancedOptionsSchema.optional(),
	})
	.strict();

// The newest version of each engine. The SDK still describes 2.0.0; the changelog of 2026-10-15 made 2.1.0 the
// default. No version of `parse_auto` is published.
const CURRENT_VERSIONS: Record<string, string> = {
	parse_performance: '2.1.0',
	parse_light: '1.0.0',
	parse_auto: '1.0.0',
};

/** Fills in defaults and the engine version, as responses do. */
export function normalizeParseConfig(config: Extend.ParseConfig = {}): Extend.ParseConfig {
	const { engine = 'parse_performance', engineVersion = 'latest' } = config;
	return {
		target: 'markdown',
		...config,
		engine,
		engineVersion: engineVersion === 'latest' ? CURRENT_VERSIONS[engine] : engineVersion,
	};
}

/**
 * Returns what makes options of a normalized config incompatible with each other, as the SDK documents it.
 * The API notices this when it processes the run.
 */
export function findParseConfigConflict(config: Extend.ParseConfig): string | undefined {
	const { target, chunkingStrategy: { type } = {}, engine, engineVersion = '' } = config;
	if (target === 'spatial' && type !== undefined && type !== 'page')
		return `Chunks of type ${type} are not supported for the spatial target.`;
	const { formattingDetection } = config.advancedOptions ?? {};
	if (
		formattingDetection?.length &&
		(engine !== 'parse_performance' || /^[01]\./.test(engineVersion))
	)
		return 'Formatting detection requires parse_performance 2.0.0 or newer.';
	return undefined;
}
