import type { IExecuteFunctions } from 'n8n-workflow';
import { readRequiredId } from '../../../shared/parameters/requiredId';
import { readParameter } from '../common/readParameter';
import { REFERENCE_MESSAGES } from './messages';

/** The ID in a text parameter that also accepts dashboard addresses. Throws NodeOperationError. */
export function readIdParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	name: string,
): string {
	return readParameter(context, itemIndex, displayName, () => {
		const value = context.getNodeParameter(name, itemIndex, '') as unknown;
		return readRequiredId(typeof value === 'string' ? value : '', {
			empty: REFERENCE_MESSAGES.emptyId,
			invalid: REFERENCE_MESSAGES.invalidId,
		});
	});
}
