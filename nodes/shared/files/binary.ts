/**
 * Reads binary data of items only through n8n's helpers, so that every storage mode works (invariant 6). What they
 * cannot read is an InputError with the name of the file.
 */
import { createHash } from 'node:crypto';
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../errors/inputError';
import { safeFileName } from './fileNames';
import { FILE_MESSAGES } from './messages';

/** Chunk size of n8n's streams. */
const CHUNK_BYTES = 64 * 1024;
/** Enough of a file to detect its type: zip containers list their first parts within it. */
const HEAD_BYTES = 4096;
/** Storages of n8n: as `data` of a file without an ID they are no content, although they can be decoded. */
const STORAGES = ['filesystem', 'filesystem-v2', 's3', 'database'];

/** A file in n8n's storage. */
export interface StoredFile {
	itemIndex: number;
	/** for n8n's helpers: the name of the binary field, or the binary object itself */
	field: string | IBinaryData;
	data: IBinaryData;
}

/** Each file is hashed once in an execution, whoever asks. */
const hashes = new WeakMap<StoredFile, Promise<string>>();

type Stream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

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
export async function readBuffer(context: IExecuteFunctions, file: StoredFile): Promise<Buffer> {
	const { id, data } = file.data as Partial<IBinaryData>;
	if (!id && (typeof data !== 'string' || STORAGES.includes(data))) {
		throw new InputError(FILE_MESSAGES.noData({ fileName: getName(file) }));
	}
	const { itemIndex, field } = file;
	return await read(file, async () => await context.helpers.getBinaryDataBuffer(itemIndex, field));
}

/**
 * The size in bytes. (The item's own `bytes` is missing on n8n 1.x, and its `fileSize` is a formatted text.)
 * Throws InputError.
 */
export async function getSize(context: IExecuteFunctions, file: StoredFile): Promise<number> {
	const { id } = file.data;
	if (!id) return (await readBuffer(context, file)).length;
	const metadata = await read(file, async () => await context.helpers.getBinaryMetadata(id));
	return metadata.fileSize;
}

/** The first bytes of the file: HEAD_BYTES at most. Throws InputError. */
export async function readHead(context: IExecuteFunctions, file: StoredFile): Promise<Buffer> {
	const stream = await openStream(context, file);
	if (!stream) return (await readBuffer(context, file)).subarray(0, HEAD_BYTES);
	return await read(file, async () => {
		const chunks: Buffer[] = [];
		let bytes = 0;
		// Leaving the loop destroys the stream.
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			chunks.push(chunk);
			bytes += chunk.length;
			if (bytes >= HEAD_BYTES) break;
		}
		return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
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
		for await (const chunk of stream as AsyncIterable<Uint8Array>) hash.update(chunk);
		return hash.digest('hex');
	});
}

/** What `readStored` returns. Of its error nothing is shown: n8n's texts are paths on its machine. */
async function read<T>(file: StoredFile, readStored: () => Promise<T>): Promise<T> {
	return await readStored().catch(() => {
		throw new InputError(FILE_MESSAGES.unreadable({ fileName: getName(file) }));
	});
}

function getName({ data }: StoredFile): string {
	const { fileName } = data as Partial<IBinaryData>;
	return fileName ? safeFileName(fileName) : FILE_MESSAGES.unnamed;
}
