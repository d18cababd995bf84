/** The workflows of `examples/`, prepared for execution with credentials and local URLs. */
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
	/** assigned to every node that uses the credential's type */
	credentials?: SavedCredential[];
	/** parameters by node name, merged into those of the node */
	parameters?: Record<string, object>;
}

const CREDENTIAL_TYPES: Record<string, string> = {
	'n8n-nodes-extend.extend': 'extendApi',
	'n8n-nodes-extend.extendTool': 'extendApi',
	'n8n-nodes-extend.extendTrigger': 'extendApi',
	'n8n-nodes-base.postgres': 'postgres',
	'n8n-nodes-base.emailReadImap': 'imap',
	'n8n-nodes-base.emailSend': 'smtp',
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 'openAiApi',
};

/** Completes an example. Throws if a change refers to an unknown node. */
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

export async function activateExample(client: N8nClient, name: string, changes: ExampleChanges) {
	const saved = await client.createWorkflow(completeExample(name, changes));
	await client.activate(saved);
	return saved;
}
