/** The saved resource that an operation uses, and its version from 'Options'. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../../../shared/utils/objects';
import {
	readResourceId,
	versionPicker,
	type ResourceRef,
	type ResourceType,
} from '../../../shared/parameters/resourcePicker';
import { readCollection } from '../common/readDeclared';

/**
 * The chosen ID and version. Throws NodeOperationError when the ID is empty.
 * @param alternative what else the user could do then, after "Select one, or"
 */
export function readSavedResource(
	context: IExecuteFunctions,
	itemIndex: number,
	type: ResourceType,
	alternative?: string,
): ResourceRef {
	const id = readResourceId(context, itemIndex, type, alternative);
	const picker = versionPicker(type);
	const picked = readCollection(context, itemIndex, 'options', [picker])[picker.name];
	// n8n does not extract the value of a picker inside a collection.
	const version = isRecord(picked) ? picked.value : picked;
	return { id, version: String(version ?? '').trim() || 'latest' };
}
