import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

/** Runs jest on files with our environment and reporter: in one process, or in so many workers. */
export function runPlanted(files: string[], { workers = 1 } = {}) {
	const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
	files.forEach((code, index) => writeFileSync(path.join(folder, `file${index}.test.js`), code));
	const config = {
		rootDir: folder,
		testEnvironment: path.join(__dirname, 'environment.cjs'),
		transform: {},
		reporters: ['default', path.join(root, 'test/support/count-reporter.cjs')],
	};
	const jest = path.join(root, 'node_modules/jest/bin/jest.js');
	const { JEST_WORKER_ID: _ours, ...env } = process.env;
	try {
		return spawnSync(
			process.execPath,
			[
				...[jest, '--config', JSON.stringify(config)],
				workers > 1 ? `--maxWorkers=${workers}` : '--runInBand',
			],
			{ cwd: root, encoding: 'utf8', env: { ...env, SUITE: 'planted' } },
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
