const path = require('node:path');
const { project, whole } = require('../support/project.cjs');

module.exports = {
	...project('e2e', ['e2e/**/*']),
	rootDir: path.resolve(__dirname, '../..'),
	testTimeout: 180_000,
	...whole,
};
