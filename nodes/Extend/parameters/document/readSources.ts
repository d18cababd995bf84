/** Reads the document parameters of an item. All errors in them are found here, before the first request. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { getSize, type StoredFile } from '../../../shared/files/binary';
import { getBinaryName, toBinaryData } from '../../../shared/files/binaryObject';
import { getFileGroup, type FileGroup } from '../../../shared/files/fileType/fileTypes';
import { checkContent, inspectFile, type NamedFile } from '../../../shared/files/inspectFile';
import { locateError } from '../../../shared/errors/documentError';
import { InputError } from '../../../shared/errors/inputError';
import {
	toFailedDocument,
	type BinarySource,
	type DocumentSource,
} from '../../../shared/files/upload';
import { VALUE_MESSAGES } from '../../../shared/parameters/declared/messages';
import { findFiles } from './binaryFields';
import { readFileOptions, type FileOptions } from './fileOptions';
import { SKIP_REASONS, SOURCE_MESSAGES } from './messages';
import { readFileIds, readText, readUrls } from './sourceValues';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

export interface SkippedFile {
	/** null: a pattern that selects no file */
	fileName: string | null;
	fieldName: string;
	reason: string;
}

export interface ItemSources<T = DocumentSource> {
	sources: T[];
	skipped: SkippedFile[];
	/** the binary field taken in place of 'data', which the item does not have */
	onlyField?: string;
}

/** The documents of an item and the files that 'File Options' skip. Throws NodeOperationError. */
export async function readSources(params: ItemParameters): Promise<ItemSources> {
	const fileName = () => params.text('fileName') || undefined;
	switch (params.get('documentSource')) {
		case 'url': {
			const urls = params.check('URL', () => readUrls(params.get('documentUrl')));
			const name = urls.length === 1 ? fileName() : undefined;
			return withoutSkipped(urls.map((url) => ({ kind: 'url', url, fileName: name })));
		}
		case 'fileId': {
			const ids = params.check('File ID', () => readFileIds(params.get('fileId')));
			return withoutSkipped(ids.map((fileId) => ({ kind: 'fileId', fileId })));
		}
		case 'text': {
			const entered = params.context.getNode().parameters.text;
			const text = params.check('Text', () => readText(params.get('text'), entered));
			return withoutSkipped([{ kind: 'text', text, fileName: fileName() }]);
		}
		default:
			return await readBinarySources(params);
	}
}

/**
 * The files of an item that 'Input Binary Field' selects. Throws NodeOperationError.
 * @param givenName in place of the file's own, if there is only one
 */
export async function readBinarySources(
	params: ItemParameters,
	givenName?: string,
): Promise<ItemSources<BinarySource>> {
	const parameter = params.get('binaryPropertyName');
	const found = params.check('Input Binary Field', () => findFiles(params, parameter));
	const options = readFileOptions(params, found.usesPattern);
	const sources: BinarySource[] = [];
	const skipped: SkippedFile[] = [];
	const name = found.files.length === 1 ? givenName : undefined;
	for (const file of found.files) {
		const inspected = await inspectOrFail(params.context, file, options, name);
		if ('reason' in inspected) skipped.push(inspected);
		else sources.push(inspected);
	}
	for (const fieldName of found.unmatchedPatterns) {
		skipped.push({ fileName: null, fieldName, reason: SKIP_REASONS.noMatch });
	}
	return { sources, skipped, onlyField: found.onlyField };
}

function withoutSkipped(sources: DocumentSource[]): ItemSources {
	return { sources, skipped: [] };
}

/** The file, or why it cannot be processed: then the other files of the item still can. */
async function inspectOrFail(
	context: IExecuteFunctions,
	file: StoredFile,
	options: FileOptions,
	givenName: string | undefined,
): Promise<BinarySource | SkippedFile> {
	try {
		return await inspectSource(context, file, options, givenName);
	} catch (error) {
		const fileName = getBinaryName(file.data, file.fieldName);
		const source: BinarySource = { ...file, kind: 'binary', fileName, size: 0 };
		const problem = locateError(error, [toFailedDocument(source)]);
		if (!context.continueOnFail()) throw problem;
		return { ...source, problem };
	}
}

/** What is found out about a file once, for all that follows; or why it is skipped. Throws InputError. */
async function inspectSource(
	context: IExecuteFunctions,
	found: StoredFile,
	options: FileOptions,
	givenName: string | undefined,
): Promise<BinarySource | SkippedFile> {
	const file = { ...found, data: toBinaryData(found.data, found.fieldName) };
	const named = await inspectFile(context, file, givenName);
	const group = getFileGroup(named.fileName);
	const typeReason = getTypeReason(group, options);
	if (typeReason) return toSkipped(named, typeReason);
	const size = await getSize(context, file);
	if (size === 0) {
		const parameter = VALUE_MESSAGES.check({ displayName: 'Input Binary Field' });
		throw new InputError(SOURCE_MESSAGES.emptyFile({ fileName: named.fileName }), parameter);
	}
	await checkContent(context, named, size);
	if (group === 'image' && size < options.minImageSize * 1024) {
		return toSkipped(named, SKIP_REASONS.smallImage);
	}
	return { ...named, kind: 'binary', size };
}

function toSkipped({ fileName, fieldName }: NamedFile, reason: string): SkippedFile {
	return { fileName, fieldName, reason };
}

function getTypeReason(group: FileGroup | undefined, options: FileOptions): string | undefined {
	const wanted = options.fileTypes;
	if (group === undefined) {
		return options.skipUnsupported || wanted ? SKIP_REASONS.unsupportedType : undefined;
	}
	return wanted && !wanted.includes(group) ? SKIP_REASONS.typeNotChosen : undefined;
}
