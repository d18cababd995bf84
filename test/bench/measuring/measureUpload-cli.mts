/**
 * Uploads one file in n8n's engine and prints the cost for this process. Each measurement uses a new process:
 * node test/support/run.cjs test/bench/measuring/measureUpload-cli.mts node|bare <file> <url> <key>
 * `node` is the Extend node. `bare` is n8n's own file stream with n8n's own HTTP helper, the lower bound.
 */
import { FileLocation, type BinaryDataService } from 'n8n-core';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { readMemoryMb, resetPeakMemory } from './memory.mts';
import { createCredential, createCredentialsHelper, runExtend } from '../../support/extendNode.mts';
import { InputNode, TestNodeTypes, initBinaryData, runWorkflow } from '../../support/harness.mts';

const BARE_NODE: INodeType = {
	description: {
		displayName: 'Bare',
		name: 'bare',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Bare' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'extendApi' }],
		properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
	},
	async execute(this: IExecuteFunctions) {
		const { id, mimeType } = this.helpers.assertBinaryData(0, 'data');
		const { fileSize } = await this.helpers.getBinaryMetadata(id as string);
		await this.helpers.httpRequestWithAuthentication.call(this, 'extendApi', {
			method: 'POST',
			url: String(this.getNodeParameter('url', 0)),
			body: (await this.helpers.getBinaryStream(id as string)) as never,
			headers: { 'Content-Type': mimeType, 'Content-Length': fileSize },
			disableFollowRedirect: true,
		});
		return [[{ json: { done: true } }]];
	},
};

async function upload(strategy: string, item: INodeExecutionData, url: string, apiKey: string) {
	if (strategy === 'node') {
		const { thrown, items } = await runExtend({ emulator: { url, apiKey }, items: [item] });
		if (thrown) throw thrown;
		return items;
	}
	const result = await runWorkflow({
		nodes: [
			{ name: 'Input', type: 'test.input' },
			{
				name: 'Bare',
				type: 'test.bare',
				parameters: { url },
				credentials: { extendApi: { id: 'c1', name: 'Extend' } },
			},
		],
		nodeTypes: new TestNodeTypes().add('test', new InputNode([item])).add('test', BARE_NODE),
		credentialsHelper: createCredentialsHelper(createCredential({ url, apiKey })),
	});
	const error = result.error('Bare');
	if (error) throw error;
	return result.output('Bare') ?? [];
}

async function main([strategy, file, url, apiKey]: string[]): Promise<void> {
	const service: Pick<BinaryDataService, 'copyBinaryFile'> = await initBinaryData('filesystem');
	const location = FileLocation.ofExecution('wf-test', '1');
	const meta = { mimeType: 'application/pdf', fileName: 'big.pdf', data: '' } as IBinaryData;
	const binary = await service.copyBinaryFile(location, meta, file);
	resetPeakMemory();
	const before = readMemoryMb('VmRSS');
	const began = performance.now();
	const items = await upload(strategy, { json: {}, binary: { data: binary } }, url, apiKey);
	if (items.length !== 1) throw new Error('no item came out');
	const ms = Math.round(performance.now() - began);
	const peakMb = readMemoryMb('VmHWM');
	console.log(JSON.stringify({ peakMb, growthMb: peakMb - before, ms }));
}

void main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
