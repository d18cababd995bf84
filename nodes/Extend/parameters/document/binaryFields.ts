/** Which files of an item a parameter selects: names, lists, patterns, all, or files from an expression. */
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { StoredFile } from '../../../shared/files/binary';
import { isBinaryObject } from '../../../shared/files/binaryObject';
import { InputError } from '../../../shared/errors/inputError';
import { readPath } from '../../../shared/utils/deepMerge';
import { getOwn, isRecord, type JsonRecord } from '../../../shared/utils/objects';
import { toText } from '../../../shared/utils/sanitize';
import { readFileMap, readFileValue, type NamedValue } from './expressionFiles';
import {
	findFileIdPath,
	DEFAULT_FIELD,
	findFields,
	getInputItem,
	isCombined,
	listBinaryFields,
	matchFields,
	type ItemFields,
} from './itemFields';
import { BINARY_FIELD_MESSAGES } from './messages';
import { OBJECT_TEXT } from './sourceValues';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** How many fields a message lists. */
const MAX_FIELD_NAMES = 10;
/** A longer name is the content of a file; labels of forms may be a sentence. */
const MAX_NAME_LENGTH = 200;
/** A name may contain commas: it is looked for in this many parts together. */
const MAX_PARTS = 6;
/** A longer text is no list of names. */
const MAX_TEXT_LENGTH = 20_000;
/** URIs with data, and base64 of PDF, PNG, JPEG, zip, old Office files, GIF, TIFF. */
const CONTENT = /^(data:|JVBERi0|iVBORw0K|\/9j\/|UEsDB|0M8R4KGx|R0lGOD|SUkqA|TU0AK)/;
const ALL = '*';

/** What a parameter selects. */
export interface FoundFiles {
	/** as they lie in the item: not checked yet */
	files: StoredFile[];
	/** patterns that select no file of this item */
	unmatchedPatterns: string[];
	/** whether any pattern selects files, so that nobody named each of them */
	usesPattern: boolean;
	/** the field taken in place of the default name, which the item does not have */
	onlyField?: string;
}

/** What one name, pattern or object selects. */
interface Selection {
	files: NamedValue[];
	pattern?: string;
}

/** An item with files. */
interface FileItem {
	fields: ItemFields;
	json: IDataObject;
	isCombined: boolean;
}

/**
 * The files of the item that `parameter` selects, in order and each once. The default name takes the item's only
 * file, whatever its field is called: mails have `attachment_0`. Throws InputError when a name matches none, which
 * lists the fields of the item.
 */
export function findFiles(params: ItemParameters, parameter: unknown): FoundFiles {
	const { context, itemIndex } = params;
	const inputItem = getInputItem(context, itemIndex);
	const isInJson = isCombined(context);
	const fields = listBinaryFields(inputItem, isInJson);
	const item: FileItem = { fields, json: inputItem.json, isCombined: isInJson };
	const onlyField = findOnlyField(parameter, item);
	const entries = onlyField === undefined ? parameter : onlyField;
	const selections = Array.isArray(entries)
		? selectList(entries, item)
		: selectEntry(entries, item);
	const patterns = selections.filter(({ pattern }) => pattern !== undefined);
	return {
		files: withoutRepeated(selections.flatMap(({ files }) => files)).map(([fieldName, file]) => ({
			itemIndex,
			fieldName,
			// As it lies in the item: `toBinaryData` checks it.
			data: file as IBinaryData,
		})),
		unmatchedPatterns: patterns
			.filter(({ files }) => files.length === 0)
			.map(({ pattern }) => pattern ?? ALL),
		usesPattern: patterns.length > 0,
		onlyField,
	};
}

function findOnlyField(parameter: unknown, { fields, json }: FileItem): string | undefined {
	if (toText(parameter).trim() !== DEFAULT_FIELD || fields.size !== 1) return undefined;
	if (fields.has(DEFAULT_FIELD) || isBinaryObject(getOwn(json, DEFAULT_FIELD))) return undefined;
	return [...fields.keys()][0];
}

/** An empty list selects all there are, like `$binary` of an item without files. */
function selectList(entries: unknown[], item: FileItem): Selection[] {
	if (entries.length === 0) return [selectName(ALL, item)];
	const isComplete = entries.length === item.fields.size;
	return entries.flatMap((entry, index) =>
		selectEntry(entry, item, isComplete ? index : undefined),
	);
}

function selectEntry(entry: unknown, item: FileItem, position?: number): Selection[] {
	if (isRecord(entry)) return [selectByObject(entry, item, position)];
	const text = toText(entry);
	if (text.length > MAX_TEXT_LENGTH) throw new InputError(BINARY_FIELD_MESSAGES.isContent);
	const names = splitNames(text, item.fields);
	if (names.length > 0) return names.map((name) => selectName(name, item));
	if (item.fields.size === 0) {
		const fileIdPath = findFileIdPath(item.json);
		throw new InputError(BINARY_FIELD_MESSAGES.noFiles({ fileIdPath }));
	}
	throw new InputError(BINARY_FIELD_MESSAGES.noName({ fieldNames: formatNames(item.fields) }));
}

function selectByObject(
	value: JsonRecord,
	item: FileItem,
	position: number | undefined,
): Selection {
	const file = readFileValue(value, item.fields, position);
	if (file) return { files: [file] };
	// `$binary` is empty when there are no files, and when n8n keeps them in the JSON.
	const isEmpty = Object.keys(value).length === 0;
	if (isEmpty && (item.isCombined || item.fields.size === 0)) return selectName(ALL, item);
	if (isEmpty) throw new InputError(BINARY_FIELD_MESSAGES.notAFile);
	return { files: readFileMap(value, item.fields), pattern: ALL };
}

/** Throws InputError. */
function selectName(name: string, { fields, json }: FileItem): Selection {
	const names = [...fields.keys()];
	const toSelection = (found: string[]) =>
		found.flatMap((field): NamedValue[] => {
			const file = fields.get(field);
			return file ? [[field, file]] : [];
		});
	const found = findFields(name, names);
	if (found.length > 0) return { files: toSelection(found) };
	if (name.endsWith(ALL)) return { files: toSelection(matchFields(name, names)), pattern: name };
	// A path into the JSON of the item, as combined mode and expressions produce them.
	const atPath = readPath(json, name);
	if (isBinaryObject(atPath)) return { files: [[name, atPath]] };
	throw toMissingFieldError(name, fields, json);
}

/** Names are separated by commas, which labels of forms may have too. */
function splitNames(text: string, fields: ItemFields): string[] {
	const names = [...fields.keys()];
	const parts = text.split(',');
	const found: string[] = [];
	let from = 0;
	while (from < parts.length) {
		let to = Math.min(from + MAX_PARTS, parts.length);
		const join = () => parts.slice(from, to).join(',').trim();
		while (to > from + 1 && findFields(join(), names).length === 0) to--;
		found.push(join());
		from = to;
	}
	return found.filter((name) => name !== '');
}

function withoutRepeated(files: NamedValue[]): NamedValue[] {
	const seen = new Map<string, Set<JsonRecord>>();
	return files.filter(([name, file]) => {
		const known = seen.get(name) ?? new Set();
		seen.set(name, known);
		return !known.has(file) && known.add(file);
	});
}

function toMissingFieldError(name: string, fields: ItemFields, json: IDataObject): InputError {
	if (name.length > MAX_NAME_LENGTH || CONTENT.test(name)) {
		return new InputError(BINARY_FIELD_MESSAGES.isContent);
	}
	if (name.includes(OBJECT_TEXT)) return new InputError(BINARY_FIELD_MESSAGES.isObjectText);
	if (fields.size === 0) {
		const fileIdPath = findFileIdPath(json);
		return new InputError(BINARY_FIELD_MESSAGES.noFile({ name, fileIdPath }));
	}
	return new InputError(
		BINARY_FIELD_MESSAGES.unknownField({ name, fieldNames: formatNames(fields) }),
	);
}

function formatNames(fields: ItemFields): string {
	return [...fields.keys()].slice(0, MAX_FIELD_NAMES).join(', ');
}
