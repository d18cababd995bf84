/** npm run editor: n8n with the node, the emulator and an owner account, until Ctrl+C. */
import { startEmulator } from '../emulator/index.mts';
import { Cleanup } from './support/cleanup.mts';
import { completeExample } from './support/examples.mts';
import { startN8n, versions } from './support/n8n.mts';

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
	const example = completeExample('errors-to-slack', { credentials: [credential] });
	const { id } = await client.createWorkflow(example);
	writeLine(`n8n ${versions.newest.n8n} with the Extend node: ${url}/workflow/${id}`);
	writeLine(`Sign in with ${client.owner.email} and ${client.owner.password}`);
	writeLine('The credential "Extend (emulator)" is ready. A document for URL fields:');
	writeLine(`${emulator.url}/samples/invoice.pdf`);
	writeLine('Everything is thrown away at the end: Ctrl+C.');
}

main().catch((error: Error) => {
	process.stderr.write(`${error.stack}\n`);
	process.exit(1);
});
