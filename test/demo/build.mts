import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const SOURCE_PATHS = ['nodes', 'credentials', 'icons', 'tsconfig.json', 'gulpfile.js'];
/** What the build writes last. */
const OUTPUT_PATHS = ['dist/nodes/Extend/Extend.node.js', 'dist/icons/extend.svg'];

/** Builds the package if `dist` is missing or older than the sources. Returns false if the build fails. */
export function buildIfNeeded(writeLine: (line: string) => void): boolean {
	if (isBuilt(root)) return true;
	writeLine('Building the node …');
	// Build output goes to standard error. Standard output is for the result.
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
	// gulp preserves modification times, so only the bundle shows the build time.
	const builtAt = statSync(results[0]).mtimeMs;
	return SOURCE_PATHS.every((name) => getNewestChange(path.join(folder, name)) <= builtAt);
}

/** Newest modification time below a path. Removing a file updates its folder. */
function getNewestChange(file: string): number {
	const stats = statSync(file);
	if (!stats.isDirectory()) return stats.mtimeMs;
	const inside = readdirSync(file).map((name) => getNewestChange(path.join(file, name)));
	return Math.max(stats.mtimeMs, ...inside);
}
