const path = require('node:path');
const base = require('../../jest.config.cjs');

const rootDir = path.resolve(__dirname, '../..');

// One seed for all files, told once: jest reads this file once and hands the environment on.
if (process.env.PROPERTY_SEED === undefined) {
	process.env.PROPERTY_SEED = String(Math.floor(Math.random() * 2 ** 31));
}
console.log(`PROPERTY_SEED=${process.env.PROPERTY_SEED}`);

const [zod3, zod4] = base.projects;
const suite = (project, displayName, files) => ({
	...project,
	displayName,
	rootDir,
	testMatch: files.map((file) => `<rootDir>/test/properties/${file}.test.mts`),
});

module.exports = {
	projects: [
		suite(zod3, 'properties', ['*']),
		// The border is the only place where zod counts: there with the one of tomorrow as well.
		suite(zod4, 'properties-zod4', ['border']),
	],
	rootDir,
	// All the files are work for the processor alone; jest would leave one core idle.
	maxWorkers: '100%',
	testTimeout: 240_000,
	reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};
