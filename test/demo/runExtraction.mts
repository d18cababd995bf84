/** Requires `dist`, so it is imported after the build. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { makeInvoice } from '../samples/index.mts';
import { runExtend } from '../support/extendNode.mts';
import { createBinaryItem, initBinaryData } from '../support/harness.mts';
import { INVOICE_FIELDS } from '../support/invoiceFields.mts';
import { SAMPLE_SEED } from './sampleInvoice.mts';

export interface ExtractionRequest {
	/** undefined: start an emulator for this run */
	credential: IDataObject | undefined;
	/** empty: use a sample invoice */
	paths: string[];
	writeLine: (line: string) => void;
	/** cleanup of processes and files, at the end or on interruption */
	cleanupSteps: Array<() => unknown>;
}

export interface ExtractionResult {
	/** one run or error item per file, in order */
	items: INodeExecutionData[];
	fileNames: string[];
}

/** Runs the node as an n8n workflow does: one item per file, with files in n8n's store. */
export async function runExtraction({
	credential,
	paths,
	writeLine,
	cleanupSteps,
}: ExtractionRequest): Promise<ExtractionResult> {
	const files = paths.length > 0 ? paths : [await writeSampleInvoice(writeLine, cleanupSteps)];
	await initBinaryData('filesystem');
	const input = await Promise.all(
		files.map(async (file) => await createBinaryItem(createReadStream(file), getFileMeta(file))),
	);
	const emulator = credential ? undefined : await startDemoEmulator(writeLine, cleanupSteps);
	const fileNames = files.map((file) => path.basename(file));
	writeLine(`Reading ${fileNames.join(', ')} …`);
	const { items, thrown } = await runExtend({
		emulator: emulator ?? { url: '', apiKey: '' },
		credential,
		items: input,
		parameters: { extractUsing: 'config', fields: INVOICE_FIELDS },
		options: { 'citations.citationMode': 'line' },
		node: { onError: 'continueRegularOutput' },
	});
	if (thrown) throw thrown;
	return { items, fileNames };
}

async function writeSampleInvoice(
	writeLine: ExtractionRequest['writeLine'],
	cleanupSteps: ExtractionRequest['cleanupSteps'],
): Promise<string> {
	const folder = mkdtempSync(path.join(tmpdir(), 'extend-demo-'));
	cleanupSteps.push(() => rmSync(folder, { recursive: true, force: true }));
	writeLine('Making a sample invoice …');
	const file = path.join(folder, 'invoice.pdf');
	writeFileSync(file, (await makeInvoice({ seed: SAMPLE_SEED })).pdf);
	return file;
}

async function startDemoEmulator(
	writeLine: ExtractionRequest['writeLine'],
	cleanupSteps: ExtractionRequest['cleanupSteps'],
): Promise<Emulator> {
	const emulator = await startEmulator();
	cleanupSteps.push(async () => await emulator.close());
	// A proxy cannot reach this machine by its loopback address.
	process.env.NO_PROXY = [process.env.NO_PROXY, '127.0.0.1'].filter(Boolean).join(',');
	writeLine(
		'Using the emulator, which matches labels and is no AI: results say nothing about Extend.',
	);
	return emulator;
}

/** The node detects other file types by name and content. */
function getFileMeta(file: string): { fileName: string; mimeType: string } {
	const pdf = path.extname(file).toLowerCase() === '.pdf';
	return {
		fileName: path.basename(file),
		mimeType: pdf ? 'application/pdf' : 'application/octet-stream',
	};
}
