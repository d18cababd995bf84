/** Reads the document parameters of an item. All errors in them are found here, before the first request. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { readHead, getSize, type StoredFile } from '../../../shared/files/binary';
import { getFileGroup, type FileGroup } from '../../../shared/files/fileTypes';
import { needsTypeDetection, repairFileName, safeFileName } from '../../../shared/files/fileNames';
import { locateError } from '../../../shared/errors/documentError';
import {
	toFailedDocument,
	type BinarySource,
	type DocumentSource,
} from '../../../shared/files/upload';
import { readRequiredId } from '../../../shared/parameters/requiredId';
import { InputError } from '../../../shared/errors/inputError';
import { VALUE_MESSAGES } from '../../../shared/parameters/declared/messages';
import { findFiles, type FoundFiles } from './binaryFields';
import { readFileOptions, type FileOptions } from './fileOptions';
import { readParameter } from '../common/readParameter';
import { SKIP_REASONS, SOURCE_MESSAGES } from './messages';

/** How much of a wrong address stands in the message, in characters. */
const MAX_URL_IN_MESSAGE = 100;

export interface SkippedFile {
	/** null: a pattern that selects no file */
	fileName: string | null;
	fieldName: string;
	reason: string;
}

export interface ItemSources {
	sources: DocumentSource[];
	skipped: SkippedFile[];
	/** the binary field taken in place of 'data', which the item does not have */
	onlyField?: string;
}

/** The documents of an item and the files that 'File Options' skip. Throws NodeOperationError. */
export async function readSources(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<ItemSources> {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex, '');
	const read = <T>(displayName: string, getValue: () => T) =>
		readParameter(context, itemIndex, displayName, getValue);
	const fileName = () => String(parameter('fileName')).trim() || undefined;

	switch (parameter('documentSource')) {
		case 'url': {
			const urls = read('URL', () => readLines(parameter('documentUrl')).map(parseUrl));
			const name = urls.length === 1 ? fileName() : undefined;
			return withoutSkipped(urls.map((url) => ({ kind: 'url', url, fileName: name })));
		}
		case 'fileId': {
			const ids = read('File ID', () => readLines(parameter('fileId')).map(readFileIdLine));
			return withoutSkipped(ids.map((fileId) => ({ kind: 'fileId', fileId })));
		}
		case 'text': {
			const text = read('Text', () => checkText(String(parameter('text') ?? '')));
			return withoutSkipped([{ kind: 'text', text, fileName: fileName() }]);
		}
		default:
			return await readBinarySources(context, itemIndex);
	}
}

/** The files of an item that 'Input Binary Field' selects. Throws NodeOperationError. */
export async function readBinarySources(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<Omit<ItemSources, 'sources'> & { sources: BinarySource[] }> {
	const parameter = context.getNodeParameter('binaryPropertyName', itemIndex, '');
	const found = readParameter(context, itemIndex, 'Input Binary Field', () =>
		findFiles(context, itemIndex, parameter),
	);
	const options = readFileOptions(context, itemIndex);
	const skipUnsupported = options.skipUnsupported ?? found.usesPattern;
	const { sources, skipped } = await filterFiles(context, found, {
		...options,
		skipUnsupported,
	});
	for (const fieldName of found.unmatchedPatterns) {
		skipped.push({ fileName: null, fieldName, reason: SKIP_REASONS.noMatch });
	}
	return { sources, skipped, onlyField: found.onlyField };
}

function withoutSkipped(sources: DocumentSource[]): ItemSources {
	return { sources, skipped: [] };
}

/** One entry per line. A list from an expression has one entry per element. */
function readLines(value: unknown): string[] {
	const entries = (Array.isArray(value) ? value.map(String) : String(value ?? '').split('\n'))
		.map((line) => line.trim())
		.filter((line) => line !== '');
	if (entries.length === 0) {
		throw new InputError(SOURCE_MESSAGES.emptyList);
	}
	return entries;
}

/** Addresses of the dashboard are not accepted here. */
function readFileIdLine(line: string): string {
	const messages = { empty: SOURCE_MESSAGES.emptyList, invalid: SOURCE_MESSAGES.invalidFileId };
	return readRequiredId(line, messages, { acceptsAddress: false });
}

function checkText(text: string): string {
	if (text.trim() !== '') return text;
	throw new InputError(SOURCE_MESSAGES.emptyText);
}

function parseUrl(text: string): string {
	let protocol = '';
	try {
		({ protocol } = new URL(text));
	} catch {
		protocol = '';
	}
	if (protocol === 'https:' || protocol === 'http:') return text;
	const url = text.split(/[?#]/, 1)[0].slice(0, MAX_URL_IN_MESSAGE);
	throw new InputError(SOURCE_MESSAGES.invalidUrl({ url }));
}

/** Separates the files to read from those that the options skip. */
async function filterFiles(
	context: IExecuteFunctions,
	{ files }: FoundFiles,
	options: FileOptions,
): Promise<{ sources: BinarySource[]; skipped: SkippedFile[] }> {
	const result: { sources: BinarySource[]; skipped: SkippedFile[] } = { sources: [], skipped: [] };
	for (const { fieldName, file } of files) {
		const source: BinarySource = {
			kind: 'binary',
			file,
			fieldName,
			fileName: file.data.fileName ?? fieldName,
		};
		try {
			const reason = await checkFile(context, source, options);
			if (reason === undefined) result.sources.push(source);
			else result.skipped.push({ fileName: source.fileName, fieldName, reason });
		} catch (error) {
			const problem = locateError(error, [toFailedDocument(source)]);
			// The other files of the item can be processed.
			if (!context.continueOnFail()) throw problem;
			result.sources.push({ ...source, problem });
		}
	}
	return result;
}

/** Why a file is skipped; undefined when it is not. Throws InputError for a file that cannot be sent. */
async function checkFile(
	context: IExecuteFunctions,
	{ fileName, file }: BinarySource,
	options: FileOptions,
): Promise<string | undefined> {
	const reason = await getSkipReason(context, fileName, file, options);
	if (reason === undefined) checkSize(fileName, await getSize(context, file));
	return reason;
}

function checkSize(fileName: string, size: number): void {
	if (size > 0) return;
	const parameter = VALUE_MESSAGES.check({ displayName: 'Input Binary Field' });
	throw new InputError(SOURCE_MESSAGES.emptyFile({ fileName: safeFileName(fileName) }), parameter);
}

async function getSkipReason(
	context: IExecuteFunctions,
	fileName: string,
	file: StoredFile,
	options: FileOptions,
): Promise<string | undefined> {
	if (!options.skipUnsupported && !options.fileTypes && !options.minImageSize) return undefined;
	const { mimeType } = file.data;
	// The name for the upload decides, so that a scan without an extension is not skipped.
	const head = needsTypeDetection(fileName, mimeType) ? await readHead(context, file) : undefined;
	const group = getFileGroup(repairFileName(fileName, mimeType, head));
	return getTypeReason(group, options) ?? (await getSizeReason(context, file, group, options));
}

function getTypeReason(group: FileGroup | undefined, options: FileOptions): string | undefined {
	const wanted = options.fileTypes;
	if (group === undefined) {
		return options.skipUnsupported === true || wanted ? SKIP_REASONS.unsupportedType : undefined;
	}
	return wanted && !wanted.includes(group) ? SKIP_REASONS.typeNotChosen : undefined;
}

async function getSizeReason(
	context: IExecuteFunctions,
	file: StoredFile,
	group: FileGroup | undefined,
	options: FileOptions,
): Promise<string | undefined> {
	const minKb = options.minImageSize;
	if (group !== 'image' || minKb <= 0) return undefined;
	const small = (await getSize(context, file)) < minKb * 1024;
	return small ? SKIP_REASONS.smallImage : undefined;
}
