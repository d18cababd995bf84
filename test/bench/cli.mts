/** npm run bench [-- --only NAME]: measures and writes docs/dev/benchmarks.md. Queue mode runs only by name. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { renderDocument, parseSections } from './report/benchmarksDocument.mts';
import { benchmarkThroughput } from './benchmarks/throughput.mts';
import { benchmarkBinaryModes } from './benchmarks/binaryModes.mts';
import { benchmarkDefaults } from './benchmarks/defaults.mts';
import { benchmarkPlans } from './benchmarks/plans.mts';
import { benchmarkItemCounts } from './benchmarks/itemCounts.mts';
import { benchmarkPackage } from './benchmarks/packageSize.mts';
import { NEWEST_ENGINE } from './measuring/processes.mts';
import { benchmarkQueueMode } from './benchmarks/queueMode.mts';
import { benchmarkRateLimit } from './benchmarks/rateLimit.mts';
import { benchmarkReuse } from './benchmarks/reuse.mts';
import { benchmarkUploadMemory } from './benchmarks/uploadMemory.mts';
import { benchmarkWorkers } from './benchmarks/workers.mts';

type Benchmark = (progress: (line: string) => void) => Promise<string>;
const BENCHMARKS: Record<string, Benchmark> = {
	defaults: benchmarkDefaults,
	plans: benchmarkPlans,
	documents: benchmarkThroughput,
	'item-counts': benchmarkItemCounts,
	'rate-limit': benchmarkRateLimit,
	reuse: benchmarkReuse,
	'upload-memory': benchmarkUploadMemory,
	'binary-modes': benchmarkBinaryModes,
	package: benchmarkPackage,
	workers: benchmarkWorkers,
	'queue-mode': benchmarkQueueMode,
};
/** They take long and are not compared with other strategies. */
const ONLY_BY_NAME = ['workers', 'queue-mode'];
const root = path.resolve(__dirname, '../..');
const documentFile = path.join(root, 'docs/dev/benchmarks.md');

const readVersion = (name: string) =>
	JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version;

async function main(args: string[]): Promise<void> {
	const only = args[0] === '--only' ? args[1] : undefined;
	if (args.length > 0 && !(only !== undefined && only in BENCHMARKS)) {
		console.error(`Usage: npm run bench [-- --only ${Object.keys(BENCHMARKS).join('|')}]`);
		process.exit(2);
	}
	const nodeVersion = execFileSync(NEWEST_ENGINE.node(), ['--version'], {
		encoding: 'utf8',
	}).trim();
	const head = [
		'# Benchmarks',
		'',
		'Measured against an emulator, not against Extend: the figures show what the node adds, and say nothing about how fast Extend is.',
		'',
		'Made by `npm run bench` (workers and queue mode by their names only). Compare figures within a table only: they were measured side by side in one run.',
		'',
		`Machine: ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.arch}. n8n 2.41.1 on Node ${nodeVersion}, Extend SDK ${readVersion('extend-ai')}, undici ${readVersion('undici')}; the emulator in a process of its own on Node ${process.version}.`,
	].join('\n');
	const sections = parseSections(readFileSync(documentFile, 'utf8'));
	for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
		if (only === undefined ? ONLY_BY_NAME.includes(name) : only !== name) continue;
		const began = performance.now();
		const text = await benchmark((line) => console.error(line));
		const minutes = ((performance.now() - began) / 60_000).toFixed(1);
		const made = `Made by \`npm run bench -- --only ${name}\` in ${minutes} minutes.`;
		sections.set(name, `${text}\n\n${made}`);
		// Written after each benchmark, so that a later failure does not lose results.
		writeFileSync(documentFile, renderDocument(head, Object.keys(BENCHMARKS), sections));
	}
	console.log(readFileSync(documentFile, 'utf8'));
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error.stack);
		process.exit(1);
	},
);
