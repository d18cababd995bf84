/** The documents of a case. Each has a number of its own, in its text and its name. */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../../emulator/index.mts';
import { uploadBytes } from '../../emulator/support/client.mts';
import { makeForm } from '../../samples/index.mts';
import { createInvoiceText, storeBinary } from '../../support/fixtures.mts';
import type { FuzzCase, FuzzSource } from './fuzzCase.mts';
import { getOperation } from './operations.mts';

const PER_CASE = 10;

/** The number of a document, by the position of its item. */
export const getNumber = ({ index }: FuzzCase, position: number) =>
	100_000 + index * PER_CASE + position;

export const getPositions = ({ documents }: FuzzCase) => [...Array(documents).keys()];

/** The position of the document that a file with this name belongs to, or -1. */
export function getPosition(one: FuzzCase, fileName: unknown): number {
	const number = Number(/\d{6,}/.exec(String(fileName))?.[0]);
	return getPositions(one).find((position) => getNumber(one, position) === number) ?? -1;
}

const isForm = (one: FuzzCase) => getOperation(one.operation).object === 'edit_run';
const getFileName = (one: FuzzCase, position: number) =>
	`${getNumber(one, position)}.${isForm(one) ? 'pdf' : 'txt'}`;

/** Serves invoices as `/<number>.txt` and forms as `/<number>.pdf`, for documents that are given by their URL. */
export async function startDocumentServer(): Promise<{ url: string; close(): Promise<void> }> {
	const form = Buffer.from(await makeForm());
	const server: Server = createServer(({ url = '' }, response) => {
		const number = Number(/\d+/.exec(url)?.[0]);
		response.end(url.endsWith('.pdf') ? form : createInvoiceText(number));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

/** The items of the case; what they refer to is stored in Extend. */
export async function createItems(
	emulator: Emulator,
	one: FuzzCase,
	serverUrl: string,
): Promise<INodeExecutionData[]> {
	const form = isForm(one) ? Buffer.from(await makeForm()) : undefined;
	const items: INodeExecutionData[] = [];
	for (const position of getPositions(one)) {
		const text = createInvoiceText(getNumber(one, position));
		const fileName = getFileName(one, position);
		const json: IDataObject = { fileName, text, url: `${serverUrl}/${fileName}?token=x` };
		const item: INodeExecutionData = { json };
		if (one.source === 'binary') {
			const type = form ? 'application/pdf' : 'text/plain';
			item.binary = { data: await storeBinary(form ?? text, fileName, type) };
		}
		if (one.source === 'fileId') json.fileId = await uploadBytes(emulator, fileName, form ?? text);
		items.push(item);
	}
	return items;
}

/** The parameters of the node that say where the document of an item is. */
export const SOURCE_PARAMETERS: Record<FuzzSource, IDataObject> = {
	binary: { binaryPropertyName: 'data' },
	fileId: { fileId: '={{ $json.fileId }}' },
	text: { text: '={{ $json.text }}', fileName: '={{ $json.fileName }}' },
	url: { documentUrl: '={{ $json.url }}', fileName: '={{ $json.fileName }}' },
};
