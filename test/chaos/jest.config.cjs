const { existsSync } = require('node:fs');
const path = require('node:path');
const { project, whole } = require('../support/project.cjs');

// On the build, which the processes that are killed load too.
process.env.TESTED_PACKAGE ??= 'dist';
// Here, so that all workers have the same: one number repeats the whole campaign.
process.env.CHAOS_SEED ??= String(Math.floor(Math.random() * 2 ** 31));
if (!process.env.JEST_WORKER_ID) console.log(`CHAOS_SEED=${process.env.CHAOS_SEED}`);

// One case of the fuzz is in the file of its seed; the other seeds have nothing to do.
const [seed] = (process.env.FUZZ_CASE ?? '').split(':');
if (seed !== '' && !existsSync(path.join(__dirname, `fuzz/seed-${seed}.test.mts`)))
	throw new Error(`FUZZ_CASE: there is no file for the seed ${seed}.`);

module.exports = {
	...project('chaos', ['chaos/**/*']),
	rootDir: '../..',
	testPathIgnorePatterns: seed === '' ? [] : [`/fuzz/seed-(?!${seed}\\.)`],
	testTimeout: 240_000,
	...whole,
	// Most cases wait for real timeouts of silent servers.
	maxWorkers: 2,
};
