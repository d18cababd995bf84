/**
 * npm run demo -- [path…] [--json]: see USAGE. Exit codes: 0, 1 if a run failed, 2 for an invalid argument.
 */
import { ArgumentError, USAGE, parseArguments, type DemoArguments } from './arguments.mts';
import { buildIfNeeded } from './build.mts';
import { getFailure, renderReport } from './report.mts';
import { readCredential } from './credential.mts';

const writeLine = (line: string) => void process.stderr.write(`${line}\n`);

const writeOutput = async (text: string) =>
	await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));

const cleanupSteps: Array<() => unknown> = [];

async function exit(code: number): Promise<never> {
	for (const step of cleanupSteps.splice(0)) await step();
	process.exit(code);
}

async function runDemo({ paths, json }: DemoArguments): Promise<number> {
	const credential = readCredential(process.env);
	if (credential) writeLine('Using the key in EXTEND_API_KEY: this costs credits.');
	if (!buildIfNeeded(writeLine)) {
		writeLine('The build failed.');
		return 1;
	}
	const { runExtraction } = await import('./runExtraction.mts');
	const { items, fileNames } = await runExtraction({ credential, paths, writeLine, cleanupSteps });
	const text = json
		? JSON.stringify(
				items.map((item) => item.json),
				null,
				2,
			)
		: items.map((item, i) => renderReport(fileNames[i], item)).join('\n');
	await writeOutput(json ? `${text}\n` : text);
	return items.some((item) => getFailure(item) !== undefined) ? 1 : 0;
}

async function main(): Promise<number> {
	const args = parseArguments(process.argv.slice(2));
	if (!args.help) return await runDemo(args);
	await writeOutput(USAGE);
	return 0;
}

process.once('SIGINT', () => void exit(130)).once('SIGTERM', () => void exit(143));
main()
	.catch((error: Error) => {
		writeLine(error.message);
		return error instanceof ArgumentError ? 2 : 1;
	})
	.then(exit);
