/** Reads binary data of n8n items through n8n's helpers only, so that every storage mode works (invariant 6). */
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

/** n8n hands out streams in chunks of this many bytes. */
const CHUNK_BYTES = 64 * 1024;
/** Enough of a file to tell its type; zip containers name their parts within it. */
const HEAD_BYTES = 4096;

/** A file in n8n's store. `field` is the parameter as n8n's helpers take it: a path, or the binary object itself. */
export interface StoredFile {
	itemIndex: number;
	field: string | IBinaryData;
	data: IBinaryData;
}

type Stream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

/** The stream of the file, or undefined in memory mode, where n8n gives none. */
export async function openStream(
	context: IExecuteFunctions,
	file: StoredFile,
): Promise<Stream | undefined> {
	return file.data.id
		? await context.helpers.getBinaryStream(file.data.id, CHUNK_BYTES)
		: undefined;
}

/** All bytes of a file in memory mode, where it is whole in memory already. */
export async function readBuffer(context: IExecuteFunctions, file: StoredFile): Promise<Buffer> {
	return await context.helpers.getBinaryDataBuffer(file.itemIndex, file.field);
}

/** The size in bytes. (`bytes` of the item is missing on n8n 1.x, `fileSize` of the item is a text.) */
export async function getSize(context: IExecuteFunctions, file: StoredFile): Promise<number> {
	if (!file.data.id) return (await readBuffer(context, file)).length;
	return (await context.helpers.getBinaryMetadata(file.data.id)).fileSize;
}

/** The first bytes of the file, a few kilobytes at most. */
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
