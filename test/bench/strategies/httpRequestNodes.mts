/**
 * A workflow of n8n's own nodes, as built without this package: upload, start, then wait and get until the
 * run has finished. 'Loop Over Items' limits the number of concurrent documents.
 */
import path from 'node:path';
import type { IDataObject, INode, INodeType, IVersionedNodeType } from 'n8n-workflow';
import { createCredential, createCredentialsHelper } from '../../support/extendNode.mts';
import { InputNode, TestNodeTypes, runWorkflow } from '../../support/harness.mts';
import { createFileItems } from './fileItems.mts';
import type { Strategy, StrategyInput } from './strategy.mts';

/** The duration of a run is unknown. One second is the usual minimum. */
const WAIT_SECONDS = 1;

const NODE_FILES: Record<string, string> = {
	httpRequest: 'HttpRequest/HttpRequest.node.js',
	splitInBatches: 'SplitInBatches/SplitInBatches.node.js',
	wait: 'Wait/Wait.node.js',
	if: 'If/If.node.js',
	noOp: 'NoOp/NoOp.node.js',
};

/** Registers n8n's own nodes from the n8n whose engine runs here. */
function addN8nNodes(types: TestNodeTypes): TestNodeTypes {
	const base = path.join(process.env.N8N_ENGINE as string, 'node_modules/n8n-nodes-base');
	for (const file of Object.values(NODE_FILES)) {
		const exported = require(path.join(base, 'dist/nodes', file)) as Record<
			string,
			new () => INodeType | IVersionedNodeType
		>;
		const [Node] = Object.values(exported);
		types.add('n8n-nodes-base', new Node());
	}
	return types;
}

/** What users set when they know of limits; without it a node gives up on its first error. */
const FIVE_TRIES: Partial<INode> = {
	retryOnFail: true,
	maxTries: 5,
	waitBetweenTries: 5000,
	onError: 'continueRegularOutput',
};

function createRequestNode(
	name: string,
	parameters: IDataObject,
	settings: Partial<INode>,
): Partial<INode> & { name: string; type: string } {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'extendApi',
			...parameters,
		} as INode['parameters'],
		credentials: { extendApi: { id: 'c1', name: 'Extend' } },
		...settings,
	};
}

const connectTo = (node: string) => [{ node, type: 'main' as const, index: 0 }];

async function prepareRun(
	work: StrategyInput,
	batchSize: number | undefined,
	settings: Partial<INode> = FIVE_TRIES,
) {
	const { url, apiKey, extractorId } = work;
	const items = await createFileItems(work.file, work.documents);
	// Sets 'Items per Batch' and 'Batch Interval' if the limit is known. Half of the limit is used, because
	// the first batch of a node follows the last batch of the previous node without a pause.
	const perSecond = batchSize === undefined ? undefined : work.perSecond;
	const options = perSecond
		? { batching: { batch: { batchSize: perSecond / 2, batchInterval: 1000 } } }
		: {};
	const start = JSON.stringify({ extractor: { id: extractorId }, file: { id: 'FILE' } });
	const nodes = [
		{ name: 'Input', type: 'test.input' },
		...(batchSize === undefined
			? []
			: [
					{
						name: 'Loop',
						type: 'n8n-nodes-base.splitInBatches',
						typeVersion: 3,
						parameters: { batchSize, options: {} },
					},
				]),
		createRequestNode(
			'Upload',
			{
				method: 'POST',
				url: `${url}/files/upload`,
				sendBody: true,
				contentType: 'multipart-form-data',
				bodyParameters: {
					parameters: [
						{ parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' },
					],
				},
				options,
			},
			settings,
		),
		createRequestNode(
			'Start',
			{
				method: 'POST',
				url: `${url}/extract_runs`,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: `=${start.replace('FILE', '{{ $json.id }}')}`,
				options,
			},
			settings,
		),
		...(work.latencyMs > 0
			? [
					{
						name: 'Wait',
						type: 'n8n-nodes-base.wait',
						typeVersion: 1.1,
						parameters: { resume: 'timeInterval', amount: WAIT_SECONDS, unit: 'seconds' },
					},
				]
			: []),
		createRequestNode('Get', { url: `=${url}/extract_runs/{{ $json.id }}`, options }, settings),
		{
			name: 'Under Way',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
					combinator: 'and',
					conditions: [
						{
							id: 'c',
							leftValue: '={{ ["PENDING", "PROCESSING"].includes($json.status) }}',
							rightValue: '',
							operator: { type: 'boolean', operation: 'true', singleValue: true },
						},
					],
				},
			},
		},
		{ name: 'Results', type: 'n8n-nodes-base.noOp' },
	] as Array<Partial<INode> & { name: string; type: string }>;
	const again = work.latencyMs > 0 ? 'Wait' : 'Get';
	const first = batchSize === undefined ? 'Upload' : 'Loop';
	const connections = {
		Input: { main: [connectTo(first)] },
		...(batchSize === undefined ? {} : { Loop: { main: [[], connectTo('Upload')] } }),
		Upload: { main: [connectTo('Start')] },
		Start: { main: [connectTo(again)] },
		...(work.latencyMs > 0 ? { Wait: { main: [connectTo('Get')] } } : {}),
		Get: { main: [connectTo('Under Way')] },
		'Under Way': { main: [connectTo(again), connectTo('Results')] },
		...(batchSize === undefined ? {} : { Results: { main: [connectTo('Loop')] } }),
	};
	return async () => {
		const { run: finished } = await runWorkflow({
			nodes,
			connections,
			nodeTypes: addN8nNodes(new TestNodeTypes().add('test', new InputNode(items))),
			credentialsHelper: createCredentialsHelper(createCredential({ url, apiKey })),
		});
		const results = (finished.data.resultData.runData.Results ?? []).flatMap(
			({ data }) => data?.main?.[0] ?? [],
		);
		const done = results.filter(({ json }) => json.status === 'PROCESSED').length;
		return { done, failed: work.documents - done };
	};
}

/** Limits the number of concurrent documents. */
export const runHttpRequestChain: Strategy = async (work) => await prepareRun(work, work.parallel);

/** Without a limit, as the nodes do by default. */
export const runHttpRequestUnbounded: Strategy = async (work) => await prepareRun(work, undefined);

/** The same as dropped on the canvas: the first error of a node ends the execution. */
export const runHttpRequestUntouched: Strategy = async (work) =>
	await prepareRun(work, undefined, {});
