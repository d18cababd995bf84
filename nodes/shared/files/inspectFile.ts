/** What a file is, found once: its name for Extend and its size travel with it to the upload. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../errors/inputError';
import { readPart, type StoredFile } from './binary';
import { getBinaryName } from './binaryObject';
import { safeFileName } from './fileNames';
import { needsFirstBytes, needsOleDirectory, repairFileName } from './fileType/decideType';
import { detectType } from './fileType/magicBytes';
import { detectOleType, type ReadAt } from './fileType/oleDirectory';
import { FILE_MESSAGES } from './messages';

/** One chunk of n8n's streams, in which Office files name their parts. */
const HEAD_BYTES = 64 * 1024;
/** Read around a place of an old Office file, since its tables lie together. */
const WINDOW_BYTES = 128 * 1024;
/** Upper bound for what is read of a stream to identify an old Office file, in all attempts together. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

/** A longer text is not base64 by chance. */
const MAX_WORD_BYTES = 1024;

/** A file of an item with the name under which it is sent. */
export interface NamedFile extends StoredFile {
	fileName: string;
}

/**
 * The file with the name by which Extend recognizes its type. A known extension is kept, also one of another type;
 * otherwise MIME type and first bytes decide together. Unchanged when nothing tells the type. Throws InputError.
 * @param givenName in place of the file's own
 */
export async function inspectFile(
	context: IExecuteFunctions,
	file: StoredFile,
	givenName?: string,
): Promise<NamedFile> {
	const { mimeType } = file.data;
	const name = givenName ? safeFileName(givenName) : getBinaryName(file.data, file.fieldName);
	if (!needsFirstBytes(name, mimeType)) return { ...file, fileName: name };
	const head = await readPart(context, file, 0, HEAD_BYTES);
	let detected = detectType(head);
	if (needsOleDirectory(mimeType, detected)) {
		detected = (await detectOleType(createReader(context, file, head))) ?? detected;
	}
	return { ...file, fileName: repairFileName(name, mimeType, detected) };
}

/**
 * Throws InputError for a short file of a Code node whose content is no document: a word in `data`, such as the name of
 * a storage, can be decoded as base64, and would be sent and billed.
 */
export async function checkContent(
	context: IExecuteFunctions,
	file: NamedFile,
	size: number,
): Promise<void> {
	const { id, fileSize, bytes }: Partial<NamedFile['data']> = file.data;
	// n8n knows the size of every file that it stores.
	if (id || fileSize !== undefined || bytes !== undefined || size > MAX_WORD_BYTES) return;
	if (detectType(await readPart(context, file, 0, size)) !== undefined) return;
	throw new InputError(FILE_MESSAGES.notBase64(file));
}

/** Reads parts of the file and keeps the last one. Empty beyond the limits. */
function createReader(context: IExecuteFunctions, file: StoredFile, head: Buffer): ReadAt {
	const windows = [{ start: 0, bytes: head, isLast: head.length < HEAD_BYTES }];
	let allowed = MAX_READ_BYTES;
	const find = (offset: number, length: number) => {
		for (const { start, bytes, isLast } of windows) {
			const from = offset - start;
			if (from < 0 || (from + length > bytes.length && !isLast)) continue;
			return bytes.subarray(from, from + length);
		}
		return undefined;
	};
	return async (offset, length) => {
		const found = find(offset, length);
		if (found) return found;
		const start = Math.max(0, offset - WINDOW_BYTES / 2);
		allowed -= start + WINDOW_BYTES;
		if (allowed < 0) return Buffer.alloc(0);
		const bytes = await readPart(context, file, start, WINDOW_BYTES);
		windows[1] = { start, bytes, isLast: bytes.length < WINDOW_BYTES };
		return find(offset, length) ?? Buffer.alloc(0);
	};
}
