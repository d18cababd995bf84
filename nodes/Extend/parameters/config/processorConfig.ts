/** What processes a document: something saved in Extend with changes, or a configuration of this node. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { deepMerge } from '../../../shared/utils/deepMerge';
import { readJsonObject } from '../common/buildConfig';
import {
	readResourceRef,
	type ResourceRef,
	type ResourceType,
} from '../../../shared/parameters/resourcePicker';

/** Exactly one of them. With an empty configuration Extend finds the fields itself. */
export type ProcessorConfig =
	| { using: 'saved'; kind: ResourceType; picked: ResourceRef; override: IDataObject }
	| { using: 'config'; config: IDataObject };

/**
 * The saved extractor, classifier or splitter that is chosen, with the settings from the options and from
 * 'Override Configuration (JSON)' as changes. Throws NodeOperationError.
 * @param alternative what else the user could do when none is chosen, after "Select one, or"
 */
export function readSaved(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: ResourceType,
	fromOptions: IDataObject,
	options: IDataObject,
	alternative?: string,
): ProcessorConfig {
	const extra = readJsonObject(
		context,
		itemIndex,
		'Override Configuration (JSON)',
		options.overrideConfig,
	);
	return {
		using: 'saved',
		kind,
		picked: readResourceRef(context, itemIndex, kind, alternative),
		override: deepMerge(fromOptions, extra),
	};
}

/** A configuration of this node: from options, own parameters, and 'Configuration (JSON)' over them. */
export function readInline(
	context: IExecuteFunctions,
	itemIndex: number,
	config: IDataObject,
	options: IDataObject,
): ProcessorConfig & { using: 'config' } {
	const extra = readJsonObject(context, itemIndex, 'Configuration (JSON)', options.configJson);
	return { using: 'config', config: deepMerge(config, extra) };
}
