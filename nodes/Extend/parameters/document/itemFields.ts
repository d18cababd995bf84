/** The binary fields of an item, in each way in which n8n keeps files. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isBinaryObject } from '../../../shared/files/binaryObject';
import { readPath } from '../../../shared/utils/deepMerge';
import { isRecord, type JsonRecord } from '../../../shared/utils/objects';
import { toText } from '../../../shared/utils/sanitize';

/** The name that stands in the parameter unless the user changes it. */
export const DEFAULT_FIELD = 'data';
/** n8n's combined binary mode keeps files here in the JSON of an item. */
const COMBINED = '_files';

/** The files by the names of their fields, in the order of the item. */
export type ItemFields = Map<string, JsonRecord>;

/** The item as n8n hands it over. */
export function getInputItem(context: IExecuteFunctions, itemIndex: number): INodeExecutionData {
	return context.getInputData()[itemIndex] ?? { json: {} };
}

/**
 * Files of nodes lie in `binary` or, in combined mode, in `_files` of the JSON; those of forms beside it.
 * @param isInJson in combined mode
 */
export function listBinaryFields(
	{ binary, json }: INodeExecutionData,
	isInJson: boolean,
): ItemFields {
	const fields: ItemFields = new Map();
	const add = (name: string, file: unknown) => {
		if (isRecord(file) && !fields.has(name)) fields.set(name, file);
	};
	for (const [name, file] of Object.entries(binary ?? {})) add(name, file);
	if (isRecord(json[COMBINED])) {
		for (const [name, file] of Object.entries(json[COMBINED])) add(name, file);
	}
	if (!isInJson) return fields;
	for (const [label, value] of Object.entries(json)) {
		if (isBinaryObject(value)) add(label, value);
		// A field of a form may take several files. They get the names that they have in the other modes.
		else if (Array.isArray(value) && value.length > 0 && value.every(isBinaryObject)) {
			for (const [index, file] of value.entries()) add(`${label}_${index}`, file);
		}
	}
	return fields;
}

/** Where an item of this node names the file that it has in Extend: Split has it at the top. */
export function findFileIdPath(json: IDataObject): string | undefined {
	return ['fileId', '_extend.fileId'].find((path) =>
		toText(readPath(json, path)).startsWith('file_'),
	);
}

/** The fields that a name stands for: itself, a path, or the label of a form. */
export function findFields(name: string, names: string[]): string[] {
	const wanted = name.startsWith(`${COMBINED}.`) ? name.slice(COMBINED.length + 1) : name;
	if (names.includes(wanted)) return [wanted];
	// Forms replace what is no letter or digit, and count the files of one field.
	const labels = [wanted, wanted.replace(/\W/g, '_')];
	return names.filter((field) =>
		labels.some(
			(label) =>
				field === label ||
				(field.startsWith(`${label}_`) && /^\d+$/.test(field.slice(label.length + 1))),
		),
	);
}

/** The fields that begin as the pattern does, which ends with `*`. */
export function matchFields(pattern: string, names: string[]): string[] {
	const start = pattern.slice(0, -1);
	const wanted = start.startsWith(`${COMBINED}.`) ? start.slice(COMBINED.length + 1) : start;
	return names.filter((name) => name.startsWith(wanted));
}

/** Whether n8n keeps files in the JSON. getWorkflowSettings is missing on n8n 1.x, where combined mode does not exist. */
export function isCombined(context: IExecuteFunctions): boolean {
	return (
		typeof context.getWorkflowSettings === 'function' &&
		context.getWorkflowSettings().binaryMode === 'combined'
	);
}
