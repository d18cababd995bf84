/**
 * What nodes of n8n hand over: each function calls the helper of n8n that the node calls, with what the node gives it.
 * Labels (name, MIME type) are then n8n's own.
 */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { MakeItems } from '../../support/harness.mts';

/** Makes the label of a file as one node of n8n does. */
export type Labels = (
	helpers: IExecuteFunctions['helpers'],
	bytes: Buffer,
	fileName: string,
) => Promise<IBinaryData>;

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-field-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Read/Write Files from Disk, and FTP, which both hand over a stream with the path. */
export const readFromDisk: Labels = async (helpers, bytes, fileName) => {
	const file = path.join(folder, fileName);
	writeFileSync(file, bytes);
	return await helpers.prepareBinaryData(createReadStream(file), file);
};

/** One item for each file, in the binary field `data`. */
export function giveFiles(
	label: Labels,
	files: Array<[fileName: string, bytes: Buffer]>,
): MakeItems {
	return async ({ helpers }) => {
		const items: INodeExecutionData[] = [];
		for (const [fileName, bytes] of files) {
			items.push({ json: {}, binary: { data: await label(helpers, bytes, fileName) } });
		}
		return items;
	};
}
