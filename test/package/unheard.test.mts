/** Every suite fails on errors that nobody handles, wherever they come (test/support/strict). */
import { spawnSync } from 'node:child_process';
import { runPlanted } from '../support/strict/runPlanted.mts';

const later = (ms: number, code: string) =>
	`it('ends', () => { setTimeout(() => { ${code} }, ${ms}); });`;
const REJECT = "void Promise.reject(new Error('planted'));";
const THROW = "throw new Error('planted');";
const wait = (ms: number) =>
	`it('waits', () => new Promise((resolve) => setTimeout(resolve, ${ms})));`;
const LISTENERS =
	"const { EventEmitter } = require('node:events'); const emitter = new EventEmitter();" +
	"for (let n = 0; n < 11; n++) emitter.on('x', () => undefined);";

it.each([
	['a rejection in a test', later(0, REJECT) + wait(50)],
	['an exception in a test', later(0, THROW) + wait(50)],
	['a rejection at the end of the file', `it('ends', () => { ${REJECT} });`],
	['a rejection in a hook', `afterAll(() => { ${REJECT} }); it('ends', () => {});`],
	['an exception soon after the file', later(5, THROW)],
	['an exception long after the file', later(200, THROW)],
	['a warning of too many listeners', `it('ends', () => { ${LISTENERS} });`],
])('%s', (_name, code) => {
	const { status, stderr } = runPlanted([code]);
	expect(stderr).toMatch(/planted|MaxListenersExceededWarning/);
	expect(status).toBe(1);
});

it('an exception in a worker that has nothing to do any more', () => {
	// Three files, so that one of two workers waits for the other.
	const { status, stderr } = runPlanted([later(300, THROW), wait(100), wait(2500)], {
		workers: 2,
	});
	expect(stderr).toContain('planted');
	expect(status).toBe(1);
});

it('but not on a file without any', () => {
	expect(runPlanted(["it('ends', () => {});"]).status).toBe(0);
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
