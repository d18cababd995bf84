/**
 * npm run emulator -- [--port N] [--latency MS] [--quiet]
 * The first line on standard output that starts with `{` is {"url","apiKey"}. Everything else goes to
 * standard error.
 */
import { startEmulator, type Emulator, type EmulatorOptions } from './index.mts';

interface CliArguments {
	options: EmulatorOptions;
	quiet: boolean;
}

function parseNumber(name: string, text: string | undefined, max: number): number {
	const value = Number(text);
	if (text === undefined || !/^\d+$/.test(text) || value > max)
		throw new Error(`${name} needs a whole number from 0 to ${max}.`);
	return value;
}

export function parseArguments(args: string[]): CliArguments {
	const found: CliArguments = { options: {}, quiet: false };
	for (let i = 0; i < args.length; i++) {
		const arg = args[i];
		if (arg === '--port') found.options.port = parseNumber(arg, args[++i], 65_535);
		else if (arg === '--latency') found.options.latencyMs = parseNumber(arg, args[++i], 3_600_000);
		else if (arg === '--quiet') found.quiet = true;
		else throw new Error(`Unknown argument ${arg}. Known are --port N, --latency MS and --quiet.`);
	}
	return found;
}

const writeLine = (line: string) => process.stderr.write(`${line}\n`);

function printAccess({ url, apiKey }: Emulator, quiet: boolean) {
	process.stdout.write(`${JSON.stringify({ url, apiKey })}\n`);
	if (quiet) return;
	writeLine(
		'A local Extend for trying out workflows. It matches labels and is no AI: results say nothing about Extend.',
	);
	writeLine('Put the URL and the key into an Extend API credential with Region "Custom Base URL".');
}

async function main() {
	let given: CliArguments;
	try {
		given = parseArguments(process.argv.slice(2));
	} catch (error) {
		writeLine((error as Error).message);
		process.exitCode = 2;
		return;
	}
	const onLog = given.quiet ? undefined : writeLine;
	let emulator: Emulator;
	try {
		emulator = await startEmulator({ ...given.options, onLog });
	} catch (error) {
		const { code } = error as { code?: string };
		writeLine(code === 'EADDRINUSE' ? `Port ${given.options.port} is taken.` : String(error));
		process.exitCode = 2;
		return;
	}
	const stop = () => void emulator.close().then(() => process.exit(0));
	process.once('SIGTERM', stop).once('SIGINT', stop);
	printAccess(emulator, given.quiet);
}

void main();
