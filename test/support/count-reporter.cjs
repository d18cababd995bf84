// Writes the test counts of a jest run to .cache/counts/<suite>.json. `.ci/run` adds them up. An error that came when
// its test file was over counts as a failure and fails the run.
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { openLateErrors, takeLateErrors } = require('./strict/lateErrors.cjs');

module.exports = class CountReporter {
	constructor() {
		this.lateErrors = [];
		openLateErrors();
	}

	onRunComplete(_contexts, result) {
		this.lateErrors = takeLateErrors();
		const folder = path.resolve(__dirname, '../../.cache/counts');
		mkdirSync(folder, { recursive: true });
		const failed =
			result.numFailedTests + result.numRuntimeErrorTestSuites + this.lateErrors.length;
		writeFileSync(
			path.join(folder, `${process.env.SUITE ?? 'test'}.json`),
			JSON.stringify({ passed: result.numPassedTests, failed, skipped: result.numPendingTests }),
		);
	}

	/** jest fails the run when there is one. */
	getLastError() {
		if (this.lateErrors.length === 0) return undefined;
		return new Error(`After the end of a test file:\n${this.lateErrors.join('\n\n')}`);
	}
};
