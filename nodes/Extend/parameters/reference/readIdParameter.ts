import { readRequiredId } from '../../../shared/parameters/requiredId';
import { REFERENCE_MESSAGES } from './messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** The ID in a text parameter that also accepts dashboard addresses. Throws NodeOperationError. */
export function readIdParameter(params: ItemParameters, displayName: string, name: string): string {
	return params.check(displayName, () => {
		const value = params.get(name, '');
		return readRequiredId(typeof value === 'string' ? value : '', {
			empty: REFERENCE_MESSAGES.emptyId,
			invalid: REFERENCE_MESSAGES.invalidId,
		});
	});
}
