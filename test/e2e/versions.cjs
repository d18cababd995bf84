// The n8n versions that the package is proven in; the table of the README repeats them (test/package/docs).
module.exports = {
	/** The last version of 1.x: the oldest that is supported. */
	oldest: { n8n: '1.123.81', node: '20.20.2' },
	/** The newest that the node is tested with. */
	newest: { n8n: '2.41.1', node: '24.21.0' },
};
