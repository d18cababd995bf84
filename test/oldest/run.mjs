// Runs the engine tests in the oldest n8n that is supported: npm run test:oldest [-- jest arguments]
// Installs that n8n's engine once, beside the repository's own, into .cache/oldest; with --install only that.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// The pair inside n8n 1.123, the last minor version of 1.x.
const PACKAGES = {
	'n8n-core': '1.122.48',
	'n8n-workflow': '1.120.31',
	'reflect-metadata': '0.2.2',
	zod: '3.25.67',
};

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = path.join(root, '.cache/oldest');
const ready = path.join(folder, '.ready');
const wanted = JSON.stringify(PACKAGES);

if (!existsSync(ready) || readFileSync(ready, 'utf8') !== wanted) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const manifest = { name: 'oldest-engine', private: true, dependencies: PACKAGES };
	writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, '\t'));
	// npm takes settings of the folder it works in; isolated-vm cannot be compiled on Node 20.
	writeFileSync(path.join(folder, '.npmrc'), 'ignore-scripts=true\naudit=false\nfund=false\n');
	execFileSync('npm', ['install', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
	for (const [name, version] of Object.entries(PACKAGES)) {
		const installed = path.join(folder, 'node_modules', name, 'package.json');
		const found = JSON.parse(readFileSync(installed, 'utf8')).version;
		if (found !== version) throw new Error(`${name} ${found} was installed instead of ${version}`);
	}
	writeFileSync(ready, wanted);
}

if (process.argv[2] === '--install') process.exit(0);

// n8n-core 1.x leaves a handle open, on which jest would wait for ever.
const jest = path.join(root, 'node_modules/jest/bin/jest.js');
const config = path.join(root, 'test/oldest/jest.config.cjs');
const { status } = spawnSync(
	process.execPath,
	[jest, '--config', config, '--forceExit', ...process.argv.slice(2)],
	{ cwd: root, stdio: 'inherit', env: { ...process.env, SUITE: 'oldest' } },
);
process.exit(status ?? 1);
