import path from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { invalidRequest } from '../server/apiError.mts';
import type { State, StoredFile } from '../state/state.mts';
import { findFile, storeFile } from './files.mts';

/** The document of a request: a URL, an ID or, where allowed, text. */
export const fileInputSchema = z
	.object({
		url: z.string().optional(),
		id: z.string().optional(),
		text: z.string().optional(),
		name: z.string().optional(),
		settings: z.object({ password: z.string().optional() }).strict().optional(),
	})
	.strict();
export type FileInput = z.infer<typeof fileInputSchema>;

/**
 * Throws 400 unless exactly one of url, id and (with `acceptsText`) text is given, without keys of the other
 * forms, and 404 for an unknown ID.
 */
export function validateFileInput(
	state: State,
	input: FileInput,
	path: string,
	acceptsText: boolean,
): void {
	const provided = (['url', 'id', 'text'] as const).filter((key) => input[key] !== undefined);
	if (provided.length !== 1)
		throw invalidRequest('Exactly one of url, id and text must be provided', path);
	if (provided[0] === 'text' && !acceptsText)
		throw invalidRequest('Text is not supported here', `${path}.text`);
	const misplaced =
		input.id !== undefined ? ['name', 'settings'] : input.text !== undefined ? ['settings'] : [];
	const key = misplaced.find((name) => input[name as keyof FileInput] !== undefined);
	if (key) throw invalidRequest(`A file given by ${provided[0]} has no ${key}`, `${path}.${key}`);
	if (input.text === '') throw invalidRequest('Text must not be empty', `${path}.text`);
	if (input.url !== undefined && !/^https?:\/\/\S+$/i.test(input.url))
		throw invalidRequest('Invalid URL', `${path}.url`);
	if (input.id !== undefined) findFile(state, input.id);
}

/** The name that run scripts match against before the document is fetched. */
export function getInputName(state: State, input: FileInput): string {
	if (input.id) return state.files.get(input.id)?.name ?? '';
	return input.name ?? (input.url ? getUrlFileName(input.url) : 'text.txt');
}

const getUrlFileName = (url: string) =>
	decodeURIComponent(path.posix.basename(new URL(url).pathname)) || 'document';

/** The document could not be fetched. The run fails with FAILED_TO_PROCESS_FILE and this message. */
export class DownloadError extends Error {}

/**
 * Downloads a document from this machine only. Tests need no other host, and a local service must not fetch
 * arbitrary URLs. Redirects are rejected for the same reason.
 */
export async function downloadFile(
	state: State,
	url: string,
	{ name, ...more }: { name?: string; password?: string; id?: string },
): Promise<StoredFile> {
	const { protocol, hostname } = new URL(url);
	if (!/^https?:$/.test(protocol) || !['127.0.0.1', 'localhost'].includes(hostname))
		throw new DownloadError(`The file at ${hostname} could not be downloaded.`);
	let response: Response;
	try {
		response = await fetch(url, { redirect: 'manual', signal: state.closing.signal });
	} catch {
		throw new DownloadError(`The file at ${hostname} could not be downloaded.`);
	}
	if (!response.ok || !response.body) {
		await response.body?.cancel();
		throw new DownloadError(
			`The file could not be downloaded: the server answered ${response.status}.`,
		);
	}
	const { files } = state;
	const file = await storeFile(
		state,
		name ?? getUrlFileName(url),
		Readable.fromWeb(response.body as never),
		more,
	);
	files.set(file.id, file);
	return file;
}

/** Returns the stored file of a validated input. `id` is the ID for a new file. Throws DownloadError. */
export async function resolveFile(
	state: State,
	input: FileInput,
	id?: string,
): Promise<StoredFile> {
	if (input.id) return findFile(state, input.id);
	if (input.url)
		return await downloadFile(state, input.url, {
			name: input.name,
			password: input.settings?.password,
			id,
		});
	const fileName = input.name ?? 'text.txt';
	const { files } = state;
	const file = await storeFile(
		state,
		path.extname(fileName) ? fileName : `${fileName}.txt`,
		input.text ?? '',
		{ id },
	);
	file.type ??= 'TXT';
	files.set(file.id, file);
	return file;
}
