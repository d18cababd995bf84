import type { Extend } from 'extend-ai';
import { invalid } from '../server/apiError.mts';

/** Bytes of metadata that the API takes. */
const metadataLimit = 10 * 1024;

/** The metadata as a run keeps it, with usage tags cleaned; throws 400 for too much or wrong tags. */
export function checkMetadata(
	metadata: Record<string, unknown> | undefined,
): Extend.RunMetadata | null {
	if (!metadata) return null;
	if (Buffer.byteLength(JSON.stringify(metadata)) > metadataLimit)
		throw invalid('Metadata must not exceed 10 KB', 'metadata');
	const tags = metadata['extend:usage_tags'];
	if (tags === undefined) return metadata;
	if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string'))
		throw invalid('Usage tags must be a list of strings', 'metadata.extend:usage_tags');
	return {
		...metadata,
		'extend:usage_tags': tags.map((tag: string) => tag.replace(/[^\w-]/g, '')),
	};
}
