/**
 * A multipart body around n8n's own file stream, so that no file is held in memory as a whole (invariant 4): +10 MB
 * for 200 MB against +606 MB with Blob and FormData, see docs/dev/benchmarks.md.
 * `stream` may not be imported in a verified node, so `Readable.from` is taken from the stream that n8n hands out.
 * (Its `compose` ends the process when a stream is destroyed before it was opened.)
 */
import { randomUUID } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { openStream, readBuffer, type StoredFile } from './binary';
import type { RequestBody } from '../http/requestBody';

/** Code of an upload whose file is not as long as n8n says, or is no longer there. */
export type UploadFailure = 'WRONG_SIZE' | 'FILE_GONE';

export interface UploadPart {
	file: StoredFile & {
		/** must be safe for a header (`safeFileName`) */
		fileName: string;
		/** in bytes, as announced to Extend; in memory mode the content has its own */
		size: number;
	};
	/** form fields before the file */
	fields: Record<string, string>;
}

/** A body for one attempt: streams cannot be sent twice. */
export async function createMultipartBody(
	context: IExecuteFunctions,
	part: UploadPart,
): Promise<RequestBody> {
	const stream = await openStream(context, part.file);
	if (!stream) return await createFormDataBody(context, part);

	const boundary = `extend-${randomUUID()}`;
	const head = Buffer.from(formatHead(boundary, part));
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	let failure: UploadFailure | undefined;
	// A stream that cannot be opened emits its error before it is read.
	stream.on('error', (error: { code?: unknown }) => {
		if (error.code === 'ENOENT') failure = 'FILE_GONE';
	});
	const body = readableFrom(stream, async function* () {
		yield head;
		let bytes = 0;
		for await (const chunk of stream) {
			bytes += chunk.length;
			if (bytes > part.file.size) break;
			yield chunk;
		}
		if (bytes !== part.file.size) {
			// Extend would wait for the missing bytes, and surplus ones would end up in the next request.
			failure = 'WRONG_SIZE';
			throw new Error(failure);
		}
		yield tail;
	});
	// Without a listener, a stream error after the request has ended would crash n8n.
	body.on('error', () => undefined);
	return {
		body,
		headers: {
			'Content-Type': `multipart/form-data; boundary=${boundary}`,
			'Content-Length': head.length + part.file.size + tail.length,
		},
		release() {
			// Otherwise an early response leaves the file open.
			body.destroy();
			stream.destroy();
		},
		getFailure: () => (failure ? { code: failure, message: '', retryable: false } : undefined),
	};
}

interface ReadableBody {
	on(event: 'error', listener: () => void): void;
	destroy(): void;
}

/** A stream of what the generator yields, which starts when the stream is read. */
function readableFrom(stream: object, generate: () => AsyncGenerator<Uint8Array>): ReadableBody {
	// The class of n8n's stream is `Readable` or extends it; nothing says so in its type.
	const { from } = stream.constructor as unknown as {
		from(chunks: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): ReadableBody;
	};
	return from(generate(), { objectMode: false });
}

function formatHead(boundary: string, part: UploadPart): string {
	const fields = Object.entries(part.fields).map(
		([name, value]) =>
			`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
	);
	return `${fields.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${part.file.fileName}"\r\nContent-Type: ${getSafeMimeType(part)}\r\n\r\n`;
}

/** For memory mode, in which n8n offers no stream. Not one Buffer, since n8n's network errors would then be garbled. */
async function createFormDataBody(
	context: IExecuteFunctions,
	part: UploadPart,
): Promise<RequestBody> {
	const bytes = await readBuffer(context, part.file);
	const form = new FormData();
	for (const [name, value] of Object.entries(part.fields)) form.append(name, value);
	form.append(
		'file',
		new Blob([bytes as Uint8Array<ArrayBuffer>], { type: getSafeMimeType(part) }),
		part.file.fileName,
	);
	return {
		body: form,
		headers: {},
		release: () => undefined,
	};
}

/** The MIME type of an item is untrusted text: only a well-formed one goes into the header. */
function getSafeMimeType({ file }: UploadPart): string {
	const { mimeType } = file.data;
	return /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream';
}
