import { hasField } from '../../schema';
import type { Check, FieldRef } from './checks/types';
import type { ReviewSettings } from './types';

/** The fields of rules and checks that a schema does not have, as they are written in the settings. */
export function findUnknownFields(
	schema: unknown,
	{ fieldRules = [], checks = [] }: ReviewSettings = {},
): string[] {
	const used = [...fieldRules, ...checks.flatMap(listFields)];
	const unknown = used.filter(({ pattern }) => !hasField(schema, pattern));
	return [...new Set(unknown.map(({ field }) => field))];
}

function listFields(check: Check): FieldRef[] {
	switch (check.check) {
		case 'dateOrder':
			return check.later ? [check.earlier, check.later] : [check.earlier];
		case 'format':
			return [check.field];
		default:
			return [...check.summands, check.total];
	}
}
