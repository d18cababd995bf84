// Loaded into each n8n process: says aloud what nobody has handled. n8n logs it like any other error and goes on.
const { writeSync } = require('node:fs');

const MARK = 'UNHEARD ERROR';

/** Whether an output holds such an error; with what is around it. */
function findUnheard(output) {
	const at = output.indexOf(MARK);
	return at < 0 ? undefined : output.slice(at, at + 3000);
}

module.exports = {
	findUnheard,
	/** for NODE_OPTIONS */
	nodeOptions: `--require ${JSON.stringify(__filename)}`,
};

// Only where it is loaded by the option, and not by a test that reads the output.
if (process.env.NODE_OPTIONS?.includes(__filename)) {
	// Also for unhandled rejections, which become exceptions.
	process.on('uncaughtExceptionMonitor', (error, origin) => {
		writeSync(2, `\n${MARK} (${origin}): ${error?.stack ?? String(error)}\n`);
	});
}
