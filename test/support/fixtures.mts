/**
 * Shared fixtures of the engine tests: the emulator, n8n's file storage modes, documents and recorded
 * requests.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IBinaryData, IDataObject, INodeExecutionData, IWorkflowBase } from 'n8n-workflow';
import type { Emulator, EmulatorOptions } from '../emulator/index.mts';
import { useBareEmulator } from '../emulator/support/client.mts';
import { createBinaryItem, initBinaryData, type BinaryMode } from './harness.mts';

/** The major version of n8n under test. */
export const ENGINE_MAJOR = readEngineMajor();

function readEngineMajor(): number {
	const folder = path.dirname(require.resolve('n8n-core'));
	const { name, version } = JSON.parse(
		readFileSync(path.join(folder, '../package.json'), 'utf8'),
	) as { name: string; version: string };
	const major = Number(version.split('.')[0]);
	const expected = process.env.SUITE === 'oldest' ? 1 : 2;
	if (name !== 'n8n-core' || major !== expected)
		throw new Error(`These tests are meant for n8n ${expected}.x, not for ${name} ${version}`);
	return major;
}

/** A storage mode of n8n for binary data. */
export interface BinaryStorage {
	storage: string;
	mode: BinaryMode;
	settings: IWorkflowBase['settings'];
}

/** Files on disk or in memory and, since n8n 2, files on disk that the JSON refers to. */
export const BINARY_STORAGES: BinaryStorage[] = [
	{ storage: 'filesystem', mode: 'filesystem', settings: {} },
	{ storage: 'memory', mode: 'default', settings: {} },
];
if (ENGINE_MAJOR >= 2) {
	const settings = { binaryMode: 'combined' } as BinaryStorage['settings'];
	BINARY_STORAGES.push({ storage: 'combined', mode: 'filesystem', settings });
}

/** Starts one emulator per test file, resets it before each test, and stores binary data on disk. */
export function useEmulator(options: EmulatorOptions = {}): Emulator {
	beforeAll(async () => void (await initBinaryData('filesystem')));
	return useBareEmulator(options);
}

export async function storeBinary(
	content: Buffer | string,
	fileName: string | undefined,
	mimeType = 'text/plain',
): Promise<IBinaryData> {
	const bytes = Buffer.from(content);
	const item = await createBinaryItem(bytes, { fileName: fileName ?? '', mimeType });
	const data = item.binary?.data as IBinaryData;
	if (fileName === undefined) delete data.fileName;
	return data;
}

export const createInvoiceText = (number: number) =>
	`Invoice number: ${number}\nInvoice date: 3 March 2026\nTotal: 12.50 EUR\n`;

/** Creates an item with an invoice as text file `<number>.txt` in the binary field `data`. */
export async function createInvoiceItem(
	number: number,
	json: IDataObject = {},
): Promise<INodeExecutionData> {
	return { json, binary: { data: await storeBinary(createInvoiceText(number), `${number}.txt`) } };
}

/** Uploads a file without the node and returns its ID. */
export async function uploadFile(
	{ url, apiKey }: Pick<Emulator, 'url' | 'apiKey'>,
	name: string,
	content: string,
): Promise<string> {
	const body = new FormData();
	body.append('file', new Blob([content]), name);
	const headers = { authorization: `Bearer ${apiKey}`, 'x-extend-api-version': '2026-02-09' };
	const answer = await fetch(`${url}/files/upload`, { method: 'POST', headers, body });
	return ((await answer.json()) as { id: string }).id;
}

export function findRequests({ requests }: Emulator, method: string, where: string | RegExp) {
	return requests.filter(
		(request) =>
			request.method === method &&
			(typeof where === 'string' ? request.path === where : where.test(request.path)),
	);
}

/** Bodies of the requests that started extract runs, in order. */
export function getRunRequests(emulator: Emulator): IDataObject[] {
	return findRequests(emulator, 'POST', /^\/extract(_runs)?$/).map(
		({ body }) => body as IDataObject,
	);
}

/** The recorded uploads. */
export function getUploads(emulator: Emulator) {
	return findRequests(emulator, 'POST', '/files/upload').map(
		({ body }) => body as { fileName: string; bytes: number; sha256: string; password?: string },
	);
}

/**
 * Serializes the complete result of a workflow run, to search it for secrets. It omits the node's parameters,
 * which n8n includes in errors, because the user entered them.
 */
export function stringifyRun({ run }: { run: unknown }): string {
	const seen = new WeakSet<object>();
	return JSON.stringify(run, (key, value: unknown) => {
		if (key === 'node') return undefined;
		if (typeof value !== 'object' || value === null) return value;
		if (seen.has(value)) return undefined;
		seen.add(value);
		return value instanceof Error
			? { ...value, text: [value.message, value.stack, value.cause] }
			: value;
	});
}
