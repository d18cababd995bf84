/** What the package weighs: how long n8n takes to load it, and how big it is. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { spread } from './figures.mts';
import { newestEngine, root } from './processes.mts';

const TIMES = 9;
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

/** Measures; returns the section. */
export async function packageSize(progress: (line: string) => void): Promise<string> {
	const files = FILES.map((file) => path.join(root, 'dist', file));
	const times = Array.from({ length: TIMES }, () =>
		Number(
			execFileSync(newestEngine.node(), ['-e', SCRIPT, ...files], { cwd: root, encoding: 'utf8' }),
		),
	);
	progress(`loading: ${times.map((ms) => ms.toFixed(1)).join(', ')} ms`);
	const [{ size, unpackedSize, entryCount }] = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	);
	const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
	return await Promise.resolve(
		[
			'## The package',
			'',
			`Loading both nodes and the credential: ${spread(times, 1)} ms, median (least–most) of ${TIMES} fresh processes (target: at most 40 ms). Packed ${kb(size)} (target: at most 150 kB), unpacked ${kb(unpackedSize)} in ${entryCount} files.`,
		].join('\n'),
	);
}
