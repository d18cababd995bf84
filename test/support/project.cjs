// What all jest configurations share.
const swc = require('./swc.cjs');

/** n8n's own helpers for files, which import an ES module. */
const BINARY_HELPERS = 'utils/binary-helper-functions';

/** Libraries that are ES modules only, which jest loads after they are compiled. */
const ES_MODULES = 'node_modules/(?:get-port|markdown-table)/';

const base = {
	testEnvironment: '<rootDir>/test/support/strict/environment.cjs',
	transform: {
		'^.+\\.m?ts$': ['@swc/jest', swc],
		[`${ES_MODULES}.*\\.js$`]: ['@swc/jest', swc],
		[`${BINARY_HELPERS}\\.js$`]: '<rootDir>/test/support/nativeImport.cjs',
	},
	transformIgnorePatterns: [`/(?!${ES_MODULES})node_modules/(?!.*${BINARY_HELPERS})`],
	moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'mts', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/.cache/'],
};

/** For the file as a whole, not for one project. */
const whole = {
	// jest would leave one core idle.
	maxWorkers: '100%',
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
