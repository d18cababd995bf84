/** Load time and size of the package. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatSpread } from '../report/statistics.mts';
import { copyRequireSkeleton } from '../measuring/requireSkeleton.mts';
import { NEWEST_ENGINE, ROOT } from '../measuring/processes.mts';

const LOADS = 9;
const SCRIPT = `
const { performance } = require('node:perf_hooks');
// What n8n has loaded itself before it loads a package.
require('n8n-workflow'); require('zod');
const began = performance.now();
for (const file of process.argv.slice(1)) new (Object.values(require(file))[0])();
console.log(performance.now() - began);
`;
const FILES = [
	'credentials/ExtendApi.credentials.js',
	'nodes/Extend/Extend.node.js',
	'nodes/ExtendTrigger/ExtendTrigger.node.js',
];

/** Measures (ms) how long a new process takes to load the files that n8n loads from a built package. */
export function measureLoadMs(dist: string): number {
	const files = FILES.map((file) => path.join(dist, file));
	const args = ['-e', SCRIPT, ...files];
	return Number(execFileSync(NEWEST_ENGINE.node(), args, { cwd: ROOT, encoding: 'utf8' }));
}

/** Measures and returns the section. */
export async function benchmarkPackage(progress: (line: string) => void): Promise<string> {
	const dist = path.join(ROOT, 'dist');
	const skeleton = mkdtempSync(path.join(tmpdir(), 'extend-hollow-'));
	const times: number[] = [];
	const skeletonTimes: number[] = [];
	try {
		copyRequireSkeleton(dist, skeleton);
		for (let n = 0; n < LOADS; n++) {
			times.push(measureLoadMs(dist));
			skeletonTimes.push(measureLoadMs(skeleton));
		}
	} finally {
		rmSync(skeleton, { recursive: true, force: true });
	}
	progress(`loading: ${times.map((ms) => ms.toFixed(1)).join(', ')} ms`);
	const [{ size, unpackedSize, entryCount }] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: ROOT,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	);
	const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
	return await Promise.resolve(
		[
			'## The package',
			'',
			`Loading both nodes and the credential: ${formatSpread(times, 1)} ms, median (least–most) of ${LOADS} fresh processes (target: at most 40 ms). Of that, ${formatSpread(skeletonTimes, 1)} ms are Node's own: so long takes a copy of the same files that holds nothing but the lines by which they load each other, measured in turn. Packed ${kb(size)} (target: at most 160 kB), unpacked ${kb(unpackedSize)} in ${entryCount} files.`,
		].join('\n'),
	);
}
