/** Client for the internal API that n8n's editor uses, for 1.123 and 2.x. */
import { parse } from 'flatted';
import type { IDataObject, INode, INodeExecutionData, NodeError } from 'n8n-workflow';
import { eventually } from './eventually.mts';

export interface WorkflowJson {
	name: string;
	nodes: INode[];
	connections: IDataObject;
	settings?: IDataObject;
	pinData?: Record<string, INodeExecutionData[]>;
}
export interface SavedWorkflow extends WorkflowJson {
	id: string;
	versionId: string;
	active: boolean;
}
export interface SavedCredential {
	id: string;
	name: string;
	type: string;
}
export interface Execution {
	id: string;
	status: string;
	mode: string;
	/** the workflow as it was executed */
	workflowData: { nodes: Array<{ name: string; parameters: Record<string, unknown> }> };
	data: {
		resultData: {
			error?: NodeError;
			runData: Record<
				string,
				Array<{
					error?: NodeError;
					source?: unknown;
					hints?: Array<{ message: string }>;
					data?: Record<string, Array<INodeExecutionData[] | null>>;
				}>
			>;
		};
	};
}

const OWNER = {
	email: 'owner@example.com',
	password: 'Passw0rd123',
	firstName: 'Olga',
	lastName: 'Owner',
};

export class N8nClient {
	readonly owner = OWNER;
	private cookie = '';

	constructor(private readonly url: string) {}

	/** Returns the response, whatever its status. */
	async request(method: string, path: string, body?: unknown): Promise<Response> {
		const answer = await fetch(`${this.url}${path}`, {
			method,
			headers: {
				// A reused connection may have been closed by n8n while the test made documents.
				connection: 'close',
				...(body ? { 'content-type': 'application/json' } : {}),
				...(this.cookie ? { cookie: this.cookie } : {}),
				'browser-id': 'e2e',
			},
			body: body ? JSON.stringify(body) : undefined,
		});
		const cookie = answer.headers.getSetCookie().find((text) => text.startsWith('n8n-auth='));
		if (cookie) this.cookie = cookie.split(';')[0];
		return answer;
	}

	/** Returns the `data` of a response. Throws an Error with its text if it is not 2xx. */
	async call<T>(method: string, path: string, body?: unknown): Promise<T> {
		const answer = await this.request(method, `/rest${path}`, body);
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 600)}`);
		const json = JSON.parse(text);
		return json.data ?? json;
	}

	async setUpOwner() {
		await this.call('POST', '/owner/setup', this.owner);
	}

	async createCredential(name: string, type: string, data: object): Promise<SavedCredential> {
		return await this.call('POST', '/credentials', { name, type, data });
	}

	async testCredential(credential: SavedCredential, data: object) {
		const credentials = { ...credential, data };
		return await this.call<{ status: string; message: string }>('POST', '/credentials/test', {
			credentials,
		});
	}

	async createWorkflow(getWorkflow: WorkflowJson): Promise<SavedWorkflow> {
		const settings = { executionOrder: 'v1', ...getWorkflow.settings };
		return await this.call('POST', '/workflows', { ...getWorkflow, settings, active: false });
	}

	async workflow(id: string): Promise<SavedWorkflow> {
		return await this.call('GET', `/workflows/${id}`);
	}

	/** Resolves when the triggers are registered; rejects with the reason if that fails. */
	async activate({ id, versionId }: SavedWorkflow) {
		await this.call('POST', `/workflows/${id}/activate`, { versionId });
		await this.waitUntilPublished(id);
	}

	async deactivate({ id }: SavedWorkflow) {
		await this.call('POST', `/workflows/${id}/deactivate`, {});
		await this.waitUntilPublished(id);
	}

	/** 2.x registers triggers after its response. 1.x has no such endpoint. */
	private async waitUntilPublished(id: string) {
		const state = await eventually('the workflow is published', async () => {
			const answer = await this.request('GET', `/rest/workflows/${id}/publication-status`);
			if (answer.status === 404) return { status: 'done' };
			const { data } = (await answer.json()) as { data: { status: string } };
			return data.status !== 'in_progress' && data;
		});
		if (state.status === 'failed') throw new Error(JSON.stringify(state));
	}

	/** Executes a workflow from this trigger, like the editor's button. */
	async runManually(id: string, trigger: string): Promise<string> {
		const workflowData = await this.workflow(id);
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/workflows/${id}/run`,
			{ workflowData, triggerToStartFrom: { name: trigger } },
		);
		return executionId;
	}

	async stop(executionId: string) {
		await this.call('POST', `/executions/${executionId}/stop`, {});
	}

	/** Newest first, without execution data. */
	async listExecutions(workflowId: string): Promise<Array<{ id: string; status: string }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: Array<{ id: string; status: string }> }>(
			'GET',
			`/executions?filter=${filter}&limit=100`,
		);
		return results;
	}

	async getExecution(id: string): Promise<Execution> {
		const found = await this.call<Execution & { data: string }>('GET', `/executions/${id}`);
		return { ...found, data: parse(found.data) };
	}

	/** Waits until at least `count` executions have ended. Newest first. */
	async waitForExecutions(workflowId: string, count = 1, ms = 60_000): Promise<Execution[]> {
		const ended = await eventually(
			`${count} executions of ${workflowId} end`,
			async () => {
				const all = await this.listExecutions(workflowId);
				const done = all.filter(({ status }) => !['new', 'running', 'waiting'].includes(status));
				return done.length >= count && done;
			},
			ms,
		);
		return await Promise.all(ended.map(async ({ id }) => await this.getExecution(id)));
	}
}

/** Returns the items of a node's last run. Throws the node's error. */
export function getItems(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	const runs = execution.data.resultData.runData[node];
	if (!runs) {
		const { error } = execution.data.resultData;
		throw new Error(`${node} did not run. ${error?.message ?? ''} ${error?.description ?? ''}`);
	}
	const last = runs[runs.length - 1];
	if (last.error) throw new Error(`${node}: ${last.error.message}`);
	return last.data?.main?.[output] ?? [];
}
