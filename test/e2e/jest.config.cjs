const path = require('node:path');
const swc = require('../support/swc.cjs');

module.exports = {
	rootDir: path.resolve(__dirname, '../..'),
	displayName: 'e2e',
	testEnvironment: '<rootDir>/test/support/strict/environment.cjs',
	testMatch: ['<rootDir>/test/e2e/**/*.test.mts'],
	transform: { '^.+\\.m?ts$': ['@swc/jest', swc] },
	moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'mts', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/.cache/'],
	testTimeout: 180_000,
	reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};
