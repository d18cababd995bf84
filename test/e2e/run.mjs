// npm run test:e2e [-- jest arguments]: installs what is missing, then runs the end-to-end tests
// sequentially.
// With --install it only installs; with --install newest it installs only the n8n of `npm run editor`.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { installN8n } = require('./install/n8n.cjs');
const { installDebianPackages } = require('./install/debian.cjs');
const { oldest, newest } = require('./versions.cjs');

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const onlyNewest = process.argv[2] === '--install' && process.argv[3] === 'newest';
try {
	if (onlyNewest) {
		installN8n(newest);
	} else {
		installDebianPackages();
		for (const version of [newest, oldest]) installN8n(version);
	}
} catch (error) {
	console.error(error.message);
	process.exit(1);
}
if (process.argv[2] === '--install') process.exit(0);

const jest = path.join(root, 'node_modules/jest/bin/jest.js');
const config = path.join(root, 'test/e2e/jest.config.cjs');
const { status } = spawnSync(
	process.execPath,
	[jest, '--config', config, '--runInBand', ...process.argv.slice(2)],
	{ cwd: root, stdio: 'inherit', env: { ...process.env, SUITE: 'e2e' } },
);
process.exit(status ?? 1);
