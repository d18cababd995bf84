// Runs a TypeScript file from the command line: node test/support/run.cjs <file.mts> [arguments]
// (Node 20 cannot; jest compiles the same files with the same settings.)
const path = require('node:path');
const { addHook } = require('pirates');
const { transformSync } = require('@swc/core');
const options = require('./swc.cjs');

addHook((code, filename) => transformSync(code, { ...options, filename }).code, {
	exts: ['.mts', '.ts'],
	ignoreNodeModules: true,
});
const [file] = process.argv.splice(2, 1);
require(path.resolve(file));
