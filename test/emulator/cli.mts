/**
 * npm run emulator -- [--port N] [--latency MS] [--quiet]
 * The first line on standard output that starts with `{` is {"url","apiKey"}. Everything else goes to
 * standard error.
 */
import { API_VERSION } from './server/authentication.mts';
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

export function parseArguments(argv: string[]): CliArguments {
	const parsed: CliArguments = { options: {}, quiet: false };
	for (let i = 0; i < argv.length; i++) {
		const arg = argv[i];
		if (arg === '--port') parsed.options.port = parseNumber(arg, argv[++i], 65_535);
		else if (arg === '--latency') parsed.options.latencyMs = parseNumber(arg, argv[++i], 3_600_000);
		else if (arg === '--quiet') parsed.quiet = true;
		else throw new Error(`Unknown argument ${arg}. Known are --port N, --latency MS and --quiet.`);
	}
	return parsed;
}

const writeLine = (line: string) => process.stderr.write(`${line}\n`);

function printAccess({ url, apiKey }: Emulator, quiet: boolean) {
	process.stdout.write(`${JSON.stringify({ url, apiKey })}\n`);
	if (quiet) return;
	writeLine(
		'A local Extend for trying out workflows. It matches labels and is no AI: results say nothing about Extend.',
	);
	writeLine('Put the URL and the key into an Extend API credential with Region "Custom Base URL".');
	writeLine(
		`curl -H 'authorization: Bearer <apiKey>' -H 'x-extend-api-version: ${API_VERSION}' ${url}/extractors`,
	);
}

async function main() {
	let args: CliArguments;
	try {
		args = parseArguments(process.argv.slice(2));
	} catch (error) {
		writeLine((error as Error).message);
		process.exitCode = 2;
		return;
	}
	const onLog = args.quiet ? undefined : writeLine;
	let emulator: Emulator;
	try {
		emulator = await startEmulator({ ...args.options, onLog });
	} catch (error) {
		const { code } = error as { code?: string };
		writeLine(code === 'EADDRINUSE' ? `Port ${args.options.port} is taken.` : String(error));
		process.exitCode = 2;
		return;
	}
	const stop = () => void emulator.close().then(() => process.exit(0));
	process.once('SIGTERM', stop).once('SIGINT', stop);
	printAccess(emulator, args.quiet);
}

void main();
