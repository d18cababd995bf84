import type { Extend } from 'extend-ai';
import { invalidRequest } from '../server/apiError.mts';

/** Bytes of metadata that the API takes. */
const MAX_METADATA_BYTES = 10 * 1024;

/** The metadata as a run keeps it, with usage tags cleaned; throws 400 for too much or wrong tags. */
export function normalizeMetadata(
	metadata: Record<string, unknown> | undefined,
): Extend.RunMetadata | null {
	if (!metadata) return null;
	if (Buffer.byteLength(JSON.stringify(metadata)) > MAX_METADATA_BYTES)
		throw invalidRequest('Metadata must not exceed 10 KB', 'metadata');
	const tags = metadata['extend:usage_tags'];
	if (tags === undefined) return metadata;
	if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string'))
		throw invalidRequest('Usage tags must be a list of strings', 'metadata.extend:usage_tags');
	return {
		...metadata,
		'extend:usage_tags': tags.map((tag: string) => tag.replace(/[^\w-]/g, '')),
	};
}
