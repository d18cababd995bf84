import { readFileSync } from 'node:fs';
import { FileLocation, type BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { createBinaryItem, initBinaryData } from '../../support/harness.mts';

/** How n8n keeps files; `combined`: on disk, and the JSON refers to them. */
export type BinaryMode = 'combined' | 'filesystem' | 'memory';

/** Creates one item per document. On disk each has its own file; in memory all share one text. */
export async function createFileItems(
	file: string,
	count: number,
	mode: BinaryMode = 'filesystem',
): Promise<INodeExecutionData[]> {
	if (mode === 'memory') return await createItemsInMemory(file, count);
	const service: Pick<BinaryDataService, 'copyBinaryFile'> = await initBinaryData('filesystem');
	const location = FileLocation.ofExecution('wf-test', '1');
	const items: INodeExecutionData[] = [];
	for (let i = 0; i < count; i++) {
		const meta = { mimeType: 'application/pdf', fileName: `document-${i}.pdf`, data: '' };
		const binary = await service.copyBinaryFile(location, meta as IBinaryData, file);
		items.push({ json: { number: i }, binary: { data: binary } });
	}
	return items;
}

async function createItemsInMemory(file: string, count: number): Promise<INodeExecutionData[]> {
	await initBinaryData('default');
	const meta = { fileName: 'document.pdf', mimeType: 'application/pdf' };
	const { binary } = await createBinaryItem(readFileSync(file), meta);
	const data = binary?.data as IBinaryData;
	return Array.from({ length: count }, (_, i) => ({
		json: { number: i },
		binary: { data: { ...data, fileName: `document-${i}.pdf` } },
	}));
}
