import { z } from 'zod';
import type { Extend } from 'extend-ai';
import {
	validateExtractConfig,
	extractConfigSchema,
	normalizeExtractConfig,
} from '../validation/extractConfig.mts';
import { inferSchema } from '../demoReader/extraction/inferSchema.mts';
import { invalidRequest } from '../server/apiError.mts';
import { fileInputSchema, resolveFile, validateFileInput } from '../resources/fileInput.mts';
import type { State } from '../state/state.mts';
import type { ProcessorKind } from './types.mts';

const generateRequestSchema = z
	.object({
		files: z.array(fileInputSchema).min(1).max(5),
		instructions: z.string().max(2500).optional(),
	})
	.strict();

async function generateConfig(state: State, given: unknown): Promise<Extend.ExtractConfigJson> {
	const { files } = given as z.infer<typeof generateRequestSchema>;
	files.forEach((input, i) => validateFileInput(state, input, `generate.files.${i}`, false));
	for (const input of files) {
		const file = await resolveFile(state, input);
		const schema = inferSchema(await state.reader.read(file));
		if (schema) return { schema };
	}
	throw invalidRequest('No schema could be generated from the files', 'generate.files');
}

export const extractors: ProcessorKind<Extend.ExtractConfigJson> = {
	kind: 'extractor',
	path: '/extractors',
	prefix: 'ex',
	configSchema: extractConfigSchema,
	validate: validateExtractConfig,
	normalize: normalizeExtractConfig,
	createEmptyConfig: () => ({ schema: { type: 'object', properties: {} } }),
	cloneKey: 'cloneExtractorId',
	generator: { schema: generateRequestSchema, createConfig: generateConfig },
};
