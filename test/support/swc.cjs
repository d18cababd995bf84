// TypeScript settings of test/, shared by jest and the command line.
module.exports = {
	jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
	module: { type: 'commonjs' },
	sourceMaps: 'inline',
};
