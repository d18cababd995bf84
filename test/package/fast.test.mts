/** What `npm run test:fast` says when something failed. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const { keepFailures, listFailedFiles } = require('../support/jestOutput.cjs') as {
	keepFailures(output: string): string;
	listFailedFiles(output: string): string[];
};
const root = path.resolve(__dirname, '../..');

const FAILURE = `FAIL field test/field/demo.test.mts (5.2 s)
  ● a table › has rows

    expect(received).toBe(expected)

    Expected: 2

`;
const SUMMARY = `Test Suites: 1 failed, 2 passed, 3 total
Tests:       1 failed, 9 passed, 10 total
`;
const OUTPUT = `PASS unit test/unit/output.test.mts
${FAILURE}PASS engine test/engine/stop.test.mts (12 s)
Summary of all failing tests
${FAILURE}
${SUMMARY}`;

it('names the files that failed, each once', () => {
	expect(listFailedFiles(OUTPUT)).toEqual(['test/field/demo.test.mts']);
	expect(listFailedFiles(FAILURE.replace('FAIL field', 'FAIL'))).toHaveLength(1);
	expect(listFailedFiles(SUMMARY)).toEqual([]);
});

it('shows each failure once, and nothing of what passed', () => {
	expect(keepFailures(OUTPUT)).toBe(FAILURE + SUMMARY);
	expect(keepFailures(FAILURE + SUMMARY)).toBe(FAILURE + SUMMARY);
});

it('lists all names when one is unknown', () => {
	const script = path.join(root, 'test/support/fast.mjs');
	const { status, stdout } = spawnSync(process.execPath, [script, 'stop', 'no-such-name'], {
		encoding: 'utf8',
	});
	expect(status).toBe(2);
	expect(stdout).toContain('No engine or field test is named no-such-name. There are ');
	expect(stdout).toMatch(/\bstop, /);
	expect(stdout).toMatch(/\bgateways, /);
});
