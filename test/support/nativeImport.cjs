/**
 * Lets n8n's helper for files run in jest: it imports an ES module, `file-type`, which jest cannot do without a flag.
 * The import is made outside of jest's context (strict/environment.cjs); nothing else of n8n's code changes.
 */
module.exports = {
	process: (source) => ({
		code: source.replaceAll('await import(', 'await globalThis.nativeImport('),
	}),
};
