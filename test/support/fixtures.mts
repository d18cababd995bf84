/** What the engine tests share: the emulator, the ways n8n stores files, documents, and what was asked of Extend. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IBinaryData, IDataObject, INodeExecutionData, IWorkflowBase } from 'n8n-workflow';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/index.mts';
import { createBinaryItem, initBinaryData, type BinaryMode } from './harness.mts';

/** The major version of the n8n that the tests run in. */
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

/** A way in which n8n keeps the files of items. */
export interface BinaryStorage {
	storage: string;
	mode: BinaryMode;
	settings: IWorkflowBase['settings'];
}

/** Files beside the JSON of an item, on disk or in memory; and, since n8n 2, on disk and named in the JSON. */
export const BINARY_STORAGES: BinaryStorage[] = [
	{ storage: 'filesystem', mode: 'filesystem', settings: {} },
	{ storage: 'memory', mode: 'default', settings: {} },
];
if (ENGINE_MAJOR >= 2) {
	const settings = { binaryMode: 'combined' } as BinaryStorage['settings'];
	BINARY_STORAGES.push({ storage: 'combined', mode: 'filesystem', settings });
}

/** An emulator for a test file, forgetful between tests. */
export function useEmulator(options: EmulatorOptions = {}): Emulator {
	const holder: { emulator?: Emulator } = {};
	beforeAll(async () => {
		await initBinaryData('filesystem');
		holder.emulator = await startEmulator(options);
	});
	beforeEach(() => holder.emulator?.reset());
	afterAll(async () => await holder.emulator?.close());
	return new Proxy({} as Emulator, {
		get: (_target, name) => Reflect.get(holder.emulator as Emulator, name) as unknown,
	});
}

/** A file in n8n's store. */
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

/** An item with an invoice as a text file, `<number>.txt`, in the field `data`. */
export async function createInvoiceItem(
	number: number,
	json: IDataObject = {},
): Promise<INodeExecutionData> {
	return { json, binary: { data: await storeBinary(createInvoiceText(number), `${number}.txt`) } };
}

/** Puts a file into Extend without the node; returns its ID. */
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

/** The requests with this method and path, or path pattern. */
export function findRequests({ requests }: Emulator, method: string, where: string | RegExp) {
	return requests.filter(
		(request) =>
			request.method === method &&
			(typeof where === 'string' ? request.path === where : where.test(request.path)),
	);
}

/** The bodies that started runs, in order. */
export function getRunRequests(emulator: Emulator): IDataObject[] {
	return findRequests(emulator, 'POST', /^\/extract(_runs)?$/).map(
		({ body }) => body as IDataObject,
	);
}

/** What Extend got of each uploaded file. */
export function getUploads(emulator: Emulator) {
	return findRequests(emulator, 'POST', '/files/upload').map(
		({ body }) => body as { fileName: string; bytes: number; sha256: string; password?: string },
	);
}

/**
 * Everything that came out of a run of the node, as text: to look for what must not be in it. The parameters
 * of the node, which n8n puts into its errors, are the builder's own and left out.
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
