/** Reads binary data of items only through n8n's helpers, so that every storage mode works (invariant 6). */
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

/** Chunk size of n8n's streams. */
const CHUNK_BYTES = 64 * 1024;
/** Enough of a file to detect its type: zip containers list their first parts within it. */
const HEAD_BYTES = 4096;

/** A file in n8n's storage. */
export interface StoredFile {
	itemIndex: number;
	/** for n8n's helpers: the name of the binary field, or the binary object itself */
	field: string | IBinaryData;
	data: IBinaryData;
}

type Stream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

/** Undefined in memory mode, in which n8n offers no stream. */
export async function openStream(
	context: IExecuteFunctions,
	file: StoredFile,
): Promise<Stream | undefined> {
	return file.data.id
		? await context.helpers.getBinaryStream(file.data.id, CHUNK_BYTES)
		: undefined;
}

/** Only for memory mode, in which the whole file is in memory anyway. */
export async function readBuffer(context: IExecuteFunctions, file: StoredFile): Promise<Buffer> {
	return await context.helpers.getBinaryDataBuffer(file.itemIndex, file.field);
}

/** The size in bytes. (The item's own `bytes` is missing on n8n 1.x, and its `fileSize` is a formatted text.) */
export async function getSize(context: IExecuteFunctions, file: StoredFile): Promise<number> {
	if (!file.data.id) return (await readBuffer(context, file)).length;
	return (await context.helpers.getBinaryMetadata(file.data.id)).fileSize;
}

/** The first bytes of the file: HEAD_BYTES at most. */
export async function readHead(context: IExecuteFunctions, file: StoredFile): Promise<Buffer> {
	const stream = await openStream(context, file);
	if (!stream) return (await readBuffer(context, file)).subarray(0, HEAD_BYTES);
	const chunks: Buffer[] = [];
	let bytes = 0;
	// Leaving the loop destroys the stream.
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		bytes += chunk.length;
		if (bytes >= HEAD_BYTES) break;
	}
	return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}
