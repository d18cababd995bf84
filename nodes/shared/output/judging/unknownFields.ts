import { hasField } from '../../schema';
import type { ReviewSettings } from './types';

/** The fields of rules that a schema does not have, as they are written in the settings. */
export function findUnknownFields(
	schema: unknown,
	{ fieldRules = [] }: ReviewSettings = {},
): string[] {
	const unknown = fieldRules.filter(({ pattern }) => !hasField(schema, pattern));
	return [...new Set(unknown.map(({ field }) => field))];
}
