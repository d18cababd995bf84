/** npm run demo -- [path…] [--json]: see USAGE. Ends with 0, 1 when a run failed, 2 for a bad argument. */
import { BadArgument, USAGE, readArguments, type DemoArguments } from './arguments.mts';
import { buildIfNeeded } from './build.mts';
import { failureOf, report } from './report.mts';
import { credentialFrom } from './credential.mts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

const print = async (text: string) =>
	await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));

const cleanUp: Array<() => unknown> = [];

async function end(code: number): Promise<never> {
	for (const step of cleanUp.splice(0)) await step();
	process.exit(code);
}

async function demo({ paths, json }: DemoArguments): Promise<number> {
	const credential = credentialFrom(process.env);
	if (credential) say('Using the key in EXTEND_API_KEY: this costs credits.');
	if (!buildIfNeeded(say)) {
		say('The build failed.');
		return 1;
	}
	const { extract } = await import('./runExtraction.mts');
	const { items, fileNames } = await extract({ credential, paths, say, cleanUp });
	const text = json
		? JSON.stringify(
				items.map((item) => item.json),
				null,
				2,
			)
		: items.map((item, i) => report(fileNames[i], item)).join('\n');
	await print(json ? `${text}\n` : text);
	return items.some((item) => failureOf(item) !== undefined) ? 1 : 0;
}

async function main(): Promise<number> {
	const given = readArguments(process.argv.slice(2));
	if (!given.help) return await demo(given);
	await print(USAGE);
	return 0;
}

process.once('SIGINT', () => void end(130)).once('SIGTERM', () => void end(143));
main()
	.catch((error: Error) => {
		say(error.message);
		return error instanceof BadArgument ? 2 : 1;
	})
	.then(end);
