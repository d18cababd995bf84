/** Reads the document parameters of an item. Everything that is wrong is said here, before a request. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readHead, sizeOf, type StoredFile } from '../../shared/binary';
import { groupOf, type FileGroup } from '../../shared/fileTypes';
import { needsRepair, repairedFileName, safeFileName } from '../../shared/fileNames';
import type { BinarySource, DocumentSource } from '../../shared/files';
import { InputProblem } from '../../shared/problems';
import { findFiles, type FieldFile } from './binaryFields';
import { readParameter } from './problem';

export interface SkippedFile {
	fileName: string;
	fieldName: string;
	reason: string;
}

export interface ItemSources {
	sources: DocumentSource[];
	skipped: SkippedFile[];
}

/** The documents of an item and the files that the options skip. Throws NodeOperationError. */
export async function readSources(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
): Promise<ItemSources> {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const read = <T>(displayName: string, make: () => T) =>
		readParameter(context, itemIndex, displayName, make);
	const fileName = () => String(parameter('fileName')).trim() || undefined;

	switch (parameter('documentSource')) {
		case 'url': {
			const urls = read('URL', () => lines(parameter('documentUrl')).map(checkedUrl));
			const name = urls.length === 1 ? fileName() : undefined;
			return all(urls.map((url) => ({ kind: 'url', url, fileName: name })));
		}
		case 'fileId': {
			const ids = read('File ID', () => lines(parameter('fileId')).map(checkedId));
			return all(ids.map((fileId) => ({ kind: 'fileId', fileId })));
		}
		case 'text': {
			const text = read('Text', () => notEmpty(String(parameter('text') ?? '')));
			return all([{ kind: 'text', text, fileName: fileName() }]);
		}
		default:
			return await readBinarySources(context, itemIndex, options);
	}
}

/** The files of an item that 'Input Binary Field' means. Throws NodeOperationError. */
export async function readBinarySources(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
): Promise<{ sources: BinarySource[]; skipped: SkippedFile[] }> {
	const parameter = context.getNodeParameter('binaryPropertyName', itemIndex, '');
	const files = readParameter(context, itemIndex, 'Input Binary Field', () =>
		findFiles(context, itemIndex, parameter),
	);
	return await sift(context, itemIndex, files, options);
}

function all(sources: DocumentSource[]): ItemSources {
	return { sources, skipped: [] };
}

/** One entry per line; a list from an expression is taken as it is. */
function lines(value: unknown): string[] {
	const entries = (Array.isArray(value) ? value.map(String) : String(value ?? '').split('\n'))
		.map((line) => line.trim())
		.filter((line) => line !== '');
	if (entries.length === 0) {
		throw new InputProblem('', 'it is empty', 'Enter a value, or check the expression.');
	}
	return entries;
}

function notEmpty(text: string): string {
	if (text.trim() !== '') return text;
	throw new InputProblem('', 'it is empty', 'Enter a text, or check the expression.');
}

function checkedUrl(text: string): string {
	let protocol = '';
	try {
		({ protocol } = new URL(text));
	} catch {
		protocol = '';
	}
	if (protocol === 'https:' || protocol === 'http:') return text;
	throw new InputProblem(
		'',
		`"${text.split(/[?#]/, 1)[0].slice(0, 100)}" is no web address`,
		'Enter an address that begins with https://.',
	);
}

function checkedId(text: string): string {
	if (/^[\w-]{1,255}$/.test(text)) return text;
	throw new InputProblem(
		'',
		`"${text.slice(0, 60)}" is no file ID`,
		'Enter the ID of a file in Extend, such as file_xK9mLPqRtN3vS8wF5hB2c.',
	);
}

/** Parts the files that are to be read from those that the options skip. */
async function sift(
	context: IExecuteFunctions,
	itemIndex: number,
	files: FieldFile[],
	options: IDataObject,
): Promise<{ sources: BinarySource[]; skipped: SkippedFile[] }> {
	const result: { sources: BinarySource[]; skipped: SkippedFile[] } = { sources: [], skipped: [] };
	for (const { fieldName, file } of files) {
		const fileName = file.data.fileName ?? fieldName;
		const reason = await reasonToSkip(context, fileName, file, options);
		if (reason) {
			result.skipped.push({ fileName, fieldName, reason });
			continue;
		}
		const size = await sizeOf(context, file);
		readParameter(context, itemIndex, 'Input Binary Field', () => checkSize(fileName, size));
		result.sources.push({ kind: 'binary', file, fieldName, fileName });
	}
	return result;
}

function checkSize(fileName: string, size: number): void {
	if (size > 0) return;
	throw new InputProblem(
		'',
		`the file ${safeFileName(fileName)} is empty`,
		'Check the node that hands it over: the file has 0 bytes.',
	);
}

async function reasonToSkip(
	context: IExecuteFunctions,
	fileName: string,
	file: StoredFile,
	options: IDataObject,
): Promise<string | undefined> {
	if (!options.skipUnsupported && !options.fileTypes && !options.minImageSize) return undefined;
	const { mimeType } = file.data;
	// The name under which it would be uploaded decides: a scan without an extension is no foreign file.
	const head = needsRepair(fileName, mimeType) ? await readHead(context, file) : undefined;
	const group = groupOf(repairedFileName(fileName, mimeType, head));
	return typeReason(group, options) ?? (await sizeReason(context, file, group, options));
}

function typeReason(group: FileGroup | undefined, options: IDataObject): string | undefined {
	const wanted = options.fileTypes as FileGroup[] | undefined;
	if (group === undefined) {
		return options.skipUnsupported === true || wanted
			? 'Extend does not read files of this type'
			: undefined;
	}
	return wanted && !wanted.includes(group) ? `the type is not among 'File Types'` : undefined;
}

async function sizeReason(
	context: IExecuteFunctions,
	file: StoredFile,
	group: FileGroup | undefined,
	options: IDataObject,
): Promise<string | undefined> {
	const leastKb = Number(options.minImageSize ?? 0);
	if (group !== 'image' || leastKb <= 0) return undefined;
	const small = (await sizeOf(context, file)) < leastKb * 1024;
	return small ? "the image is smaller than 'Minimum Image Size'" : undefined;
}
