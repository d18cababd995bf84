// The engine and field tests in the oldest n8n that is supported (test/oldest/run.mjs installs it), on the build.
const { project, whole } = require('../support/project.cjs');
const { testTimeout } = require('../../jest.config.cjs');

process.env.TESTED_PACKAGE ??= 'dist';

const { modulePathIgnorePatterns: _ours, ...oldest } = project(
	'oldest',
	['engine/**/*', 'field/**/*'],
	{
		resolver: '<rootDir>/test/oldest/resolver.cjs',
	},
);

module.exports = { ...oldest, rootDir: '../..', testTimeout, ...whole };
