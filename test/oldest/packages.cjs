// Which packages belong to an n8n engine, and which files are ours and may be given another one.
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const own = ['dist', 'nodes', 'credentials', 'test'].map(
	(name) => path.join(root, name) + path.sep,
);
const engine = /^(n8n-core|n8n-workflow|zod|reflect-metadata|@n8n\/[^/]+)(\/|$)/;

module.exports = {
	isEnginePackage: (request) => engine.test(request),
	isOwnFolder: (folder) => own.some((ours) => (folder + path.sep).startsWith(ours)),
};
