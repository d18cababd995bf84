/**
 * Lets Node load what tests take from node_modules, once per process (strict/mainContext.cjs). jest would load it for
 * each test file anew: n8n's engine alone takes more than a second.
 */
module.exports = {
	process: (_source, filename) => ({
		code: `module.exports = globalThis.nativeRequire(${JSON.stringify(filename)});`,
	}),
};
