/** Which files of an item a parameter means. Names, lists, patterns, all, or a file from an expression. */
import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { StoredFile } from '../../../shared/files/binary';
import { isRecord, getOwn } from '../../../shared/utils/objects';
import { InputError } from '../../../shared/errors/inputError';

/** n8n's combined binary mode keeps files here in the JSON of an item. */
const COMBINED = '_files';

/** A file of the item and the name of its field, as the builder knows it. */
export interface FieldFile {
	fieldName: string;
	file: StoredFile;
}

/**
 * The files that `parameter` means in the item, in order and each once. Throws InputError when a name or
 * pattern means none; it lists the fields that there are.
 */
export function findFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	parameter: unknown,
): FieldFile[] {
	const given = Array.isArray(parameter) ? parameter : [parameter];
	const item = context.getInputData()[itemIndex];
	const paths = fieldPaths(item.binary, item.json);
	if (given.length > 0 && given.every(isFile)) {
		return given.map((file) => fieldFile(context, itemIndex, paths, file));
	}
	const wanted = given
		.flatMap((entry) => String(entry ?? '').split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (wanted.length === 0) {
		throw new InputError({
			message: 'no field is named',
			hint: 'Enter the name of a binary field, such as data.',
		});
	}

	const found = new Map<string, string>();
	for (const name of wanted) {
		const names = matching(name, [...paths.keys()]);
		if (names.length > 0) for (const match of names) found.set(match, paths.get(match) as string);
		else if (pathExists(item.json, name)) found.set(name, name);
		else throw noSuchField(name, [...paths.keys()]);
	}
	return [...found].map(([fieldName, path]) => ({
		fieldName,
		file: { itemIndex, field: path, data: context.helpers.assertBinaryData(itemIndex, path) },
	}));
}

/** A file from an expression: the one of the item that it is, so that it keeps its name, or itself. */
function fieldFile(
	context: IExecuteFunctions,
	itemIndex: number,
	paths: Map<string, string>,
	file: FileValue,
): FieldFile {
	for (const [fieldName, path] of paths) {
		const data = context.helpers.assertBinaryData(itemIndex, path);
		const same = Object.entries(file).every(([key, value]) => getOwn(data, key) === value);
		if (same) return { fieldName, file: { itemIndex, field: path, data } };
	}
	const mode = file.id?.split(':', 1)[0];
	if (file.data === undefined && mode === undefined) {
		throw new InputError({
			message: 'the file of the expression is not in the item',
			hint: 'Enter the name of a binary field of the item, such as data.',
		});
	}
	const data = { ...file, data: file.data ?? mode } as IBinaryData;
	return { fieldName: 'data', file: { itemIndex, field: data, data } };
}

/** Names of the item's files, each with the path that n8n's helpers take. */
function fieldPaths(binary: object | undefined, json: IDataObject): Map<string, string> {
	const paths = new Map(Object.keys(binary ?? {}).map((name) => [name, name]));
	const combined = json[COMBINED];
	if (isRecord(combined)) {
		for (const name of Object.keys(combined)) {
			if (!paths.has(name)) paths.set(name, `${COMBINED}.${name}`);
		}
	}
	return paths;
}

function matching(pattern: string, names: string[]): string[] {
	const bare = pattern.startsWith(`${COMBINED}.`) ? pattern.slice(COMBINED.length + 1) : pattern;
	if (!bare.endsWith('*')) return names.filter((name) => name === bare);
	return names.filter((name) => name.startsWith(bare.slice(0, -1)));
}

/** A path into the JSON of the item, as combined mode and expressions produce them. */
function pathExists(json: IDataObject, path: string): boolean {
	let at: unknown = json;
	for (const key of path.split('.')) {
		if (!isRecord(at) || !Object.prototype.hasOwnProperty.call(at, key)) return false;
		at = at[key];
	}
	return isFile(at) && at.data !== undefined;
}

/** A file as an expression gives it: `$binary` leaves `data` out. */
type FileValue = Partial<IBinaryData> & Pick<IBinaryData, 'mimeType'>;

function isFile(value: unknown): value is FileValue {
	if (!isRecord(value) || typeof value.mimeType !== 'string') return false;
	return ['data', 'id', 'fileSize'].some((key) => typeof value[key] === 'string');
}

function noSuchField(name: string, names: string[]): InputError {
	if (names.length === 0) {
		return new InputError({
			message: `the item has no file, so there is no binary field "${name}"`,
			hint: "Connect a node that hands over a file, or choose another 'Document Source'.",
		});
	}
	const listed = names.slice(0, 10).join(', ');
	return new InputError({
		message: `the item has no binary field "${name}"`,
		hint: `It has: ${listed}. Enter one of these, a pattern such as attachment_*, or * for all.`,
	});
}
