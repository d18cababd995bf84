/** Reads the document parameters of an item. Everything that is wrong is said here, before a request. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { readHead, getSize, type StoredFile } from '../../../shared/files/binary';
import { getFileGroup, type FileGroup } from '../../../shared/files/fileTypes';
import { needsTypeDetection, repairFileName, safeFileName } from '../../../shared/files/fileNames';
import type { BinarySource, DocumentSource } from '../../../shared/files/upload';
import { InputError } from '../../../shared/errors/inputError';
import { findFiles, type FieldFile } from './binaryFields';
import { readParameter } from '../common/readParameter';

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
			const urls = read('URL', () => readLines(parameter('documentUrl')).map(parseUrl));
			const name = urls.length === 1 ? fileName() : undefined;
			return withoutSkipped(urls.map((url) => ({ kind: 'url', url, fileName: name })));
		}
		case 'fileId': {
			const ids = read('File ID', () => readLines(parameter('fileId')).map(checkFileId));
			return withoutSkipped(ids.map((fileId) => ({ kind: 'fileId', fileId })));
		}
		case 'text': {
			const text = read('Text', () => checkText(String(parameter('text') ?? '')));
			return withoutSkipped([{ kind: 'text', text, fileName: fileName() }]);
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
	return await filterFiles(context, itemIndex, files, options);
}

function withoutSkipped(sources: DocumentSource[]): ItemSources {
	return { sources, skipped: [] };
}

/** One entry per line; a list from an expression is taken as it is. */
function readLines(value: unknown): string[] {
	const entries = (Array.isArray(value) ? value.map(String) : String(value ?? '').split('\n'))
		.map((line) => line.trim())
		.filter((line) => line !== '');
	if (entries.length === 0) {
		throw new InputError({
			message: 'it is empty',
			hint: 'Enter a value, or check the expression.',
		});
	}
	return entries;
}

function checkText(text: string): string {
	if (text.trim() !== '') return text;
	throw new InputError({ message: 'it is empty', hint: 'Enter a text, or check the expression.' });
}

function parseUrl(text: string): string {
	let protocol = '';
	try {
		({ protocol } = new URL(text));
	} catch {
		protocol = '';
	}
	if (protocol === 'https:' || protocol === 'http:') return text;
	throw new InputError({
		message: `"${text.split(/[?#]/, 1)[0].slice(0, 100)}" is no web address`,
		hint: 'Enter an address that begins with https://.',
	});
}

function checkFileId(text: string): string {
	if (/^[\w-]{1,255}$/.test(text)) return text;
	throw new InputError({
		message: `"${text.slice(0, 60)}" is no file ID`,
		hint: 'Enter the ID of a file in Extend, such as file_xK9mLPqRtN3vS8wF5hB2c.',
	});
}

/** Parts the files that are to be read from those that the options skip. */
async function filterFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	files: FieldFile[],
	options: IDataObject,
): Promise<{ sources: BinarySource[]; skipped: SkippedFile[] }> {
	const result: { sources: BinarySource[]; skipped: SkippedFile[] } = { sources: [], skipped: [] };
	for (const { fieldName, file } of files) {
		const fileName = file.data.fileName ?? fieldName;
		const reason = await getSkipReason(context, fileName, file, options);
		if (reason) {
			result.skipped.push({ fileName, fieldName, reason });
			continue;
		}
		const size = await getSize(context, file);
		readParameter(context, itemIndex, 'Input Binary Field', () => checkSize(fileName, size));
		result.sources.push({ kind: 'binary', file, fieldName, fileName });
	}
	return result;
}

function checkSize(fileName: string, size: number): void {
	if (size > 0) return;
	throw new InputError({
		message: `the file ${safeFileName(fileName)} is empty`,
		hint: 'Check the node that hands it over: the file has 0 bytes.',
	});
}

async function getSkipReason(
	context: IExecuteFunctions,
	fileName: string,
	file: StoredFile,
	options: IDataObject,
): Promise<string | undefined> {
	if (!options.skipUnsupported && !options.fileTypes && !options.minImageSize) return undefined;
	const { mimeType } = file.data;
	// The name under which it would be uploaded decides: a scan without an extension is no foreign file.
	const head = needsTypeDetection(fileName, mimeType) ? await readHead(context, file) : undefined;
	const group = getFileGroup(repairFileName(fileName, mimeType, head));
	return getTypeReason(group, options) ?? (await getSizeReason(context, file, group, options));
}

function getTypeReason(group: FileGroup | undefined, options: IDataObject): string | undefined {
	const wanted = options.fileTypes as FileGroup[] | undefined;
	if (group === undefined) {
		return options.skipUnsupported === true || wanted
			? 'Extend does not read files of this type'
			: undefined;
	}
	return wanted && !wanted.includes(group) ? `the type is not among 'File Types'` : undefined;
}

async function getSizeReason(
	context: IExecuteFunctions,
	file: StoredFile,
	group: FileGroup | undefined,
	options: IDataObject,
): Promise<string | undefined> {
	const leastKb = Number(options.minImageSize ?? 0);
	if (group !== 'image' || leastKb <= 0) return undefined;
	const small = (await getSize(context, file)) < leastKb * 1024;
	return small ? "the image is smaller than 'Minimum Image Size'" : undefined;
}
