// What all jest configurations share.
const swc = require('./swc.cjs');

const base = {
	testEnvironment: '<rootDir>/test/support/strict/environment.cjs',
	transform: {
		'^.+\\.m?ts$': ['@swc/jest', swc],
		'/node_modules/.+\\.c?js$': '<rootDir>/test/support/nativeModule.cjs',
	},
	// The parts of jest itself belong to jest.
	transformIgnorePatterns: ['/node_modules/(?:@jest/|jest)'],
	moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'mts', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/.cache/'],
};

/** For the file as a whole, not for one project. */
const whole = {
	// jest would leave one core idle.
	maxWorkers: '100%',
	globalSetup: '<rootDir>/test/support/engineFolder.cjs',
	testSequencer: '<rootDir>/test/support/sequencer.cjs',
	reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};

/** A project of its own name, with patterns below test/. */
const project = (displayName, patterns, more = {}) => ({
	displayName,
	testMatch: patterns.map((pattern) => `<rootDir>/test/${pattern}.test.mts`),
	...base,
	...more,
});

module.exports = {
	base,
	whole,
	project,
	zod3: { globals: { ZOD_MAJOR: 3 } },
	zod4: { globals: { ZOD_MAJOR: 4 }, resolver: '<rootDir>/test/support/zod4-resolver.cjs' },
};
