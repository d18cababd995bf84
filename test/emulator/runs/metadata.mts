import type { Extend } from 'extend-ai';
import { invalidRequest } from '../server/apiError.mts';

const MAX_METADATA_BYTES = 10 * 1024;

/**
 * Returns metadata with sanitized usage tags. Throws 400 for metadata that is too large or has invalid tags.
 */
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
