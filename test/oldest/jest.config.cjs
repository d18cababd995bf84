// The engine tests in the oldest n8n that is supported (test/oldest/run.mjs installs it).
const { testTimeout, reporters, projects } = require('../../jest.config.cjs');
const { transform, testEnvironment, moduleFileExtensions } = projects[0];

module.exports = {
	displayName: 'oldest',
	rootDir: '../..',
	testMatch: ['<rootDir>/test/engine/**/*.test.mts'],
	resolver: '<rootDir>/test/oldest/resolver.cjs',
	transform,
	testEnvironment,
	moduleFileExtensions,
	testTimeout,
	reporters,
};
