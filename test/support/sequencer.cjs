// The order of test files: those that wait in real time first. jest puts long files first as well, but knows which are
// long only from its cache; before it has one, it goes by the size of the files.
const { default: Sequencer } = require('@jest/test-sequencer');

const FIRST = ['engine/health', 'engine/stop', 'engine/concurrency', 'engine/rate-limits'].map(
	(name) => `/test/${name}.test.mts`,
);

const getRank = ({ path }) => {
	const name = path.split('\\').join('/');
	const index = FIRST.findIndex((one) => name.endsWith(one));
	return index < 0 ? FIRST.length : index;
};

module.exports = class LongFilesFirst extends Sequencer {
	async sort(tests) {
		const sorted = await super.sort(tests);
		return sorted.sort((a, b) => getRank(a) - getRank(b));
	}
};
