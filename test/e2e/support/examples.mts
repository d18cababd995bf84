/** The workflows of `examples/`, made ready to run: with credentials and other addresses. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { N8nClient, SavedCredential, WorkflowJson } from './n8nClient.mts';

const folder = path.resolve(__dirname, '../../../examples');

export const listExamples = (): string[] =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.map((name) => name.replace('.json', ''));

export const readExample = (name: string): WorkflowJson =>
	JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));

interface ExampleChanges {
	/** for every node that takes the credential's type */
	credentials?: SavedCredential[];
	/** parameters by the name of the node, laid over its own */
	parameters?: Record<string, object>;
}

const CREDENTIAL_TYPES: Record<string, string> = {
	'n8n-nodes-extend.extend': 'extendApi',
	'n8n-nodes-extend.extendTool': 'extendApi',
	'n8n-nodes-extend.extendTrigger': 'extendApi',
	'n8n-nodes-base.postgres': 'postgres',
	'n8n-nodes-base.emailReadImap': 'imap',
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
};

/** An example as a builder would finish it; throws when a change names a node that is not there. */
export function completeExample(name: string, changes: ExampleChanges): WorkflowJson {
	const workflow = readExample(name);
	for (const [nodeName, parameters] of Object.entries(changes.parameters ?? {})) {
		const node = workflow.nodes.find((one) => one.name === nodeName);
		if (!node) throw new Error(`${name} has no node ${nodeName}`);
		Object.assign(node.parameters, parameters);
	}
	for (const node of workflow.nodes) {
		const credential = changes.credentials?.find(
			({ type }) => type === CREDENTIAL_TYPES[node.type],
		);
		if (credential)
			node.credentials = { [credential.type]: { id: credential.id, name: credential.name } };
	}
	return workflow;
}

/** Saves and activates an example. */
export async function activateExample(client: N8nClient, name: string, changes: ExampleChanges) {
	const saved = await client.createWorkflow(completeExample(name, changes));
	await client.activate(saved);
	return saved;
}
