/**
 * What nodes of n8n hand over: each function calls the helper of n8n that the node calls, with what the node gives it
 * (as in n8n 2.41). Labels (name, MIME type) are then n8n's own.
 */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { MakeItems } from '../../support/harness.mts';

/** A file as its owner has it. */
export interface GivenFile {
	name?: string;
	bytes: Buffer;
	/** what the mail, the portal or the browser says */
	mimeType?: string;
}

/** Makes the label of a file as one node of n8n does. */
export type Labels = (context: IExecuteFunctions, file: GivenFile) => Promise<IBinaryData>;

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-field-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function writeTemporary(bytes: Buffer, name = `n8n-${count++}`): string {
	const file = path.join(folder, name);
	writeFileSync(file, bytes);
	return file;
}

/** Read/Write Files from Disk: a stream with its path. */
export const readFromDisk: Labels = async ({ helpers }, { name, bytes }) => {
	const file = writeTemporary(bytes, name);
	return await helpers.prepareBinaryData(createReadStream(file), file);
};

/** FTP, also over SSH: a temporary file, and the name on the server. */
export const downloadByFtp: Labels = async ({ nodeHelpers }, { name = '', bytes }) =>
	await nodeHelpers.copyBinaryFile(writeTemporary(bytes), name);

/** S3, Google Drive, Gmail, Email Trigger (IMAP): the content, the name, and what the server says. */
export const downloadContent: Labels = async ({ helpers }, { name, bytes, mimeType }) =>
	await helpers.prepareBinaryData(bytes, name, mimeType);

/** Dropbox, Compression, Code with the helper: the content and the name. */
export const prepareContent: Labels = async ({ helpers }, { name, bytes }) =>
	await helpers.prepareBinaryData(bytes, name);

/** Form and Webhook: a temporary file, its name, and what the browser says. */
export const submitForm: Labels = async ({ nodeHelpers }, { name = '', bytes, mimeType }) =>
	await nodeHelpers.copyBinaryFile(writeTemporary(bytes), name, mimeType);

/** HTTP Request with the response as a file: the helper takes name and folder from the URL, as they stand there. */
export const requestUrl: Labels = async ({ helpers }, { name = '', bytes, mimeType }) => ({
	...(await helpers.prepareBinaryData(bytes, name, mimeType)),
	directory: `https://portal.example.com/${name}`,
});

/** Edits what the node hands over, as a Code node does. */
export type Edit = (binary: IBinaryData) => Partial<IBinaryData>;

/** One item for each file, in the binary field `data`. */
export function giveFiles(label: Labels, files: GivenFile[], edit?: Edit): MakeItems {
	return async (context) => {
		const items: INodeExecutionData[] = [];
		for (const file of files) {
			const data = await label(context, file);
			items.push({ json: {}, binary: { data: (edit ? edit(data) : data) as IBinaryData } });
		}
		return items;
	};
}

/** One item with a file in each of these fields. */
export function giveMail(label: Labels, files: Record<string, GivenFile>): MakeItems {
	return async (context) => {
		const binary: Record<string, IBinaryData> = {};
		for (const [field, file] of Object.entries(files)) binary[field] = await label(context, file);
		return [{ json: {}, binary }];
	};
}
