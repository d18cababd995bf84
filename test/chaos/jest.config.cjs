const base = require('../../jest.config.cjs');

// Here, so that all workers have the same: one number repeats the whole campaign.
process.env.CHAOS_SEED ??= String(Math.floor(Math.random() * 2 ** 31));
if (!process.env.JEST_WORKER_ID) console.log(`CHAOS_SEED=${process.env.CHAOS_SEED}`);

const [first] = base.projects;
module.exports = {
	...first,
	displayName: 'chaos',
	rootDir: '../..',
	testMatch: ['<rootDir>/test/chaos/**/*.test.mts'],
	testTimeout: 240_000,
	// Most cases wait for real timeouts of silent servers.
	maxWorkers: 2,
	reporters: ['default', '<rootDir>/test/support/count-reporter.cjs'],
};
