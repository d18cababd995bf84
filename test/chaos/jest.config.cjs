const base = require('../../jest.config.cjs');

const [first] = base.projects;
module.exports = {
	...first,
	displayName: 'chaos',
	rootDir: '../..',
	testMatch: ['<rootDir>/test/chaos/**/*.test.mts'],
	testTimeout: 60_000,
	reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};
