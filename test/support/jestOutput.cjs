// What a newcomer needs of what jest prints: the files that failed, and why.

/** Paths of the test files that failed, each once. */
function listFailedFiles(output) {
	const lines = output.matchAll(/^FAIL +(?:\w+ +)?(test\/\S+)/gm);
	return [...new Set([...lines].map(([, file]) => file))].sort();
}

/** Without the files that passed, and each failure once: jest repeats all of them when there are many files. */
function keepFailures(output) {
	return output
		.replace(/^PASS .*\n/gm, '')
		.replace(/^Summary of all failing tests\n[^]*?(?=^Test Suites: )/m, '');
}

module.exports = { keepFailures, listFailedFiles };
