// The tested n8n versions. The table of the README repeats them (test/package/docs).
module.exports = {
	/** The oldest supported version, the last of 1.x. */
	oldest: { n8n: '1.123.81', node: '20.20.2' },
	/** The newest tested version. */
	newest: { n8n: '2.41.1', node: '24.21.0' },
};
