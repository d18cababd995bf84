import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const SOURCE_PATHS = ['nodes', 'credentials', 'icons', 'tsconfig.json', 'gulpfile.js'];
/** The last things that the build makes, by tsc and by gulp. */
const OUTPUT_PATHS = ['dist/nodes/Extend/Extend.node.js', 'dist/icons/extend.svg'];

/** Builds the package when `dist` is missing or older than the sources. False when that fails. */
export function buildIfNeeded(writeLine: (line: string) => void): boolean {
	if (isBuilt(root)) return true;
	writeLine('Building the node …');
	// What the build prints goes to standard error: standard output is for the result.
	const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
		cwd: root,
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
	return status === 0;
}

/** Whether everything in `folder` was built after the last change of a source. */
export function isBuilt(folder: string): boolean {
	const results = OUTPUT_PATHS.map((name) => path.join(folder, name));
	if (!results.every((file) => existsSync(file))) return false;
	// gulp gives copies the time of their sources, so only what tsc wrote tells when it was.
	const builtAt = statSync(results[0]).mtimeMs;
	return SOURCE_PATHS.every((name) => getNewestChange(path.join(folder, name)) <= builtAt);
}

/** The time of the newest change under a path; a folder changes when something in it is removed. */
function getNewestChange(file: string): number {
	const stats = statSync(file);
	if (!stats.isDirectory()) return stats.mtimeMs;
	const inside = readdirSync(file).map((name) => getNewestChange(path.join(file, name)));
	return Math.max(stats.mtimeMs, ...inside);
}
