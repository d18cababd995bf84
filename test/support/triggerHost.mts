/**
 * A minimal n8n host for the trigger: an HTTP server for webhook calls, activation, the editor's test
 * listener and stored static data. Contexts, helpers and the workflow are those of n8n-core. This file
 * imitates how n8n's server calls them (cli: webhook-helpers, live-webhooks, test-webhooks,
 * active-workflow-manager).
 */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IWebhookData,
	type IWebhookResponseData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Emulator } from '../emulator/index.mts';
import { ExtendTrigger } from './testedNodes.mts';
import { createCredential, createCredentialsHelper, PACKAGE } from './extendNode.mts';
import { createAdditionalData, TestNodeTypes } from './harness.mts';

export const WORKFLOW_NAME = 'Invoices to sheet';
const WEBHOOK_ID = '5c2ff0a4-0a4e-4a6b-9b0e-3f1d9a4c7e11';

export interface Execution {
	mode: WorkflowExecuteMode;
	items: INodeExecutionData[];
	error?: Error;
}

export interface HostOptions {
	emulator: Pick<Emulator, 'url' | 'apiKey'>;
	parameters?: IDataObject;
	options?: IDataObject;
	credential?: IDataObject;
	/** n8n's public URL, as set by WEBHOOK_URL; default: the real one */
	publicUrl?: string;
}

export interface PostOptions {
	/** signing secret; default: the endpoint's secret */
	secret?: string;
	/** seconds since 1970 */
	timestamp?: number | string;
	headers?: Record<string, string | undefined>;
	/** changes the body after signing */
	tamper?: (body: string) => string;
	test?: boolean;
}

type Hook = 'checkExists' | 'create' | 'delete';

export class TriggerHost {
	readonly executions: Execution[] = [];
	/** warnings logged by the node */
	readonly warnings: string[] = [];
	/** number of webhook calls passed to the node */
	received = 0;
	/** hooks in call order */
	readonly calls: Hook[] = [];
	/** static data as stored by n8n */
	staticData: IDataObject = {};
	/** in-memory static data of the test listener; undefined while it is not listening */
	testStaticData: IDataObject | undefined;
	nodeName = 'Extend Trigger';
	/** the test listener shares the static data of the workflow */
	sharesStaticData = false;
	/** n8n's public URL */
	publicUrl: string | undefined;
	parameters: IDataObject;
	/** can be replaced by a node type of another process */
	nodeType: INodeType = new ExtendTrigger();
	url = '';
	private readonly server = createServer((request, response) => {
		this.handleRequest(request, response).catch((error) =>
			response.writeHead(599).end(String(error)),
		);
	});

	constructor(private readonly o: HostOptions) {
		// Most tests compare the event as it came.
		this.parameters = { output: 'run', ...o.parameters, options: o.options ?? {} };
		this.publicUrl = o.publicUrl;
	}

	async start(): Promise<this> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
		return this;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	webhookUrl(test = false): string {
		const base = this.publicUrl ?? this.url;
		return `${base}/${test ? 'webhook-test' : 'webhook'}/${WEBHOOK_ID}/webhook`;
	}

	/** The endpoint that the node stored. */
	getStoredEndpoint(slot: 'production' | 'test' = 'production'): IDataObject | undefined {
		const all = slot === 'test' ? (this.testStaticData ?? {}) : this.staticData;
		return (all[`node:${this.nodeName}`] as IDataObject | undefined)?.[slot] as IDataObject;
	}

	/** Publishes the workflow. n8n saves static data only on success. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<void> {
		const createWorkflow = this.workflow(this.staticData);
		if (!(await this.callHook(createWorkflow, 'checkExists', 'trigger', mode, false))) {
			await this.callHook(createWorkflow, 'create', 'trigger', mode, false);
		}
		this.saveStaticData(createWorkflow);
	}

	async deactivate(): Promise<void> {
		const workflow = this.workflow(this.staticData);
		await this.callHook(workflow, 'delete', 'internal', 'update', false);
		this.saveStaticData(workflow);
	}

	/** 'Listen for test event' in the editor. */
	async listen(): Promise<void> {
		const workflow = this.workflow(this.sharesStaticData ? this.staticData : {});
		if (!(await this.callHook(workflow, 'checkExists', 'manual', 'manual', true))) {
			await this.callHook(workflow, 'create', 'manual', 'manual', true);
		}
		this.testStaticData = cloneJson(workflow.staticData);
	}

	async stopListening(): Promise<void> {
		const workflow = this.workflow({});
		workflow.staticData = cloneJson(this.testStaticData ?? {});
		await this.callHook(workflow, 'delete', 'internal', 'update', true);
		this.testStaticData = undefined;
	}

	/** Delivers a signed event, or a raw body, as Extend does. */
	async post(event: IDataObject | string, posted: PostOptions = {}) {
		const body = typeof event === 'string' ? event : JSON.stringify(event);
		const timestamp = String(posted.timestamp ?? Math.floor(Date.now() / 1000));
		const secret =
			posted.secret ??
			String(this.getStoredEndpoint(posted.test ? 'test' : 'production')?.signingSecret);
		const headers: Record<string, string | undefined> = {
			'content-type': 'application/json',
			'x-extend-request-timestamp': timestamp,
			'x-extend-request-signature': createHmac('sha256', secret)
				.update(`v0:${timestamp}:${body}`)
				.digest('hex'),
			...posted.headers,
		};
		for (const [name, value] of Object.entries(headers))
			if (value === undefined) delete headers[name];
		const path = new URL(this.webhookUrl(posted.test)).pathname;
		const answer = await fetch(`${this.url}${path}`, {
			method: 'POST',
			headers: headers as Record<string, string>,
			body: posted.tamper?.(body) ?? body,
		});
		return { status: answer.status, text: await answer.text() };
	}

	/** The JSON of all items of the executions so far. */
	get items(): IDataObject[] {
		return this.executions.flatMap(({ items }) => items.map(({ json }) => json));
	}

	private saveStaticData(workflow: Workflow): void {
		if ((workflow.staticData as { __dataChanged?: boolean }).__dataChanged) {
			this.staticData = cloneJson(workflow.staticData);
		}
	}

	private workflow(staticData: IDataObject): Workflow {
		const node = {
			id: 'n0',
			name: this.nodeName,
			type: `${PACKAGE}.extendTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { extendApi: { id: 'c1', name: 'Extend' } },
			webhookId: WEBHOOK_ID,
		} as INode;
		return new Workflow({
			id: 'wf-test',
			name: WORKFLOW_NAME,
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes: new TestNodeTypes().add(PACKAGE, this.nodeType),
			settings: {},
			staticData: cloneJson(staticData),
		});
	}

	private createContextParts(workflow: Workflow, isTest: boolean) {
		const additionalData = createAdditionalData({
			base: this.publicUrl ?? this.url,
			credentialsHelper: createCredentialsHelper({
				...createCredential(this.o.emulator),
				...this.o.credential,
			}),
		});
		const node = workflow.getNode(this.nodeName) as INode;
		const [webhookDescription] = this.nodeType.description.webhooks ?? [];
		const webhook = {
			workflowId: workflow.id,
			node: node.name,
			path: `${WEBHOOK_ID}/webhook`,
			httpMethod: 'POST',
			webhookDescription,
			workflowExecuteAdditionalData: additionalData,
			webhookId: WEBHOOK_ID,
			isTest,
		} as IWebhookData;
		return { additionalData, node, webhook };
	}

	private async callHook(
		workflow: Workflow,
		name: Hook,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
		isTest: boolean,
	): Promise<boolean> {
		this.calls.push(name);
		const { additionalData, node, webhook } = this.createContextParts(workflow, isTest);
		const context = new HookContext(workflow, node, additionalData, mode, activation, webhook);
		this.captureWarnings(context);
		return (await this.nodeType.webhookMethods?.default?.[name]?.call(context)) as boolean;
	}

	private captureWarnings(context: object): void {
		const nothing = () => undefined;
		const warn = (message: string) => void this.warnings.push(message);
		const logger = { debug: nothing, info: nothing, error: nothing, warn };
		Object.defineProperty(context, 'logger', { value: logger });
	}

	private async handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const rawBody = Buffer.concat(chunks);
		const isTest = request.url?.startsWith('/webhook-test/') ?? false;
		if (isTest && !this.testStaticData) return void response.writeHead(404).end();

		let body: unknown;
		try {
			body = JSON.parse(rawBody.toString());
		} catch {
			return void response.writeHead(422).end('{"message":"Failed to parse request body"}');
		}
		Object.assign(request, { rawBody, body, params: {}, query: {} });
		await this.run(request, createExpressResponse(response), response, isTest);
	}

	private async run(
		request: IncomingMessage,
		httpResponse: unknown,
		response: ServerResponse,
		isTest: boolean,
	): Promise<void> {
		// n8n loads the workflow from its database for every call.
		const workflow = this.workflow(isTest ? {} : this.staticData);
		if (isTest) workflow.setTestStaticData(cloneJson(this.testStaticData ?? {}));
		const { additionalData, node, webhook } = this.createContextParts(workflow, isTest);
		Object.assign(additionalData, { httpRequest: request, httpResponse });
		const mode = isTest ? 'manual' : 'webhook';
		const context = new WebhookContext(workflow, node, additionalData, mode, webhook, [], null);
		this.captureWarnings(context);

		this.received++;
		let result: IWebhookResponseData;
		try {
			result = (await this.nodeType.webhook?.call(context as never)) as IWebhookResponseData;
		} catch (error) {
			this.executions.push({ mode, items: [], error: error as Error });
			return void response.writeHead(500).end('Workflow Webhook Error');
		}
		if (!isTest) this.saveStaticData(workflow);
		if (result.workflowData) this.executions.push({ mode, items: result.workflowData[0] });
		if (!result.noWebhookResponse) {
			const text = result.workflowData ? '' : '{"message":"Webhook call received"}';
			response.writeHead(200, { 'content-type': 'application/json' }).end(text);
		}
		if (isTest && result.workflowData) await this.stopListening();
	}
}

function cloneJson(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data)) as IDataObject;
}

/** The part of express that nodes use. */
function createExpressResponse(response: ServerResponse) {
	const like = {
		status(code: number) {
			response.statusCode = code;
			return like;
		},
		send(text: string) {
			response.end(text);
			return like;
		},
		end() {
			response.end();
			return like;
		},
	};
	return like;
}
