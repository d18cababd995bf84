/** npm run bench [-- --only NAME]: measures and writes docs/benchmarks.md. Queue mode only by its name. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { documentOf, sectionsOf } from './report/benchmarksDocument.mts';
import { documents } from './benchmarks/throughput.mts';
import { itemCounts } from './benchmarks/itemCounts.mts';
import { packageSize } from './benchmarks/packageSize.mts';
import { newestEngine } from './measuring/processes.mts';
import { queueMode } from './benchmarks/queueMode.mts';
import { rateLimit } from './benchmarks/rateLimit.mts';
import { uploadMemory } from './benchmarks/uploadMemory.mts';

type Bench = (progress: (line: string) => void) => Promise<string>;
const BENCHES: Record<string, Bench> = {
	documents,
	'item-counts': itemCounts,
	'rate-limit': rateLimit,
	'upload-memory': uploadMemory,
	package: packageSize,
	'queue-mode': queueMode,
};
/** Ten minutes by itself, and nothing that is compared with other ways. */
const ONLY_BY_NAME = ['queue-mode'];
const root = path.resolve(__dirname, '../..');
const file = path.join(root, 'docs/benchmarks.md');

const versionOf = (name: string) =>
	JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version;

async function main(args: string[]): Promise<void> {
	const only = args[0] === '--only' ? args[1] : undefined;
	if (args.length > 0 && !(only !== undefined && only in BENCHES)) {
		console.error(`Usage: npm run bench [-- --only ${Object.keys(BENCHES).join('|')}]`);
		process.exit(2);
	}
	const nodeVersion = execFileSync(newestEngine.node(), ['--version'], { encoding: 'utf8' }).trim();
	const head = [
		'# Benchmarks',
		'',
		'Made by `npm run bench` (queue mode by its name only). Compare figures within a table only: they were measured side by side in one run.',
		'',
		`Machine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.arch}. n8n 2.41.1 on Node ${nodeVersion}, Extend SDK ${versionOf('extend-ai')}, undici ${versionOf('undici')}; the emulator in a process of its own on Node ${process.version}.`,
	].join('\n');
	const sections = sectionsOf(readFileSync(file, 'utf8'));
	for (const [name, bench] of Object.entries(BENCHES)) {
		if (only === undefined ? ONLY_BY_NAME.includes(name) : only !== name) continue;
		const began = performance.now();
		const text = await bench((line) => console.error(line));
		const minutes = ((performance.now() - began) / 60_000).toFixed(1);
		const made = `Made by \`npm run bench -- --only ${name}\` in ${minutes} minutes.`;
		sections.set(name, `${text}\n\n${made}`);
		// Written each time: half an hour of measuring is not lost when the next one fails.
		writeFileSync(file, documentOf(head, Object.keys(BENCHES), sections));
	}
	console.log(readFileSync(file, 'utf8'));
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error.stack);
		process.exit(1);
	},
);
