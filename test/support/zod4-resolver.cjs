// Gives our own files zod 4 (zod 3.25 carries it as `zod/v4`), and everybody else what they asked for.
const path = require('node:path');

const own = ['dist', 'nodes', 'credentials', 'test'].map(
	(folder) => path.resolve(__dirname, '../..', folder) + path.sep,
);

module.exports = (request, options) =>
	options.defaultResolver(
		request === 'zod' && own.some((folder) => (options.basedir + path.sep).startsWith(folder))
			? 'zod/v4'
			: request,
		options,
	);
