/** Options as parts of a configuration: shared by all operations that send one. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { toObject } from '../../../shared/utils/objects';
import { setPath } from '../../../shared/utils/deepMerge';
import { InputError } from '../../../shared/errors/inputError';
import { parseRanges } from './pageRanges';
import { parseJson } from '../../../shared/parameters/parseJson';
import { readParameter } from '../common/readParameter';

export const pagesOption: INodeProperties = {
	displayName: 'Pages',
	name: 'pageRanges',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1-3, 5',
	description: 'Read only these pages, counted from 1',
};

/** The values that are set, at their paths in the configuration. */
export function buildConfig(
	values: IDataObject,
	paths: Readonly<Record<string, string>>,
): IDataObject {
	const config: IDataObject = {};
	for (const [name, path] of Object.entries(paths)) {
		if (isSet(values[name])) setPath(config, path, values[name]);
	}
	return config;
}

/** Whether a value was given: every option of the API is sent only then. */
export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** Adds 'Pages' to the configuration when it is set. Throws NodeOperationError. */
export function addPages(
	context: IExecuteFunctions,
	itemIndex: number,
	config: IDataObject,
	{ pageRanges }: IDataObject,
): void {
	const pages = readParameter(context, itemIndex, 'Pages', () =>
		parseRanges(String(pageRanges ?? '')),
	);
	if (pages.length > 0) setPath(config, 'advancedOptions.pageRanges', pages);
}

/** A parameter that holds a JSON object; nothing gives an empty one. Throws NodeOperationError. */
export function readJsonObject(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	value: unknown,
): IDataObject {
	if (!isSet(value)) return {};
	return readParameter(context, itemIndex, displayName, () => {
		const object = toObject(parseJson(value));
		if (object) return object;
		throw new InputError({
			message: 'it is no JSON object',
			hint: 'Write an object, such as { "advancedOptions": {} }.',
		});
	});
}
