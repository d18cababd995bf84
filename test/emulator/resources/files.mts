import { createHash } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Extend } from 'extend-ai';
import { convertToPdf } from '../demoReader/layout/pdfConversion.mts';
import { createId } from '../state/ids.mts';
import { paginate, pageQueryFields, sortQueryFields } from '../server/pagination.mts';
import { addApiRoute } from '../server/apiRoute.mts';
import { ApiError, invalidRequest, notFound } from '../server/apiError.mts';
import type { State, StoredFile } from '../state/state.mts';
import { dropNulls } from '../server/dropNulls.mts';
import { createPresignedUrl } from '../server/presignedUrls.mts';

const TYPES_BY_EXTENSION: Record<string, Extend.FileType> = {
	pdf: 'PDF',
	csv: 'CSV',
	txt: 'TXT',
	md: 'TXT',
	rtf: 'TXT',
	html: 'HTML',
	xml: 'XML',
	docx: 'DOCX',
	doc: 'DOCX',
	xlsx: 'EXCEL',
	xls: 'EXCEL',
	png: 'IMG',
	jpg: 'IMG',
	jpeg: 'IMG',
	tif: 'IMG',
	tiff: 'IMG',
	gif: 'IMG',
	bmp: 'IMG',
	webp: 'IMG',
	heic: 'IMG',
	heif: 'IMG',
};
const TYPES_BY_SIGNATURE: Array<[string, Extend.FileType]> = [
	['25504446', 'PDF'],
	['89504e47', 'IMG'],
	['ffd8ff', 'IMG'],
	['47494638', 'IMG'],
	['49492a00', 'IMG'],
	['4d4d002a', 'IMG'],
];

/**
 * Detects the type by the first bytes and the file name. The client's content type is ignored, as in the real
 * API.
 */
function detectFileType(name: string, head: Buffer): Extend.FileType | null {
	const hex = head.toString('hex');
	const known = TYPES_BY_SIGNATURE.find(([start]) => hex.startsWith(start));
	if (known) return known[1];
	return TYPES_BY_EXTENSION[path.extname(name).slice(1).toLowerCase()] ?? null;
}

/** Streams content to disk, so memory use does not depend on the file size. */
export async function storeFile(
	state: State,
	name: string,
	content: Readable | string | Uint8Array,
	{ id = createId('file'), password }: { id?: string; password?: string } = {},
): Promise<StoredFile> {
	const target = path.join(state.folder, id);
	const hash = createHash('sha256');
	let bytes = 0;
	let head = Buffer.alloc(0);
	const inspectChunk = (chunk: Buffer) => {
		if (head.length < 8) head = Buffer.concat([head, chunk]).subarray(0, 8);
		bytes += chunk.length;
		hash.update(chunk);
	};
	if (typeof content === 'string' || content instanceof Uint8Array) {
		inspectChunk(Buffer.from(content));
		await writeFile(target, content);
	} else {
		await pipeline(
			content,
			async function* (source: AsyncIterable<Buffer>) {
				for await (const chunk of source) {
					inspectChunk(chunk);
					yield chunk;
				}
			},
			createWriteStream(target),
		).catch((error: unknown) => {
			rmSync(target, { force: true });
			throw error;
		});
	}
	const at = new Date().toISOString();
	return {
		id,
		seq: state.nextSequence(),
		name,
		type: detectFileType(name, head),
		path: target,
		bytes,
		sha256: hash.digest('hex'),
		...(password ? { password } : {}),
		createdAt: at,
		updatedAt: at,
	};
}

/** Summary of a file that is not fetched yet. Its ID is assigned when the run is created. */
export function createPendingFile(name: string): Extend.FileSummary {
	const at = new Date().toISOString();
	return {
		object: 'file',
		id: createId('file'),
		name,
		type: null,
		parentFileId: null,
		metadata: {},
		createdAt: at,
		updatedAt: at,
	};
}

export const serializeFileSummary = (file: StoredFile): Extend.FileSummary => ({
	object: 'file',
	id: file.id,
	name: file.name,
	type: file.type,
	parentFileId: file.parent?.fileId ?? null,
	metadata: {
		...(file.pageCount === undefined ? {} : { pageCount: file.pageCount }),
		...(file.parent ? { parentSplit: file.parent.split } : {}),
	},
	createdAt: file.createdAt,
	updatedAt: file.updatedAt,
});

const serializeFile = (file: StoredFile, presignedUrl: string | null): Extend.File_ => ({
	...serializeFileSummary(file),
	presignedUrl,
	contents: null,
});

/** Throws 404 for an unknown file and for one that retention removed. */
export function findFile(state: State, id: string): StoredFile {
	const file = state.files.get(id);
	if (!file) throw notFound(`File ${id}`);
	if (file.isPurged)
		throw new ApiError(404, 'FILE_PURGED', `File ${id} was removed by the retention policy.`);
	return file;
}

/** Files whose content is there, oldest first. */
export const getStoredFiles = (state: State): StoredFile[] =>
	[...state.files.values()].filter(({ isPurged }) => !isPurged);

const CONVERTIBLE_TYPES: Array<StoredFile['type']> = ['IMG', 'EXCEL', 'HTML'];

/** Replaces an image, a spreadsheet or an HTML file by a PDF; other files stay as they are. */
async function convertUpload(state: State, file: StoredFile): Promise<StoredFile> {
	if (!CONVERTIBLE_TYPES.includes(file.type)) return file;
	const document = file.type === 'HTML' ? await state.reader.read(file) : undefined;
	const bytes = await convertToPdf(file, document);
	const { id, name, type, password } = file;
	const converted = await storeFile(state, `${path.parse(name).name}.pdf`, bytes, { id, password });
	return { ...converted, convertedFrom: { name, type } };
}

/** Browsers and undici encode these three characters in a quoted file name. */
const decodeFileName = (name: string) =>
	name.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');

async function receiveUpload(
	state: State,
	request: FastifyRequest,
	convert: boolean,
): Promise<Extend.File_> {
	if (!request.isMultipart()) throw invalidRequest('Expected multipart/form-data');
	let file: StoredFile | undefined;
	let password: string | undefined;
	let contentType = '';
	for await (const part of request.parts()) {
		if (part.type === 'field') {
			if (part.fieldname !== 'password')
				throw invalidRequest('Unrecognized form field', part.fieldname);
			password = String(part.value);
		} else if (part.fieldname === 'file' && !file) {
			contentType = part.mimetype;
			file = await storeFile(state, decodeFileName(part.filename ?? 'file'), part.file);
		} else part.file.resume();
	}
	if (!file) throw invalidRequest('A file is required', 'file');
	if (password) file.password = password;
	request.recorded.body = {
		fileName: file.name,
		bytes: file.bytes,
		sha256: file.sha256,
		contentType,
		...(password ? { password } : {}),
	};
	if (file.bytes === 0) {
		rmSync(file.path, { force: true });
		throw invalidRequest('The file is empty', 'file');
	}
	if (convert) file = await convertUpload(state, file);
	state.files.set(file.id, file);
	return serializeFile(file, null);
}

const flag = z.enum(['true', 'false']).optional();
const uploadQuerySchema = z.object({ convertToPdf: flag }).strict();
// All three are deprecated, and `contents` is always null here.
const getQuerySchema = z.object({ rawText: flag, markdown: flag, html: flag }).strict();
const listQuerySchema = z
	.object({
		...pageQueryFields,
		sortDir: sortQueryFields.sortDir,
		nameContains: z.string().optional(),
	})
	.strict();

/** `/files`. */
export function registerFiles(app: FastifyInstance, state: State) {
	const toResponse = (file: Extend.File_) => dropNulls(state, file);

	addApiRoute(app, 'POST', '/files/upload', { query: uploadQuerySchema }, async (call) =>
		toResponse(await receiveUpload(state, call.request, call.query.convertToPdf === 'true')),
	);

	addApiRoute(app, 'GET', '/files', { query: listQuerySchema }, ({ query }) => {
		const part = query.nameContains?.toLowerCase() ?? '';
		const found = getStoredFiles(state).filter(({ name }) => name.toLowerCase().includes(part));
		const { slice, ...rest } = paginate(found, query, state.behavior.defaultPageSize);
		return { object: 'list', data: slice.map(serializeFileSummary), ...rest };
	});

	addApiRoute(app, 'GET', '/files/:id', { query: getQuerySchema }, ({ params }) => {
		const file = findFile(state, params.id);
		return toResponse(serializeFile(file, createPresignedUrl(state, `files/${file.id}`)));
	});

	addApiRoute(app, 'DELETE', '/files/:id', {}, ({ params }) => {
		const file = findFile(state, params.id);
		state.files.delete(file.id);
		rmSync(file.path, { force: true });
		return { id: file.id };
	});
}
