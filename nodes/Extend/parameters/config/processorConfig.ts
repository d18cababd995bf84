/** What processes a document: something saved in Extend with changes, or a configuration of this node. */
import type { IDataObject } from 'n8n-workflow';
import { addConfig } from '../common/additionalConfig';
import { readSavedResource } from '../reference/resourceReference';
import type { ResourceRef, ResourceType } from '../../../shared/parameters/resourcePicker';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** Exactly one of them. With an empty configuration Extend finds the fields itself. */
export type ProcessorConfig =
	| { using: 'saved'; kind: ResourceType; picked: ResourceRef; override: IDataObject }
	| { using: 'config'; config: IDataObject };

/**
 * The saved extractor, classifier or splitter that is chosen, with the settings of this node as changes. Throws
 * NodeOperationError.
 * @param additionalConfig laid over the other settings, as it was entered
 * @param alternative what else the user could do when none is chosen, after "Select one, or"
 */
export function readSaved(
	params: ItemParameters,
	kind: ResourceType,
	settings: IDataObject,
	additionalConfig: unknown,
	alternative?: string,
): ProcessorConfig {
	return {
		using: 'saved',
		kind,
		picked: readSavedResource(params, kind, alternative),
		override: addConfig(params, settings, additionalConfig),
	};
}

/** A configuration of this node. Throws NodeOperationError. */
export function readInline(
	params: ItemParameters,
	settings: IDataObject,
	additionalConfig: unknown,
): ProcessorConfig & { using: 'config' } {
	return {
		using: 'config',
		config: addConfig(params, settings, additionalConfig),
	};
}
