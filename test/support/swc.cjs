// How TypeScript in test/ becomes JavaScript: one place for jest and for the command line.
module.exports = {
	jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
	module: { type: 'commonjs' },
	sourceMaps: 'inline',
};
