// Gives our own files the packages of the oldest n8n; that n8n finds its own by itself.
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const oldest = path.join(root, '.cache/oldest');
const own = ['dist', 'nodes', 'credentials', 'test'].map(
	(name) => path.join(root, name) + path.sep,
);
const theirs = /^(n8n-core|n8n-workflow|zod|reflect-metadata|@n8n\/[^/]+)(\/|$)/;

module.exports = (request, options) => {
	const ours = own.some((folder) => (options.basedir + path.sep).startsWith(folder));
	return options.defaultResolver(
		request,
		ours && theirs.test(request) ? { ...options, basedir: oldest } : options,
	);
};
