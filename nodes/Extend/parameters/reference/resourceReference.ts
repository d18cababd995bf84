/** The saved resource that an operation uses, and its version from 'Options'. */
import { isRecord } from '../../../shared/utils/objects';
import {
	readResourceId,
	versionPicker,
	type ResourceRef,
	type ResourceType,
} from '../../../shared/parameters/resourcePicker';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/**
 * The chosen ID and version. Throws NodeOperationError when the ID is empty.
 * @param alternative what else the user could do then, after "Select one, or"
 */
export function readSavedResource(
	params: ItemParameters,
	type: ResourceType,
	alternative?: string,
): ResourceRef {
	const id = readResourceId(params, type, alternative);
	const picker = versionPicker(type);
	const picked = params.collection('options', [picker])[picker.name];
	// n8n does not extract the value of a picker inside a collection.
	const version = isRecord(picked) ? picked.value : picked;
	return { id, version: String(version ?? '').trim() || 'latest' };
}
