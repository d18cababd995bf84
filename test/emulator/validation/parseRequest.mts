import type { z } from 'zod';
import { invalidRequest } from '../server/apiError.mts';

/**
 * Parses a body or query. Throws 400 INVALID_REQUEST with the first invalid path; that of an unknown key is
 * the key itself.
 */
export function parseRequest<T extends z.ZodTypeAny>(schema: T, data: unknown): z.infer<T> {
	const result = schema.safeParse(data ?? {});
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const path =
		issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : [...issue.path];
	throw invalidRequest(issue.message, path.join('.') || undefined);
}
