/** Values of options as parts of a configuration of the API. */
import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../../shared/errors/inputError';
import { parseJson } from '../../../shared/parameters/parseJson';
import { setPath } from '../../../shared/utils/deepMerge';
import { BUNDLE } from '../../../shared/parameters/declared/collections';
import { isRecord, toObject } from '../../../shared/utils/objects';
import { PARAMETER_MESSAGES } from './messages';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** The values that are set, at their paths in the configuration. Those without a path are left out. */
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

/** An option of the API is sent only when it is set, so that Extend's own default applies otherwise. */
export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** `{ chunking: { settings: { type } } }` as `{ 'chunking.type' }`; entries that are no bundle stay. */
export function flattenBundles(values: IDataObject): IDataObject {
	const flat: IDataObject = {};
	for (const [name, value] of Object.entries(values)) {
		const settings = isRecord(value) ? value[BUNDLE] : undefined;
		if (!isRecord(settings)) flat[name] = value;
		else {
			for (const [inner, setting] of Object.entries(settings)) {
				flat[`${name}.${inner}`] = setting;
			}
		}
	}
	return flat;
}

/** Whether it can be written as JSON: an expression can give circular values and any depth. */
function canBeSent(object: IDataObject): boolean {
	try {
		JSON.stringify(object);
		return true;
	} catch {
		return false;
	}
}

/** A parameter that holds a JSON object. An empty object when it is not set. Throws NodeOperationError. */
export function readJsonObject(
	params: ItemParameters,
	displayName: string,
	value: unknown,
): IDataObject {
	if (!isSet(value)) return {};
	return params.check(displayName, () => {
		const object = toObject(parseJson(value));
		if (!object) throw new InputError(PARAMETER_MESSAGES.notAnObject);
		if (!canBeSent(object)) throw new InputError(PARAMETER_MESSAGES.tooDeep);
		return object;
	});
}
