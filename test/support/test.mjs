// npm test [-- jest arguments]: types and build first, and no test when one of them fails; then all tests.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root, runParts, types } from './parts.mjs';

const build = { name: 'build', command: 'npm', args: ['run', '--silent', 'build'] };
const failed = await runParts([types, build]);
if (failed.length > 0) {
	console.log(`\nnpm test: ${failed.join(' and ')} failed, so no test was run.`);
	process.exit(1);
}
const jest = path.join(root, 'node_modules/jest/bin/jest.js');
const { status } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], {
	cwd: root,
	stdio: 'inherit',
});
process.exit(status ?? 1);
