/** Files that an expression gives: one of the item, all of them (`$binary`), or one of another node. */
import { isBinaryObject } from '../../../shared/files/binaryObject';
import { InputError } from '../../../shared/errors/inputError';
import { isRecord, type JsonRecord } from '../../../shared/utils/objects';
import { DEFAULT_FIELD, type ItemFields } from './itemFields';
import { BINARY_FIELD_MESSAGES } from './messages';

/** A file with the field that it lies in; for a file of another node, the default name. */
export type NamedValue = [fieldName: string, file: JsonRecord];

/**
 * The file that an object is: one of the item with the name of its field, or one of another node. Undefined when it is
 * none. Throws InputError for a file whose content is not known.
 * @param position among as many objects as the item has files: those of `Object.values($binary)`
 */
export function readFileValue(
	value: JsonRecord,
	fields: ItemFields,
	position?: number,
): NamedValue | undefined {
	const own = findOwnField(value, fields, position);
	if (own || !isBinaryObject(value)) return own;
	// `$binary` omits the content, without which only a file of the item can be read.
	if (typeof value.id === 'string' || 'data' in value) return [DEFAULT_FIELD, value];
	throw new InputError(BINARY_FIELD_MESSAGES.notInItem);
}

/** The files of an object such as `$binary`, which has one in each member. Throws InputError when it has anything else. */
export function readFileMap(value: JsonRecord, fields: ItemFields): NamedValue[] {
	return Object.entries(value).map(([name, file]) => {
		const sameName = fields.get(name);
		if (isRecord(file) && sameName && isSameFile(file, sameName)) return [name, sameName];
		if (isBinaryObject(file)) return [name, file];
		throw new InputError(BINARY_FIELD_MESSAGES.notAFile);
	});
}

/** The field of the item that holds this file. */
function findOwnField(
	value: JsonRecord,
	fields: ItemFields,
	position = -1,
): NamedValue | undefined {
	const same = [...fields].filter(([, file]) => isSameFile(value, file));
	if (same.length < 2) return same[0];
	// Without the content, files of the same name and size look the same.
	const atPosition = same.find(([name]) => name === [...fields.keys()][position]);
	const contents = new Set(same.map(([, file]) => file.id ?? file.data));
	if (atPosition || contents.size === 1) return atPosition ?? same[0];
	const fieldNames = same.map(([name]) => name).join(', ');
	throw new InputError(BINARY_FIELD_MESSAGES.ambiguousFile({ fieldNames }));
}

/** Whether the value is this file, with its content or without it. */
function isSameFile(value: JsonRecord, file: JsonRecord): boolean {
	const names = Object.keys(file).filter((name) => name !== 'data' || 'data' in value);
	return (
		names.length === Object.keys(value).length && names.every((name) => value[name] === file[name])
	);
}
