// Runs a TypeScript file from the command line: node test/support/run.cjs <file.mts> [arguments]
// Node 20 cannot do that itself. Jest compiles the same files with the same settings.
// The nodes are loaded from the build, as in n8n, unless TESTED_PACKAGE names another folder.
// With N8N_ENGINE=<folder> our own files use the n8n packages of that folder instead of the repository's.
const Module = require('node:module');
const path = require('node:path');
const { addHook } = require('pirates');
const { transformSync } = require('@swc/core');
const options = require('./swc.cjs');

process.env.TESTED_PACKAGE ??= 'dist';

addHook((code, filename) => transformSync(code, { ...options, filename }).code, {
	exts: ['.mts', '.ts'],
	ignoreNodeModules: true,
});
if (process.env.N8N_ENGINE) {
	const { isEnginePackage, isOwnFolder } = require('../oldest/packages.cjs');
	const resolve = Module._resolveFilename;
	const paths = [path.resolve(process.env.N8N_ENGINE)];
	Module._resolveFilename = function (request, parent, isMain, options) {
		const ours = parent?.filename && isOwnFolder(path.dirname(parent.filename));
		const from = ours && isEnginePackage(request) ? { paths } : options;
		return resolve.call(this, request, parent, isMain, from);
	};
}
const [file] = process.argv.splice(2, 1);
require(path.resolve(file));
