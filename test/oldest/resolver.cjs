// Gives our own files the packages of the oldest n8n; that n8n finds its own by itself.
const path = require('node:path');
const { isEnginePackage, isOwnFolder } = require('./packages.cjs');

const oldest = path.resolve(__dirname, '../../.cache/oldest');

module.exports = (request, options) =>
	options.defaultResolver(
		request,
		isOwnFolder(options.basedir) && isEnginePackage(request)
			? { ...options, basedir: oldest }
			: options,
	);
