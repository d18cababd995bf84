// Judges regular expressions: [[source, flags], …] as JSON on standard input, what recheck found on standard output.
// A process of its own, because the analysis takes several times as long inside jest.
import { readFileSync } from 'node:fs';

// Before the package is loaded: no Java, no binary, no thread.
process.env.RECHECK_SYNC_BACKEND = 'pure';
const { default: recheck } = await import('recheck');

const judged = JSON.parse(readFileSync(0, 'utf8')).map(([source, flags]) => {
	try {
		const { status, complexity, checker, attack, error } = recheck.checkSync(source, flags, {
			timeout: null,
		});
		return { status, complexity: complexity?.type, checker, attack, error: error?.kind };
	} catch (error) {
		// A thrown error shows the whole package, which is one line of 2 MB.
		return { status: 'unknown', error: String(error.message).slice(0, 200) };
	}
});
process.stdout.write(JSON.stringify(judged));
