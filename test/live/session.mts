/** What the checks of one run share: the product's client in a real context of n8n, and a watch on every response. */
import { randomBytes } from 'node:crypto';
import { ExecuteContext } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { createHints } from '../../nodes/shared/errors/hints';
import { createApiClient, type ApiClient } from '../../nodes/shared/http/client';
import { createRateLimiter } from '../../nodes/shared/http/limits/rateLimiter';
import type { ApiObject } from '../../nodes/shared/http/responses';
import { StoppedRuns } from '../../nodes/shared/runs/stop/stoppedRuns';
import type { RunServices } from '../../nodes/shared/runs/types';
import { clock } from '../../nodes/shared/utils/clock';
import { inspectFile } from '../../nodes/shared/files/inspectFile';
import { toFileInput } from '../../nodes/shared/files/upload';
import { sanitizeText } from '../../nodes/shared/utils/sanitize';
import {
	PACKAGE,
	createCredentialsHelper,
	createExtendNode,
	runExtend,
} from '../support/extendNode.mts';
import { TestNodeTypes, createAdditionalData, createBinaryItem } from '../support/harness.mts';
import { Extend } from '../support/testedNodes.mts';
import { MadeObjects } from './madeObjects.mts';
import { SharedRuns } from './sharedRuns.mts';
import type { WebhookReceiver } from './webhookReceiver.mts';

/** One extractor for all sessions, since the API cannot delete it. */
const EXTRACTOR_NAME = 'n8n-nodes-extend live check';
const CALL_MS = 60_000;

/** A response as the API gave it, without what it holds of documents. */
export interface Observed {
	method: string;
	path: string;
	status: number;
	headers: IDataObject;
	/** of errors only */
	body?: unknown;
	/** by the machine's clock, in ms */
	at: number;
}

/** The response to a request of a check. */
export interface Answer {
	ok: boolean;
	/** 0 when none came */
	status: number;
	code: string;
	message: string;
	body: IDataObject;
}

export interface SessionOptions {
	credential: IDataObject;
	/** whether an extractor may be made, which stays */
	mayCreateExtractor?: boolean;
	webhook?: WebhookReceiver;
	signal: AbortSignal;
}

export class LiveSession {
	readonly id = `n8nlive${randomBytes(5).toString('hex')}`;
	readonly made = new MadeObjects(this.id);
	readonly observed: Observed[] = [];
	readonly credential: IDataObject;
	readonly webhook: WebhookReceiver | undefined;
	readonly shared = new SharedRuns(this);
	api!: ApiClient;
	services!: RunServices;
	/** the API after Stop, when the ordinary one refuses every request */
	openCleanUpApi!: () => Promise<ApiClient>;
	private extractor: Promise<ApiObject> | undefined;

	private constructor(private readonly options: SessionOptions) {
		this.credential = options.credential;
		this.webhook = options.webhook;
	}

	static async open(options: SessionOptions): Promise<LiveSession> {
		const session = new LiveSession(options);
		const context = session.createContext([]);
		const limits = createRateLimiter();
		session.api = await createApiClient(context, limits);
		session.openCleanUpApi = async () => await createApiClient(context, limits, true);
		session.services = {
			api: session.api,
			stopCleanUp: new StoppedRuns({
				openApi: session.openCleanUpApi,
				writes: limits.writes,
				// What is left is found by its tag, and reported.
				onLeft: () => undefined,
			}),
			hints: createHints(),
			candidateKeys: new Map(),
			haltSignal: new AbortController().signal,
			pollPacer: () => 0,
			sync: { isCutOff: false },
		};
		return session;
	}

	/** A text that may be shown: without secrets, signed URLs and markup. */
	toShown(text: string): string {
		return sanitizeText(this.api.redactor.redact(text));
	}

	/** The name of a file of this session. */
	fileName(name: string): string {
		return `${this.id}-${name}`;
	}

	/** A request through the product's client. Throws only when the session was stopped. */
	async send(
		method: 'GET' | 'POST' | 'DELETE',
		path: string,
		{ query, body }: { query?: IDataObject; body?: IDataObject } = {},
	): Promise<Answer> {
		const idempotent = method !== 'POST';
		const deadline = clock.now() + CALL_MS;
		const outcome = await this.api.send({ method, path, query, body, idempotent, deadline });
		if (outcome.kind === 'aborted') throw new Error('The session was stopped.');
		if (outcome.kind === 'succeeded') {
			return { ok: true, status: 200, code: '', message: '', body: outcome.body };
		}
		const { code, message, httpCode = 0 } = outcome.error;
		return { ok: false, status: httpCode, code, message, body: {} };
	}

	/** Uploads a document as the node does. Returns the ID of the file. */
	async upload(
		name: string,
		bytes: Uint8Array | string,
		mimeType = 'application/octet-stream',
		password?: string,
	): Promise<string> {
		const meta = { fileName: this.fileName(name), mimeType };
		const item = await createBinaryItem(Buffer.from(bytes), meta);
		const context = this.createContext([item]);
		const stored = { itemIndex: 0, data: item.binary!.data, fieldName: 'data' };
		const file = await inspectFile(context, stored);
		const { uploadedId } = await toFileInput(
			context,
			this.api,
			{ kind: 'binary', ...file, size: Buffer.from(bytes).length },
			{ password, deadline: clock.now() + CALL_MS },
		);
		return String(uploadedId);
	}

	/** Runs the Extend node in n8n's engine. Stop ends it. */
	async runNode(parameters: IDataObject, options: IDataObject, items: INodeExecutionData[]) {
		const { signal } = this.options;
		const result = await runExtend({
			emulator: { url: '', apiKey: '' },
			credential: this.credential,
			items,
			parameters,
			options,
			onStarted: (cancel) => signal.addEventListener('abort', cancel, { once: true }),
		});
		for (const { json } of result.items) this.made.collect(json, true);
		return result;
	}

	/** The extractor of the checks, made once and found by its name afterwards. */
	async getExtractor(): Promise<ApiObject> {
		this.extractor ??= this.findExtractor();
		return await this.extractor;
	}

	get mayCreateExtractor(): boolean {
		return this.options.mayCreateExtractor ?? false;
	}

	private async findExtractor(): Promise<ApiObject> {
		let nextPageToken: unknown;
		do {
			const query = { maxPageSize: 100, ...(nextPageToken ? { nextPageToken } : {}) };
			const { body } = await this.send('GET', '/extractors', { query: query as IDataObject });
			const found = ((body.data ?? []) as ApiObject[]).find(({ name }) => name === EXTRACTOR_NAME);
			if (found) {
				this.made.kept.set(found.id, EXTRACTOR_NAME);
				return found;
			}
			nextPageToken = body.nextPageToken;
		} while (nextPageToken);
		const body = { name: EXTRACTOR_NAME, config: EXTRACTOR_CONFIG };
		const created = await this.send('POST', '/extractors', { body });
		if (!created.ok) throw new Error(`The extractor could not be made: ${created.message}`);
		return created.body as ApiObject;
	}

	private createContext(items: INodeExecutionData[]): IExecuteFunctions {
		const node = {
			id: 'live',
			typeVersion: 1,
			position: [0, 0],
			...createExtendNode(),
		} as INode;
		const nodeTypes = new TestNodeTypes().add(PACKAGE, new Extend());
		const workflow = new Workflow({
			id: 'live',
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes,
		});
		const credentialsHelper = createCredentialsHelper(this.credential);
		const input = { main: [items] };
		const context = new ExecuteContext(
			workflow,
			node,
			createAdditionalData({ credentialsHelper }),
			'manual',
			createRunExecutionData(),
			0,
			items,
			input,
			{ node, data: input, source: null },
			[],
			this.options.signal,
		);
		return this.watch(context);
	}

	/** The context with a helper that notes every response. */
	private watch(context: IExecuteFunctions): IExecuteFunctions {
		type Request = IExecuteFunctions['helpers']['httpRequestWithAuthentication'];
		const send = context.helpers.httpRequestWithAuthentication;
		const note = (method: string, path: string, response: unknown) =>
			this.note(method, path, response as { statusCode: number; headers: IDataObject });
		const httpRequestWithAuthentication: Request = async function (type, options) {
			const response = await send.call(this, type, options);
			note(options.method ?? 'GET', options.url, response);
			return response;
		};
		return Object.create(context, {
			helpers: { value: { ...context.helpers, httpRequestWithAuthentication } },
		}) as IExecuteFunctions;
	}

	private note(
		method: string,
		path: string,
		{ statusCode, headers, body }: { statusCode: number; headers: IDataObject; body?: unknown },
	): void {
		const isError = statusCode >= 400;
		const at = clock.wallNow();
		const entry = { method, path, status: statusCode, headers, at };
		this.observed.push(isError ? { ...entry, body } : entry);
		if (isError) return;
		this.made.collect(body, method === 'POST');
		this.api.redactor.add((body as IDataObject | undefined)?.signingSecret);
		const deleted = method === 'DELETE' ? /^(\/\w+)\/([^/]+)$/.exec(path) : null;
		if (deleted) this.made.forget(deleted[1], deleted[2]);
	}
}

/** Its parts are what the checks of overrides look at. */
export const EXTRACTOR_CONFIG = {
	baseProcessor: 'extraction_light',
	schema: {
		type: 'object',
		properties: { invoice_number: { type: ['string', 'null'], description: 'Invoice number' } },
	},
	advancedOptions: { citationsEnabled: true, citationMode: 'line' },
};
