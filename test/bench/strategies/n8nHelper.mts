import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { createCredential, createCredentialsHelper } from '../../support/extendNode.mts';
import { InputNode, TestNodeTypes, runWorkflow } from '../../support/harness.mts';
import { createFileItems } from './fileItems.mts';
import { runConcurrently, type StrategyResult, type Strategy } from './strategy.mts';

/** n8n's own HTTP helper: one request for the file, one to start the run. */
export const runN8nHelper: Strategy = async ({
	url,
	apiKey,
	extractorId,
	file,
	documents,
	parallel,
}) => {
	const items = await createFileItems(file, documents);
	let outcome: StrategyResult = { done: 0, failed: 0 };
	const bare: INodeType = {
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
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const post = async (address: string, body: unknown, headers: Record<string, string>) =>
				(await this.helpers.httpRequestWithAuthentication.call(this, 'extendApi', {
					method: 'POST',
					url: `${url}${address}`,
					body: body as never,
					headers,
					disableFollowRedirect: true,
				})) as { id: string };
			outcome = await runConcurrently(documents, parallel, async (index) => {
				const { id, fileName } = this.helpers.assertBinaryData(index, 'data');
				const { fileSize } = await this.helpers.getBinaryMetadata(id as string);
				const stream = await this.helpers.getBinaryStream(id as string);
				const [head, tail] = [
					`--b\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/pdf\r\n\r\n`,
					'\r\n--b--\r\n',
				];
				const body = stream.compose(async function* (source: AsyncIterable<Buffer>) {
					yield head;
					yield* source;
					yield tail;
				} as never);
				const uploaded = await post('/files/upload', body, {
					'Content-Type': 'multipart/form-data; boundary=b',
					'Content-Length': String(head.length + fileSize + tail.length),
				});
				const request = { extractor: { id: extractorId }, file: { id: uploaded.id } };
				await post('/extract', JSON.stringify(request), { 'Content-Type': 'application/json' });
			});
			return [[{ json: { ...outcome } }]];
		},
	};
	return async () => {
		const result = await runWorkflow({
			nodes: [
				{ name: 'Input', type: 'test.input' },
				{
					name: 'Bare',
					type: 'test.bare',
					credentials: { extendApi: { id: 'c1', name: 'Extend' } },
				},
			],
			nodeTypes: new TestNodeTypes().add('test', new InputNode(items)).add('test', bare),
			credentialsHelper: createCredentialsHelper(createCredential({ url, apiKey })),
		});
		const error = result.error('Bare');
		if (error) throw error;
		return outcome;
	};
};
