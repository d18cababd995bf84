/** The files of a process share its globals and what Node loads, but nothing that they replace (test/support/strict). */
import * as engine from 'n8n-workflow';
import { runPlanted } from '../support/strict/runPlanted.mts';

const LEAVE = `
it('leaves something behind', () => {
	jest.setTimeout(1234);
	process.env.PLANTED = 'yes';
	process.exit = () => undefined;
	globalThis.setInterval = () => undefined;
	globalThis.console = {};
	globalThis.fromAnotherFile = true;
});`;
const FIND = `
it('finds it', () => {
	expect(globalThis.fromAnotherFile).toBe(true);
	expect(globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')]).toBeUndefined();
	const states = Object.getOwnPropertySymbols(globalThis).filter(
		({ description }) => description === 'JEST_STATE_SYMBOL',
	);
	expect(states).toHaveLength(1);
	expect(process.env.PLANTED).toBeUndefined();
	expect(String(process.exit)).not.toBe('() => undefined');
	expect(typeof setInterval(() => undefined, 1000)).toBe('object');
	expect(typeof console.log).toBe('function');
});`;

it('what a file replaces is put back for the next one', () => {
	// jest takes the largest file first.
	const { status, stderr } = runPlanted([LEAVE.padEnd(2000), FIND]);
	expect(stderr).toContain('2 passed');
	expect(status).toBe(0);
});

it('errors and arrays of a package are those of the tests', () => {
	expect(new engine.UserError('no file')).toBeInstanceOf(Error);
	expect(engine.deepCopy([1]) instanceof Array).toBe(true);
});
