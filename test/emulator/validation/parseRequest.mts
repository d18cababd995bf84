import type { z } from 'zod';
import { invalid } from '../server/apiError.mts';

/** Parses `data` (a body or a query) or throws 400 INVALID_REQUEST naming the first path that is wrong. */
export function parse<T extends z.ZodTypeAny>(shape: T, data: unknown): z.infer<T> {
	const result = shape.safeParse(data ?? {});
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	throw invalid(issue.message, issue.path.join('.') || undefined);
}
