const { project, whole } = require('../support/project.cjs');

// On the build, which the processes that are killed load too.
process.env.TESTED_PACKAGE ??= 'dist';
// Here, so that all workers have the same: one number repeats the whole campaign.
process.env.CHAOS_SEED ??= String(Math.floor(Math.random() * 2 ** 31));
if (!process.env.JEST_WORKER_ID) console.log(`CHAOS_SEED=${process.env.CHAOS_SEED}`);

module.exports = {
	...project('chaos', ['chaos/**/*']),
	rootDir: '../..',
	testTimeout: 240_000,
	...whole,
	// Most cases wait for real timeouts of silent servers.
	maxWorkers: 2,
};
