const swc = require('./test/support/swc.cjs');

const base = {
	testEnvironment: 'node',
	transform: { '^.+\\.m?ts$': ['@swc/jest', swc] },
	moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'mts', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/.cache/'],
};

const suite = (displayName, folders, more = {}) => ({
	displayName,
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.mts`),
	...base,
	...more,
});

module.exports = {
	projects: [
		suite('zod3', ['unit', 'engine']),
		suite('zod4', ['unit', 'engine'], { resolver: '<rootDir>/test/support/zod4-resolver.cjs' }),
		suite('emulator', ['emulator']),
		suite('package', ['package']),
		suite('demo', ['demo']),
		suite('security', ['security']),
	],
	testTimeout: 20_000,
	reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};
