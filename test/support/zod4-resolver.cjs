// Resolves zod to zod 4 for our own files (zod 3.25 contains it as `zod/v4`) and to the requested version
// elsewhere.
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
