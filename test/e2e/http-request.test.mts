/** n8n's HTTP Request node with the Extend credential: the nodes of docs/recipes.md. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startEmulator, seededIds, type Emulator } from '../emulator/index.mts';
import { callApi, uploadBytes } from '../emulator/support/client.mts';
import { makeForm } from '../samples/index.mts';
import { openBrowser } from './editor/browser.mts';
import { Editor } from './editor/editor.mts';
import { Cleanup } from './support/cleanup.mts';
import { eventually } from './support/eventually.mts';
import { startN8n, versions, type N8n, type Version } from './support/n8n.mts';
import { getItems, type SavedCredential } from './support/n8nClient.mts';
import { manualTrigger } from './support/manualTrigger.mts';

interface PastedNode {
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
}

/** The nodes that a reader pastes into the editor. */
function readPastedNodes(): PastedNode[] {
	const page = readFileSync(path.resolve(__dirname, '../../docs/recipes.md'), 'utf8');
	const [, json] = /```json\n(\{\n\t"nodes"[\s\S]*?)```/.exec(page)!;
	return (JSON.parse(json) as { nodes: PastedNode[] }).nodes;
}

const START = manualTrigger('Start');

const cleanups: Cleanup[] = [];
afterAll(async () => {
	for (const cleanup of cleanups) await cleanup.run();
});

async function startServers(version: Version) {
	const cleanup = new Cleanup();
	cleanups.push(cleanup);
	const emulator: Emulator = await startEmulator({ organizationKey: true });
	cleanup.add(async () => await emulator.close());
	const n8n: N8n = await startN8n(version);
	cleanup.add(async () => await n8n.stop());
	const credential: SavedCredential = await n8n.client.createCredential('Extend', 'extendApi', {
		apiKey: emulator.apiKey,
		region: 'custom',
		baseUrl: emulator.url,
		workspaceId: 'ws_emulator',
	});
	return { cleanup, emulator, n8n, credential };
}

const inWorkspace = { 'x-extend-workspace-id': 'ws_emulator' };

it.each([['newest', versions.newest] as const, ['oldest', versions.oldest] as const])(
	'the nodes of the recipe work in the %s n8n, with key, version and workspace of the credential',
	async (_name, version) => {
		const { emulator, n8n, credential } = await startServers(version);
		emulator.options.organizationKey = false;
		const id = await uploadBytes(emulator, 'form.pdf', await makeForm());
		const set = { name: 'Invoices', entityId: seededIds.invoices };
		await callApi(emulator, 'POST', '/evaluation_sets', set);
		emulator.options.organizationKey = true;
		const credentials = { extendApi: { id: credential.id, name: credential.name } };
		const pasted = readPastedNodes().map((node, index) => ({
			...node,
			id: `n${index}`,
			credentials,
			parameters: {
				...node.parameters,
				url: String(node.parameters.url).replace('https://api.extend.ai', emulator.url),
			},
		}));
		expect(pasted).toHaveLength(3);
		const main = [pasted.map(({ name }) => ({ node: name, type: 'main', index: 0 }))];
		const workflow = await n8n.client.createWorkflow({
			name: 'Other endpoints',
			nodes: [START, ...pasted],
			connections: { Start: { main } },
			pinData: { Start: [{ json: { id } }] },
		} as never);
		const executionId = await n8n.client.runManually(workflow.id, 'Start');
		const execution = await eventually('it ends', async () => {
			const one = await n8n.client.getExecution(executionId);
			return !['new', 'running'].includes(one.status) && one;
		});
		expect(execution.status).toBe('success');
		const read = (name: string) => getItems(execution, name, 0).map(({ json }) => json);
		expect(read('Verify Document')).toMatchObject([{ object: 'verify_run' }]);
		expect(read('Detect Form Fields')).toMatchObject([{ object: 'form_detection_run' }]);
		expect(read('List Evaluation Sets')).toMatchObject([{ data: [{ name: 'Invoices' }] }]);
		const [verified] = read('Verify Document');
		const path = `/verify_runs/${String(verified.id)}`;
		const { json: run } = await callApi(emulator, 'GET', path, undefined, inWorkspace);
		expect(run).toMatchObject({ status: 'PROCESSED', output: { riskLevel: 'LOW' } });
	},
	120_000,
);

it('the editor offers the credential type, and the node gets data with it', async () => {
	const { cleanup, emulator, n8n } = await startServers(versions.newest);
	const { page, errors, close } = await openBrowser();
	cleanup.add(close);
	const editor = new Editor(page, n8n);
	await editor.signIn();
	const node = {
		id: 'http',
		name: 'Extend API',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [200, 0],
		parameters: { url: `${emulator.url}/extractors`, options: {} },
	};
	const workflow = await n8n.client.createWorkflow({
		name: 'By HTTP',
		nodes: [START, node],
		connections: { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
	} as never);
	await editor.openWorkflow(workflow.id);
	await editor.openNode(node.name);
	await editor.choose('authentication', 'Predefined Credential Type');
	await editor.byTestId('credential-select').first().click();
	const types = page.locator('[data-test-id=credential-select-option]');
	await types.and(page.locator('[data-credential-name=extendApi]')).click();
	const chosen = editor.byTestId('node-credentials-select').locator('input');
	await chosen.first().click();
	const items = page.locator('[data-test-id^=node-credentials-select-item-]:visible');
	await items.filter({ hasText: 'Extend' }).first().click();
	await editor.execute('Invoices');
	expect(errors).toEqual([]);
}, 120_000);
