/** npm run bench [-- --only NAME]: measures and writes docs/benchmarks.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { uploadMemory } from './uploadMemory.mts';

const BENCHES: Record<string, (progress: (line: string) => void) => Promise<string>> = {
	'upload-memory': uploadMemory,
};
const root = path.resolve(__dirname, '../..');

async function main(args: string[]): Promise<void> {
	const only = args[0] === '--only' ? args[1] : undefined;
	if (args.length > 0 && !(only !== undefined && only in BENCHES)) {
		console.error(`Usage: npm run bench [-- --only ${Object.keys(BENCHES).join('|')}]`);
		process.exit(2);
	}
	const version = (name: string) =>
		JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
	const sections: string[] = [];
	for (const [name, bench] of Object.entries(BENCHES)) {
		if (only !== undefined && only !== name) continue;
		sections.push(await bench((line) => console.error(line)));
	}
	const text = [
		'# Benchmarks',
		'',
		'Made by `npm run bench`. Compare figures within a table only: they were measured side by side in one run.',
		'',
		`Machine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB. Node ${process.version}, n8n-core ${version('n8n-core')}.`,
		'',
		...sections,
		'',
	].join('\n');
	writeFileSync(path.join(root, 'docs/benchmarks.md'), text);
	console.log(text);
}

void main(process.argv.slice(2));
