/**
 * npm run emulator -- [--port N] [--latency MS] [--quiet]
 * The first line on standard output that starts with `{` is {"url","apiKey"}; everything else goes to standard error.
 */
import { startEmulator, type Emulator, type EmulatorOptions } from './index.mts';

interface Arguments {
	options: EmulatorOptions;
	quiet: boolean;
}

function numberOf(name: string, text: string | undefined, max: number): number {
	const value = Number(text);
	if (text === undefined || !/^\d+$/.test(text) || value > max)
		throw new Error(`${name} needs a whole number from 0 to ${max}.`);
	return value;
}

/** Reads the command line; throws an Error whose message says what is wrong. */
export function readArguments(words: string[]): Arguments {
	const found: Arguments = { options: {}, quiet: false };
	for (let i = 0; i < words.length; i++) {
		const word = words[i];
		if (word === '--port') found.options.port = numberOf(word, words[++i], 65_535);
		else if (word === '--latency') found.options.latencyMs = numberOf(word, words[++i], 3_600_000);
		else if (word === '--quiet') found.quiet = true;
		else throw new Error(`Unknown argument ${word}. Known are --port N, --latency MS and --quiet.`);
	}
	return found;
}

const say = (line: string) => process.stderr.write(`${line}\n`);

function announce({ url, apiKey }: Emulator, quiet: boolean) {
	process.stdout.write(`${JSON.stringify({ url, apiKey })}\n`);
	if (quiet) return;
	say(
		'A local Extend for trying out workflows. It matches labels and is no AI: results say nothing about Extend.',
	);
	say('Put the URL and the key into an Extend API credential with Region "Custom Base URL".');
}

async function main() {
	let given: Arguments;
	try {
		given = readArguments(process.argv.slice(2));
	} catch (error) {
		say((error as Error).message);
		process.exitCode = 2;
		return;
	}
	const onLog = given.quiet ? undefined : say;
	let emulator: Emulator;
	try {
		emulator = await startEmulator({ ...given.options, onLog });
	} catch (error) {
		const { code } = error as { code?: string };
		say(code === 'EADDRINUSE' ? `Port ${given.options.port} is taken.` : String(error));
		process.exitCode = 2;
		return;
	}
	const stop = () => void emulator.close().then(() => process.exit(0));
	process.once('SIGTERM', stop).once('SIGINT', stop);
	announce(emulator, given.quiet);
}

void main();
