/** npm run editor: n8n with the node, the emulator and an owner account, until Ctrl+C. */
import { SAMPLE_SEED } from '../demo/sampleInvoice.mts';
import { startEmulator } from '../emulator/index.mts';
import { makeInvoice } from '../samples/index.mts';
import { Cleanup } from './support/cleanup.mts';
import { startN8n, versions } from './support/n8n.mts';
import { createQuickStart, THREE_SETTINGS } from './support/quickStart.mts';

const writeLine = (line: string) => process.stdout.write(`${line}\n`);

async function main() {
	const cleanup = new Cleanup();
	const stop = () => void cleanup.run().then(() => process.exit(0));
	process.once('SIGINT', stop).once('SIGTERM', stop);
	const emulator = await startEmulator();
	cleanup.add(async () => await emulator.close());
	const n8n = await startN8n(versions.newest);
	cleanup.add(async () => await n8n.stop());
	const { client, url } = n8n;
	const access = { apiKey: emulator.apiKey, region: 'custom', baseUrl: emulator.url };
	const credential = await client.createCredential('Extend (emulator)', 'extendApi', access);
	const { pdf } = await makeInvoice({ seed: SAMPLE_SEED });
	const { id } = await client.createWorkflow(createQuickStart(pdf, credential));
	writeLine(`n8n ${versions.newest.n8n} with the Extend node: ${url}/workflow/${id}`);
	writeLine(`Sign in with ${client.owner.email} and ${client.owner.password}`);
	writeLine('Select "Execute workflow": an email with an invoice becomes a row of a CSV file.');
	writeLine('Three settings of the Extend node were changed:');
	for (const [label, value] of Object.entries(THREE_SETTINGS)) writeLine(`- ${label}: ${value}`);
	writeLine(
		'The credential "Extend (emulator)" is ready for other nodes. A document for URL fields:',
	);
	writeLine(`${emulator.url}/samples/invoice.pdf`);
	writeLine('Everything is thrown away at the end: Ctrl+C.');
}

main().catch((error: Error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exit(1);
});
