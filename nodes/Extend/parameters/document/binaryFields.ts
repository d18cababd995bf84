/** Which files of an item a parameter selects: names, lists, patterns, all, or a file from an expression. */
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { StoredFile } from '../../../shared/files/binary';
import { isRecord, getOwn } from '../../../shared/utils/objects';
import { InputError } from '../../../shared/errors/inputError';
import { BINARY_FIELD_MESSAGES } from './messages';

/** How many fields a message lists. */
const MAX_FIELD_NAMES = 10;
/** n8n's combined binary mode keeps files here in the JSON of an item. */
const COMBINED = '_files';

/** A file of the item and the name of its field, as the user knows it. */
export interface FieldFile {
	fieldName: string;
	file: StoredFile;
}

/** What a parameter selects. */
export interface FoundFiles {
	files: FieldFile[];
	/** patterns that select no file of this item */
	unmatchedPatterns: string[];
	/** whether any pattern selects files, so that nobody named each of them */
	usesPattern: boolean;
	/** the field taken in place of the default name, which the item does not have */
	onlyField?: string;
}

/** The name that stands in the parameter unless the user changes it. */
export const DEFAULT_FIELD = 'data';

/**
 * The files of the item that `parameter` selects, in order and each once. The default name takes the item's only
 * file, whatever its field is called: mails have `attachment_0`. Throws InputError when a name matches none; it
 * lists the fields of the item.
 */
export function findFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	parameter: unknown,
): FoundFiles {
	const entries = Array.isArray(parameter) ? parameter : [parameter];
	const item = context.getInputData()[itemIndex];
	const paths = getFieldPaths(item.binary, item.json);
	if (entries.length > 0 && entries.every(isFile)) {
		const files = entries.map((file) => toFieldFile(context, itemIndex, paths, file));
		return { files, unmatchedPatterns: [], usesPattern: false };
	}
	const wanted = entries
		.flatMap((entry) => String(entry ?? '').split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (wanted.length === 0) {
		throw new InputError(BINARY_FIELD_MESSAGES.noName);
	}

	const names = [...paths.keys()];
	const found = new Map<string, string>();
	const unmatchedPatterns: string[] = [];
	let onlyField: string | undefined;
	for (const name of wanted) {
		const matches = findMatches(name, names);
		for (const match of matches) found.set(match, paths.get(match) as string);
		if (matches.length > 0) continue;
		if (isPattern(name)) unmatchedPatterns.push(name);
		else if (hasFileAt(item.json, name)) found.set(name, name);
		else if (wanted.length === 1 && name === DEFAULT_FIELD && names.length === 1) {
			[onlyField] = names;
			found.set(onlyField, paths.get(onlyField) as string);
		} else throw toMissingFieldError(name, names);
	}
	const files = [...found].map(([fieldName, path]) => ({
		fieldName,
		file: { itemIndex, field: path, data: context.helpers.assertBinaryData(itemIndex, path) },
	}));
	return { files, unmatchedPatterns, usesPattern: wanted.some(isPattern), onlyField };
}

/** A file from an expression. If it is a file of the item it keeps the name of its field. */
function toFieldFile(
	context: IExecuteFunctions,
	itemIndex: number,
	paths: Map<string, string>,
	file: FileValue,
): FieldFile {
	for (const [fieldName, path] of paths) {
		const data = context.helpers.assertBinaryData(itemIndex, path);
		const isSame = Object.entries(file).every(([key, value]) => getOwn(data, key) === value);
		if (isSame) return { fieldName, file: { itemIndex, field: path, data } };
	}
	const mode = file.id?.split(':', 1)[0];
	if (file.data === undefined && mode === undefined) {
		throw new InputError(BINARY_FIELD_MESSAGES.notInItem);
	}
	const data = { ...file, data: file.data ?? mode } as IBinaryData;
	return { fieldName: 'data', file: { itemIndex, field: data, data } };
}

/** Names of the item's files, each with the path that n8n's helpers take. */
function getFieldPaths(binary: object | undefined, json: IDataObject): Map<string, string> {
	const paths = new Map(Object.keys(binary ?? {}).map((name) => [name, name]));
	const combined = json[COMBINED];
	if (isRecord(combined)) {
		for (const name of Object.keys(combined)) {
			if (!paths.has(name)) paths.set(name, `${COMBINED}.${name}`);
		}
	}
	return paths;
}

function isPattern(name: string): boolean {
	return name.endsWith('*');
}

function findMatches(pattern: string, names: string[]): string[] {
	const wanted = pattern.startsWith(`${COMBINED}.`) ? pattern.slice(COMBINED.length + 1) : pattern;
	if (!isPattern(wanted)) return names.filter((name) => name === wanted);
	return names.filter((name) => name.startsWith(wanted.slice(0, -1)));
}

/** A path into the JSON of the item, as combined mode and expressions produce them. */
function hasFileAt(json: IDataObject, path: string): boolean {
	let value: unknown = json;
	for (const key of path.split('.')) {
		if (!isRecord(value) || !Object.prototype.hasOwnProperty.call(value, key)) return false;
		value = value[key];
	}
	return isFile(value) && value.data !== undefined;
}

/** A file from an expression: `$binary` omits `data`. */
type FileValue = Partial<IBinaryData> & Pick<IBinaryData, 'mimeType'>;

function isFile(value: unknown): value is FileValue {
	if (!isRecord(value) || typeof value.mimeType !== 'string') return false;
	return ['data', 'id', 'fileSize'].some((key) => typeof value[key] === 'string');
}

function toMissingFieldError(name: string, names: string[]): InputError {
	if (names.length === 0) return new InputError(BINARY_FIELD_MESSAGES.noFile({ name }));
	const fieldNames = names.slice(0, MAX_FIELD_NAMES).join(', ');
	return new InputError(BINARY_FIELD_MESSAGES.unknownField({ name, fieldNames }));
}
