// Writes the test counts of a jest run to .cache/counts/<suite>.json. `.ci/run` adds them up.
const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');

module.exports = class CountReporter {
	onRunComplete(_contexts, result) {
		const folder = path.resolve(__dirname, '../../.cache/counts');
		mkdirSync(folder, { recursive: true });
		const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
		writeFileSync(
			path.join(folder, `${process.env.SUITE ?? 'test'}.json`),
			JSON.stringify({ passed: result.numPassedTests, failed, skipped: result.numPendingTests }),
		);
	}
};
