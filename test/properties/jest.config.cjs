const path = require('node:path');
const { project, whole, zod4 } = require('../support/project.cjs');

const rootDir = path.resolve(__dirname, '../..');

// One seed for all files, told once: jest reads this file once and hands the environment on.
if (process.env.PROPERTY_SEED === undefined) {
	process.env.PROPERTY_SEED = String(Math.floor(Math.random() * 2 ** 31));
}
console.log(`PROPERTY_SEED=${process.env.PROPERTY_SEED}`);

module.exports = {
	projects: [
		project('properties', ['properties/*'], { rootDir }),
		// The border is the only place where zod counts: there with the one of tomorrow as well.
		project('properties-zod4', ['properties/border'], { ...zod4, rootDir }),
	],
	rootDir,
	testTimeout: 240_000,
	...whole,
};
