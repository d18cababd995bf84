/** Every suite fails on errors that nobody handles, wherever they come (test/support/strict). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'unheard-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const later = (ms: number, code: string) =>
	`it('ends', () => { setTimeout(() => { ${code} }, ${ms}); });`;
const REJECT = "void Promise.reject(new Error('planted'));";
const THROW = "throw new Error('planted');";
const wait = (ms: number) =>
	`it('waits', () => new Promise((resolve) => setTimeout(resolve, ${ms})));`;
const LISTENERS =
	"const { EventEmitter } = require('node:events'); const emitter = new EventEmitter();" +
	"for (let n = 0; n < 11; n++) emitter.on('x', () => undefined);";

/** Runs jest on files with our environment and reporter: in one process, or in workers when there are several. */
function runJest(...files: string[]) {
	const own = mkdtempSync(path.join(folder, 'files-'));
	files.forEach((code, index) => writeFileSync(path.join(own, `file${index}.test.js`), code));
	const config = {
		rootDir: own,
		testEnvironment: path.join(root, 'test/support/strict/environment.cjs'),
		transform: {},
		reporters: ['default', path.join(root, 'test/support/count-reporter.cjs')],
	};
	const jest = path.join(root, 'node_modules/jest/bin/jest.js');
	const workers = files.length > 1 ? '--maxWorkers=2' : '--runInBand';
	const { JEST_WORKER_ID: _ours, ...env } = process.env;
	return spawnSync(process.execPath, [jest, '--config', JSON.stringify(config), workers], {
		cwd: root,
		encoding: 'utf8',
		env: { ...env, SUITE: 'planted' },
	});
}

it.each([
	['a rejection in a test', later(0, REJECT) + wait(50)],
	['an exception in a test', later(0, THROW) + wait(50)],
	['a rejection at the end of the file', `it('ends', () => { ${REJECT} });`],
	['a rejection in a hook', `afterAll(() => { ${REJECT} }); it('ends', () => {});`],
	['an exception soon after the file', later(5, THROW)],
	['an exception long after the file', later(200, THROW)],
	['a warning of too many listeners', `it('ends', () => { ${LISTENERS} });`],
])('%s', (_name, code) => {
	const { status, stderr } = runJest(code);
	expect(stderr).toMatch(/planted|MaxListenersExceededWarning/);
	expect(status).toBe(1);
});

it('an exception in a worker that has nothing to do any more', () => {
	// Three files, so that one of two workers waits for the other.
	const { status, stderr } = runJest(later(300, THROW), wait(100), wait(2500));
	expect(stderr).toContain('planted');
	expect(status).toBe(1);
});

it('but not on a file without any', () => {
	expect(runJest("it('ends', () => {});").status).toBe(0);
});

describe('a server of n8n, which only logs such errors,', () => {
	const { findUnheard, nodeOptions } = require('../e2e/support/reportUnheard.cjs') as {
		findUnheard(output: string): string | undefined;
		nodeOptions: string;
	};
	const runServer = (code: string) =>
		spawnSync(process.execPath, ['-e', `process.on('uncaughtException', () => {}); ${code}`], {
			encoding: 'utf8',
			env: { ...process.env, NODE_OPTIONS: nodeOptions },
		});

	it.each([REJECT, `setTimeout(() => { ${THROW} }, 1);`])('says it aloud: %s', (code) => {
		const { status, stderr } = runServer(code);
		expect({ status, text: findUnheard(stderr) }).toEqual({
			status: 0,
			text: expect.stringContaining('planted'),
		});
	});

	it('and nothing without one', () => {
		expect(findUnheard(runServer('').stderr)).toBeUndefined();
	});
});
