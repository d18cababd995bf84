/** Needs `dist`: loaded only after the build. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { makeInvoice } from '../samples/index.mts';
import { runExtend } from '../support/extendNode.mts';
import { binaryItem, initBinaryData } from '../support/harness.mts';
import { INVOICE_FIELDS } from '../support/invoiceFields.mts';
import { SAMPLE_SEED } from './sampleInvoice.mts';

export interface DemoRun {
	/** undefined: the emulator, started for this run */
	credential: IDataObject | undefined;
	/** none: a sample invoice */
	paths: string[];
	say: (line: string) => void;
	/** removes what was started and written, at the end or earlier when the command is interrupted */
	cleanUp: Array<() => unknown>;
}

export interface DemoResult {
	/** one for each file, in order: a run, or an error item */
	items: INodeExecutionData[];
	fileNames: string[];
}

/** Runs the documents through the node, as a workflow of n8n does: files in its store, one item each. */
export async function extract({ credential, paths, say, cleanUp }: DemoRun): Promise<DemoResult> {
	const files = paths.length > 0 ? paths : [await sampleInvoice(say, cleanUp)];
	await initBinaryData('filesystem');
	const input = await Promise.all(
		files.map(async (file) => await binaryItem(createReadStream(file), describe(file))),
	);
	const emulator = credential ? undefined : await start(say, cleanUp);
	const fileNames = files.map((file) => path.basename(file));
	say(`Reading ${fileNames.join(', ')} …`);
	const { items, thrown } = await runExtend({
		emulator: emulator ?? { url: '', apiKey: '' },
		credential,
		items: input,
		parameters: { extractUsing: 'config', fields: INVOICE_FIELDS },
		options: { citationsEnabled: true },
		node: { onError: 'continueRegularOutput' },
	});
	if (thrown) throw thrown;
	return { items, fileNames };
}

async function sampleInvoice(say: DemoRun['say'], cleanUp: DemoRun['cleanUp']): Promise<string> {
	const folder = mkdtempSync(path.join(tmpdir(), 'extend-demo-'));
	cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
	say('Making a sample invoice …');
	const file = path.join(folder, 'invoice.pdf');
	writeFileSync(file, (await makeInvoice({ seed: SAMPLE_SEED })).pdf);
	return file;
}

async function start(say: DemoRun['say'], cleanUp: DemoRun['cleanUp']): Promise<Emulator> {
	const emulator = await startEmulator();
	cleanUp.push(async () => await emulator.close());
	// A proxy cannot reach this machine by its own address.
	process.env.NO_PROXY = [process.env.NO_PROXY, '127.0.0.1'].filter(Boolean).join(',');
	say('Using the emulator, which matches labels and is no AI: results say nothing about Extend.');
	return emulator;
}

/** The node tells the type of other files by their names and first bytes. */
function describe(file: string): { fileName: string; mimeType: string } {
	const pdf = path.extname(file).toLowerCase() === '.pdf';
	return {
		fileName: path.basename(file),
		mimeType: pdf ? 'application/pdf' : 'application/octet-stream',
	};
}
