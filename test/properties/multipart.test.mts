import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import { safeFileName } from '../../nodes/shared/files/fileNames';
import { createMultipartBody } from '../../nodes/shared/files/multipart';
import { fileName, mimeType } from './arbitraries/fileNames.mts';
import { parseWithBusboy, parseWithFetch, type ParsedPart } from './oracles/multipartParsers.mts';
import { testAsyncProperty } from './property.mts';

interface Upload {
	name: string;
	mime: string;
	chunks: Buffer[];
	password: string | null;
	/** n8n provides no stream in memory mode */
	inMemory: boolean;
}

const chunk = fc.oneof(
	fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
	fc.constantFrom('\r\n--extend-', '\r\n', '--', '\r\n\r\n').map((text) => Buffer.from(text)),
);
const upload = fc.record<Upload>({
	name: fileName,
	mime: mimeType,
	chunks: fc.array(chunk, { minLength: 1, maxLength: 4 }),
	password: fc.option(fc.string({ unit: 'binary', maxLength: 12 })),
	inMemory: fc.boolean(),
});

/** The part of n8n's context that an upload needs. */
function createContext({ chunks }: Upload): IExecuteFunctions {
	const helpers = {
		getBinaryStream: async () =>
			await Promise.resolve(Readable.from(chunks, { objectMode: false })),
		getBinaryDataBuffer: async () => await Promise.resolve(Buffer.concat(chunks)),
	};
	return { helpers } as unknown as IExecuteFunctions;
}

/** The request body and its content type. */
async function createBody(one: Upload): Promise<{ body: Buffer; type: string }> {
	const size = Buffer.concat(one.chunks).length;
	const data = { data: '', mimeType: one.mime, ...(one.inMemory ? {} : { id: 'filesystem-v2:1' }) };
	const source = await createMultipartBody(createContext(one), {
		file: { itemIndex: 0, fieldName: 'data', data, fileName: safeFileName(one.name), size },
		fields: one.password === null ? {} : { password: one.password },
	});
	if (one.inMemory) {
		const response = new Response(source.body as FormData);
		const type = String(response.headers.get('content-type'));
		return { body: Buffer.from(await response.arrayBuffer()), type };
	}
	const parts: Buffer[] = [];
	for await (const part of source.body as AsyncIterable<Buffer>) parts.push(part);
	const body = Buffer.concat(parts);
	expect(source.headers['Content-Length']).toBe(body.length);
	source.release();
	return { body, type: String(source.headers['Content-Type']) };
}

/** Lone surrogates become U+FFFD when text is encoded. */
const toWellFormed = (text: string) => Buffer.from(text).toString();

/** FormData normalizes line breaks to CR LF, as the HTML standard requires. */
const asFormText = (text: string, { inMemory }: Upload) =>
	toWellFormed(inMemory ? text.replace(/\r\n|\r|\n/g, '\r\n') : text);

function assertParts(parts: ParsedPart[], one: Upload, expectedName: string): void {
	const fields = parts.filter(({ fileName: name }) => name === undefined);
	const files = parts.filter(({ fileName: name }) => name !== undefined);
	const wanted = one.password === null ? [] : [['password', asFormText(one.password, one)]];
	expect(fields.map(({ name, bytes }) => [name, bytes.toString()])).toEqual(wanted);
	expect(files.map(({ name, fileName: given }) => [name, given])).toEqual([['file', expectedName]]);
	expect(files[0].bytes.equals(Buffer.concat(one.chunks))).toBe(true);
	expect(files[0].type).toMatch(/^[\w.+-]+\/[\w.+-]+$/);
}

testAsyncProperty('names, fields and bytes arrive unchanged: Fastify', upload, async (one) => {
	const { body, type } = await createBody(one);
	assertParts(await parseWithBusboy(body, type), one, toWellFormed(safeFileName(one.name)));
});

/** fetch decodes three escape sequences, so a name that contains one by chance is read decoded. */
const unescapeName = (name: string) =>
	name.replace(/%22/g, '"').replace(/%0a/gi, '\n').replace(/%0d/gi, '\r');

testAsyncProperty('names, fields and bytes arrive unchanged: fetch', upload, async (one) => {
	const { body, type } = await createBody(one);
	assertParts(
		await parseWithFetch(body, type),
		one,
		unescapeName(toWellFormed(safeFileName(one.name))),
	);
});
