import { FileLocation, type BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { initBinaryData } from '../../support/harness.mts';

/** Creates one item per document, each with its own file in n8n's store on disk. */
export async function createFileItems(file: string, count: number): Promise<INodeExecutionData[]> {
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
