/**
 * Reads binary data of items only through n8n's helpers, so that every storage mode works (invariant 6). What they
 * cannot read is an InputError with the name of the file and its field.
 */
import { createHash } from 'node:crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../errors/inputError';
import { getBase64Size, getBinaryName } from './binaryObject';
import { FILE_MESSAGES } from './messages';

/** Chunk size of n8n's streams. */
const CHUNK_BYTES = 64 * 1024;

/** A file of an item, in n8n's storage or in memory. */
export interface StoredFile {
	itemIndex: number;
	/** its binary field, as the user knows it */
	fieldName: string;
	/** in the form of `toBinaryData` */
	data: IBinaryData;
}

/** Each file is hashed once in an execution. */
const hashes = new WeakMap<StoredFile, Promise<string>>();

type Stream = AsyncIterable<Buffer> &
	Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

/** Undefined in memory mode, in which n8n offers no stream. Throws InputError. */
export async function openStream(
	context: IExecuteFunctions,
	file: StoredFile,
): Promise<Stream | undefined> {
	const { id } = file.data;
	if (!id) return undefined;
	return await read(file, async () => await context.helpers.getBinaryStream(id, CHUNK_BYTES));
}

/** Only for memory mode, in which the whole file is in memory anyway. Throws InputError. */
export async function readBuffer(
	context: IExecuteFunctions,
	{ itemIndex, data }: StoredFile,
): Promise<Buffer> {
	return await context.helpers.getBinaryDataBuffer(itemIndex, data);
}

/**
 * The size in bytes; in memory mode without decoding the file. (The item's own `bytes` is missing on n8n 1.x, and its
 * `fileSize` is a formatted text.) Throws InputError.
 */
export async function getSize(context: IExecuteFunctions, file: StoredFile): Promise<number> {
	const { id, data } = file.data;
	if (!id) return getBase64Size(data);
	const metadata = await read(file, async () => await context.helpers.getBinaryMetadata(id));
	return metadata.fileSize;
}

/**
 * A part of the file; shorter where the file ends. In memory mode only that part is decoded; a stream can only be read
 * from its beginning. Throws InputError.
 */
export async function readPart(
	context: IExecuteFunctions,
	file: StoredFile,
	offset: number,
	length: number,
): Promise<Buffer> {
	const stream = await openStream(context, file);
	if (!stream) return decodePart(file.data.data, offset, length);
	return await read(file, async () => {
		const chunks: Buffer[] = [];
		let position = 0;
		// Leaving the loop destroys the stream.
		for await (const chunk of stream) {
			const from = Math.max(0, offset - position);
			if (from < chunk.length) chunks.push(chunk.subarray(from));
			position += chunk.length;
			if (position >= offset + length) break;
		}
		return Buffer.concat(chunks).subarray(0, length);
	});
}

/**
 * SHA-256 of the file's bytes, in hex. The file is read once, chunk by chunk; in memory mode its one buffer is hashed
 * (invariant 4). Throws InputError.
 */
export async function hashFile(context: IExecuteFunctions, file: StoredFile): Promise<string> {
	const hash = hashes.get(file) ?? computeHash(context, file);
	hashes.set(file, hash);
	return await hash;
}

async function computeHash(context: IExecuteFunctions, file: StoredFile): Promise<string> {
	const hash = createHash('sha256');
	const stream = await openStream(context, file);
	if (!stream) return hash.update(await readBuffer(context, file)).digest('hex');
	return await read(file, async () => {
		for await (const chunk of stream) hash.update(chunk);
		return hash.digest('hex');
	});
}

/** Four characters hold three bytes. */
function decodePart(base64: string, offset: number, length: number): Buffer {
	const first = Math.floor(offset / 3);
	const last = Math.ceil((offset + length) / 3);
	const bytes = Buffer.from(base64.slice(first * 4, last * 4), 'base64');
	return bytes.subarray(offset - first * 3, offset - first * 3 + length);
}

/** What `readStored` returns. Of its error nothing is shown: n8n's texts are paths on its machine. */
async function read<T>(file: StoredFile, readStored: () => Promise<T>): Promise<T> {
	return await readStored().catch(() => {
		const { fieldName, data } = file;
		const fileName = getBinaryName(data, fieldName);
		throw new InputError(FILE_MESSAGES.unreadable({ fileName, fieldName }));
	});
}
