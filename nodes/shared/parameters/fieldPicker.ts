import type { INodeProperties } from 'n8n-workflow';
import { isRecord } from '../utils/objects';
import { toText } from '../utils/sanitize';
import { resourceLocator } from './resourceLocator';

/** A picker of a field, for rules and checks. A field that is not in the list can be typed. */
export function fieldPicker(
	labels: Pick<INodeProperties, 'displayName' | 'name'> & {
		description: string;
		listPlaceholder?: string;
		searchListMethod?: 'searchFields' | 'searchColumns';
	},
): INodeProperties {
	return resourceLocator({
		searchListMethod: 'searchFields',
		listPlaceholder: 'Select a field',
		...labels,
		idName: 'By Name',
		idPlaceholder: 'e.g. line_items[*].amount',
	});
}

/** The picked field as text; empty when there is none. */
export function getPickedField(picked: unknown): string {
	return toText(isRecord(picked) ? picked.value : picked).trim();
}
