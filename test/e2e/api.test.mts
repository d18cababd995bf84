/**
 * The packed package in a running n8n, used through n8n's API, in the oldest and newest supported version.
 */
import { startEmulator, seededIds, type Emulator } from '../emulator/index.mts';
import { makeInvoice } from '../samples/index.mts';
import { Cleanup } from './support/cleanup.mts';
import { getItems, type SavedCredential } from './support/n8nClient.mts';
import { activateExample, completeExample } from './support/examples.mts';
import { startHttpListener } from './support/services/httpListener.mts';
import { createCommandLine, startN8n, versions, type N8n } from './support/n8n.mts';
import { eventually } from './support/eventually.mts';

const own = 'n8n-nodes-extend';

describe.each([['newest', versions.newest] as const, ['oldest', versions.oldest] as const])(
	'%s n8n',
	(_name, version) => {
		const cleanup = new Cleanup();
		let n8n: N8n;
		let emulator: Emulator;
		let credential: SavedCredential;
		let access: { apiKey: string; region: string; baseUrl: string };

		beforeAll(async () => {
			emulator = await startEmulator({ webhookRetriesMs: [500, 1000, 2000] });
			cleanup.add(async () => await emulator.close());
			n8n = await startN8n(version);
			cleanup.add(async () => await n8n.stop());
			access = { apiKey: emulator.apiKey, region: 'custom', baseUrl: emulator.url };
			credential = await n8n.client.createCredential('Extend', 'extendApi', access);
		});
		afterAll(async () => await cleanup.run());

		describe('what is served', () => {
			it('both nodes with their search words and icons', async () => {
				const answer = await n8n.client.request('GET', '/types/nodes.json');
				const all = (await answer.json()) as Array<{
					name: string;
					codex?: { alias?: string[] };
					iconUrl: { light: string; dark: string };
				}>;
				const ours = all.filter(({ name }) => name.startsWith(`${own}.`));
				expect(ours.map(({ name }) => name)).toEqual(
					expect.arrayContaining([`${own}.extend`, `${own}.extendTrigger`, `${own}.extendTool`]),
				);
				const node = ours.find(({ name }) => name === `${own}.extend`);
				expect(node?.codex?.alias).toEqual(expect.arrayContaining(['OCR', 'invoice']));
				const icons = ours.flatMap(({ iconUrl }) => [iconUrl.light, iconUrl.dark]);
				for (const icon of new Set(icons)) {
					const picture = await n8n.client.request('GET', `/${icon}`);
					expect(picture.headers.get('content-type')).toContain('image/svg+xml');
					expect(await picture.text()).toContain('<svg');
				}
			});

			it('output previews', async () => {
				const answer = await n8n.client.request(
					'GET',
					`/schemas/${own}.extend/1.0.0/document/extract.json`,
				);
				expect(answer.status).toBe(200);
				expect(await answer.json()).toMatchObject({ type: 'object' });
			});
		});

		describe('the test of the credential', () => {
			it('passes with the right key', async () => {
				expect(await n8n.client.testCredential(credential, access)).toMatchObject({ status: 'OK' });
			});

			it.each([
				['a wrong key', { apiKey: 'sk_wrong' }],
				['a wrong host', { baseUrl: 'http://127.0.0.1:9' }],
			])('fails with %s', async (_what, change) => {
				const result = await n8n.client.testCredential(credential, { ...access, ...change });
				expect(result.status).toBe('Error');
				expect(result.message.length).toBeGreaterThan(10);
				expect(result.message).not.toContain('sk_wrong');
			});
		});

		it('takes PDFs at a production webhook: fields, pairing, and the error output with the file', async () => {
			const chat = await startHttpListener();
			cleanup.add(chat.close);
			const workflow = await activateExample(n8n.client, 'errors-to-slack', {
				credentials: [credential],
				parameters: { 'Notify Channel': { url: chat.url } },
			});
			const { pdf, expected } = await makeInvoice({ seed: 5 });
			const form = new FormData();
			form.set('good', new Blob([Buffer.from(pdf)], { type: 'application/pdf' }), 'good.pdf');
			form.set('bad', new Blob(['%PDF-1.7 broken'], { type: 'application/pdf' }), 'bad.pdf');
			const hook = `${n8n.url}/webhook/extend-invoices`;
			expect((await fetch(hook, { method: 'POST', body: form })).status).toBe(200);

			const [execution] = await n8n.client.waitForExecutions(workflow.id);
			expect(execution.status).toBe('success');
			const [row] = getItems(execution, 'Extend', 0);
			expect(row.json).toMatchObject({
				invoice_number: expected.invoice_number,
				_extend: { fileName: 'good.pdf', sourceField: 'good' },
			});
			expect(row.pairedItem).toMatchObject({ item: 0 });
			const [failure] = getItems(execution, 'Extend', 1);
			expect(failure.json).toMatchObject({
				error: {
					code: 'FAILED_TO_PROCESS_FILE',
					message: expect.stringContaining("couldn't read the file"),
				},
			});
			expect(failure.binary).toMatchObject({ bad: { fileName: 'bad.pdf' } });
			expect(chat.bodies).toEqual([{ text: expect.stringContaining('bad.pdf') }]);
			await n8n.client.deactivate(workflow);
		});

		it('starts on a signed event, refuses a forged one, and tidies up', async () => {
			const workflow = await activateExample(n8n.client, 'on-finished-runs', {
				credentials: [credential],
			});
			const ask = async (method: string, address: string, body?: object) => {
				const answer = await fetch(`${emulator.url}${address}`, {
					method,
					headers: {
						authorization: `Bearer ${emulator.apiKey}`,
						'x-extend-api-version': '2026-02-09',
						'content-type': 'application/json',
					},
					body: body && JSON.stringify(body),
				});
				return await answer.json();
			};
			const [endpoint] = (await ask('GET', '/webhook_endpoints')).data;
			expect(endpoint.url).toContain(`${n8n.url}/webhook/`);

			const file = { text: 'Invoice number: 4711' };
			const run = await ask('POST', '/extract', { file, extractor: { id: seededIds.invoices } });
			const [execution] = await n8n.client.waitForExecutions(workflow.id);
			expect(getItems(execution, 'Finished Run')[0].json).toMatchObject({
				run: run.id,
				invoice_number: '4711',
			});
			const forged = await emulator.deliver(endpoint.id, 'extract_run.processed', run, {
				tamper: 'signature',
			});
			expect(forged.attempts[0].status).toBe(401);
			expect(await n8n.client.listExecutions(workflow.id)).toHaveLength(1);

			await n8n.client.deactivate(workflow);
			await eventually(
				'the endpoint is gone',
				async () => (await ask('GET', '/webhook_endpoints')).data.length === 0,
			);
		});

		it('takes an event of 20 MB, which is more than n8n accepts in a request', async () => {
			const workflow = await activateExample(n8n.client, 'on-finished-runs', {
				credentials: [credential],
			});
			const notes = 'x'.repeat(20_000_000);
			emulator.nextRun({ output: { value: { invoice_number: '20', notes }, metadata: {} } });
			const started = await fetch(`${emulator.url}/extract_runs`, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${emulator.apiKey}`,
					'x-extend-api-version': '2026-02-09',
					'content-type': 'application/json',
				},
				body: JSON.stringify({
					file: { text: 'Invoice number: 20' },
					extractor: { id: seededIds.invoices },
				}),
			});
			const { id } = (await started.json()) as { id: string };
			const [execution] = await n8n.client.waitForExecutions(workflow.id);
			expect(execution.status).toBe('success');
			expect(getItems(execution, 'Finished Run')[0].json).toMatchObject({
				run: id,
				invoice_number: '20',
			});
			const [event] = getItems(execution, 'Extend Trigger');
			expect(String(event.json.notes)).toHaveLength(notes.length);
			await n8n.client.deactivate(workflow);
		});

		it('runs from the command line', async () => {
			const shell = createCommandLine(version);
			cleanup.add(shell.remove);
			const id = 'cmdlineextend001';
			const credentials = [{ id: 'c1', name: 'Extend', type: 'extendApi', data: access }];
			const workflow = completeExample('on-finished-runs', {});
			const [about] = workflow.nodes;
			const nodes = [
				about,
				{
					id: 'a',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'b',
					name: 'Extend',
					type: `${own}.extend`,
					typeVersion: 1,
					position: [200, 0],
					credentials: { extendApi: { id: 'c1', name: 'Extend' } },
					parameters: {
						extractUsing: 'config',
						schemaType: 'example',
						jsonExample: '{"invoice_number":"A-1"}',
						documentSource: 'text',
						text: 'Invoice number: 0815',
						output: 'fields',
					},
				},
			];
			const connections = { Start: { main: [[{ node: 'Extend', type: 'main', index: 0 }]] } };
			await shell.run(
				'import:credentials',
				`--input=${shell.write('credentials.json', credentials)}`,
			);
			const whole = [{ id, name: 'Command line', active: false, nodes, connections, settings: {} }];
			await shell.run('import:workflow', `--input=${shell.write('workflow.json', whole)}`);
			const printed = await shell.run('execute', `--id=${id}`, '--rawOutput');
			const { data } = JSON.parse(printed.slice(printed.search(/^\{/m)));
			const [item] = data.resultData.runData.Extend[0].data.main[0];
			expect(item.json).toMatchObject({ invoice_number: '0815' });
		});
	},
);
