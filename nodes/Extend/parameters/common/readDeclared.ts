/** Reads parameters by their declarations: one reader for all of them. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../shared/utils/objects';
import { BUNDLE } from '../../../shared/parameters/declared/collections';
import {
	toDeclaredValue,
	type ReadingRules,
} from '../../../shared/parameters/declared/declaredValues';
import { readParameter } from './readParameter';

/** The value of a parameter, or its default when it is not set. Throws NodeOperationError. */
export function readDeclared(
	context: IExecuteFunctions,
	itemIndex: number,
	declared: INodeProperties,
): unknown {
	const value = context.getNodeParameter(declared.name, itemIndex, declared.default) as unknown;
	const read = () => toDeclaredValue(value, declared, {});
	return readParameter(context, itemIndex, declared.displayName, read) ?? declared.default;
}

/**
 * The entries of a collection that are declared and set. Entries of other operations, which n8n keeps, are left
 * out. Throws NodeOperationError.
 * @param name of the collection
 */
export function readCollection(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	declared: INodeProperties[],
	rules: ReadingRules = {},
): IDataObject {
	const values = context.getNodeParameter(name, itemIndex, {}) as unknown;
	const result: IDataObject = {};
	if (!isRecord(values)) return result;
	for (const property of declared) {
		const value = readParameter(context, itemIndex, property.displayName, () =>
			toDeclaredValue(values[property.name], property, rules),
		);
		if (value !== undefined) result[property.name] = value as IDataObject[string];
	}
	return result;
}

/** `{ chunking: { settings: { type } } }` as `{ 'chunking.type' }`; entries that are no bundle stay. */
export function flattenBundles(values: IDataObject): IDataObject {
	const flat: IDataObject = {};
	for (const [name, value] of Object.entries(values)) {
		const settings = isRecord(value) ? value[BUNDLE] : undefined;
		if (!isRecord(settings)) flat[name] = value;
		else {
			for (const [inner, setting] of Object.entries(settings)) {
				flat[`${name}.${inner}`] = setting as IDataObject[string];
			}
		}
	}
	return flat;
}
