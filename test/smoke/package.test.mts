/** The packed package in n8n's engine: what the other tests show of the sources holds for what is published. */
import path from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import { makeInvoice } from '../samples/index.mts';
import { useEmulator } from '../support/fixtures.mts';
import { createBinaryItem } from '../support/harness.mts';
import { packPackage, type PackedPackage } from '../support/packed.mts';

const emulator = useEmulator();
let packed: PackedPackage;
let extendNode: typeof import('../support/extendNode.mts');
let triggerHost: typeof import('../support/triggerHost.mts');
let item: INodeExecutionData;

beforeAll(async () => {
	packed = packPackage();
	process.env.TESTED_PACKAGE = path.join(packed.folder, 'dist');
	extendNode = require('../support/extendNode.mts') as typeof extendNode;
	triggerHost = require('../support/triggerHost.mts') as typeof triggerHost;
	item = await createBinaryItem(Buffer.from((await makeInvoice({ seed: 7 })).pdf), {
		fileName: 'invoice.pdf',
		mimeType: 'application/pdf',
	});
}, 60_000);
afterAll(() => packed.remove());

it('is what runs here, without a file of the sources', () => {
	const root = path.resolve(__dirname, '../..');
	const loaded = Object.keys(require.cache).map((file) => path.relative(root, file));
	const below = (folder: string) => loaded.filter((file) => file.startsWith(folder));
	const inPackage = path.relative(root, packed.folder);
	expect(below(`${inPackage}/dist/nodes/`).length).toBeGreaterThan(10);
	expect(below('nodes/').concat(below('credentials/'), below('dist/'))).toEqual([]);
});

it('Extract turns a PDF into fields, once', async () => {
	const { expected } = await makeInvoice({ seed: 7 });
	const { items, thrown } = await extendNode.runExtend({ emulator, items: [item] });
	expect(thrown).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(items[0].json).toMatchObject({
		object: 'extract_run',
		status: 'PROCESSED',
		output: {
			value: {
				invoice_number: expected.invoice_number,
				supplier_name: expected.supplier_name,
			},
		},
	});
	expect(emulator.billedRuns()).toHaveLength(1);
});

it('Parse turns a PDF into text', async () => {
	const { expected } = await makeInvoice({ seed: 7 });
	const { items, thrown } = await extendNode.runExtend({
		emulator,
		items: [item],
		parameters: { operation: 'parse' },
	});
	expect(thrown).toBeUndefined();
	expect(items).toMatchObject([{ json: { pageCount: 1 } }]);
	expect(items[0].json.text).toContain(expected.invoice_number);
});

it('an error of one item becomes an error item', async () => {
	const empty = await createBinaryItem(Buffer.from(''), { fileName: 'empty.pdf', mimeType: '' });
	const { items, thrown } = await extendNode.runExtend({
		emulator,
		items: [empty, item],
		node: { onError: 'continueRegularOutput' },
	});
	expect(thrown).toBeUndefined();
	expect(items[0].json.error).toMatchObject({ message: expect.stringContaining('empty.pdf') });
	expect(items[1].json.status).toBe('PROCESSED');
});

it('the trigger registers itself, starts the workflow for a signed event, and for no other', async () => {
	const host = await new triggerHost.TriggerHost({
		emulator,
		parameters: { output: 'fields' },
	}).start();
	try {
		await host.activate();
		const event = {
			eventId: 'event_smoke',
			eventType: 'extract_run.processed',
			payload: { object: 'extract_run', id: 'exr_1', status: 'PROCESSED' },
		};
		expect((await host.post(event, { secret: 'another' })).status).toBe(401);
		expect(host.executions).toEqual([]);
		expect((await host.post(event)).status).toBe(200);
		const { eventId, eventType } = event;
		expect(host.items).toMatchObject([{ _extend: { eventId, eventType, runId: 'exr_1' } }]);
		await host.deactivate();
	} finally {
		await host.close();
	}
});
