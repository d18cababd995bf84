import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { checkConfig, extractConfig, normaliseConfig } from '../validation/extractConfig.mts';
import { inferSchema } from '../demoReader/extraction/inferSchema.mts';
import { invalid } from '../server/apiError.mts';
import { findFile } from '../resources/files.mts';
import { fetchUrl } from '../resources/fileInput.mts';
import type { State } from '../state/state.mts';
import type { ProcessorKind } from './types.mts';

const wish = z.object({
	files: z
		.array(z.object({ url: z.string().optional(), id: z.string().optional() }))
		.min(1)
		.max(5),
	instructions: z.string().max(2500).optional(),
});

async function generated(state: State, given: unknown): Promise<Extend.ExtractConfigJson> {
	for (const { id, url } of (given as z.infer<typeof wish>).files) {
		const file = id ? findFile(state, id) : await fetchUrl(state, url ?? '', {});
		const schema = inferSchema(await state.reader.read(file));
		if (schema) return { schema };
	}
	throw invalid('No schema could be generated from the files', 'generate.files');
}

export const extractors: ProcessorKind<Extend.ExtractConfigJson> = {
	kind: 'extractor',
	path: '/extractors',
	prefix: 'ex',
	config: extractConfig,
	check: checkConfig,
	normalise: normaliseConfig,
	empty: () => ({ schema: { type: 'object', properties: {} } }),
	cloneKey: 'cloneExtractorId',
	generate: { shape: wish, make: generated },
};
