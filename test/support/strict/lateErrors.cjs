// Errors that came when no test file was running any more, kept in a file for the process that started the workers.
const { appendFileSync, existsSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const NAME = 'LATE_ERRORS_FILE';
const SEPARATOR = '\n\0\n';

module.exports = {
	/** In the process that starts the workers, before it does. */
	openLateErrors() {
		process.env[NAME] = path.join(tmpdir(), `late-errors-${process.pid}.txt`);
		rmSync(process.env[NAME], { force: true });
	},
	recordLateError(text) {
		if (process.env[NAME]) appendFileSync(process.env[NAME], text + SEPARATOR);
	},
	/** The texts, and forgets them. */
	takeLateErrors() {
		const file = process.env[NAME];
		if (!file || !existsSync(file)) return [];
		const texts = readFileSync(file, 'utf8').split(SEPARATOR).filter(Boolean);
		rmSync(file, { force: true });
		return texts;
	},
};
