/**
 * The environment of all tests, in which nothing goes unheard: uncaught exceptions and unhandled rejections outside of
 * tests, and warnings of too many listeners, fail the file. Those within a test fail the test, by jest itself.
 */
const { recordLateError } = require('./lateErrors.cjs');
const MainContextEnvironment = require('./mainContext.cjs');

/** What a file has left behind gets so long (ms) to fail. */
const GRACE_MS = 25;

/** The environment of the file that is running in this process. */
let current;

function note(what, error) {
	const text = `${what}: ${error?.stack ?? String(error)}`;
	if (current) return current.unheard.push(text);
	console.error(text);
	recordLateError(text);
	// For the process that runs all files by itself, after its last one.
	process.exitCode = 1;
	return undefined;
}

// jest's own listener ends a worker, whose file another worker then executes again as if nothing had happened.
process.removeAllListeners('uncaughtException');
// jest takes these two away while tests run, and gives them back.
process.on('uncaughtException', (error) => note('Uncaught exception', error));
process.on('unhandledRejection', (error) => note('Unhandled rejection', error));
process.on('warning', (warning) => {
	if (warning.name === 'MaxListenersExceededWarning') note('Warning', warning);
});

module.exports = class StrictEnvironment extends MainContextEnvironment {
	unheard = [];
	intervals = [];

	async setup() {
		await super.setup();
		const { setInterval } = this.global;
		this.global.setInterval = (...args) => {
			const interval = setInterval(...args);
			this.intervals.push(interval);
			return interval;
		};
		current = this;
	}

	async teardown() {
		await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
		current = undefined;
		// n8n's engine has one for its SSH connections, which would keep the process running.
		this.intervals.forEach(clearInterval);
		await super.teardown();
		if (this.unheard.length > 0) throw new Error(this.unheard.join('\n\n'));
	}
};
