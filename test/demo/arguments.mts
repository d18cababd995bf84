import { statSync } from 'node:fs';
import path from 'node:path';

export const USAGE = `npm run demo -- [path…] [--json]

Extracts number, date, supplier, total and lines of invoices with the built node in n8n's own engine.
Without a path it makes a sample invoice. Without EXTEND_API_KEY it uses the emulator, which is no AI.

  path      a document, seen from the folder you are in; several give one result each
  --json    prints the items of the node as JSON
  --help    prints this text

Environment:
  EXTEND_API_KEY        uses the real Extend with this key, which costs credits
  EXTEND_REGION         us (default), us2 or eu
  EXTEND_BASE_URL       another address, in place of a region
  EXTEND_WORKSPACE_ID   for keys of a whole organization
`;

export interface DemoArguments {
	paths: string[];
	json: boolean;
	help: boolean;
}

/** An invalid argument or environment variable. */
export class ArgumentError extends Error {}

/** Throws ArgumentError. */
export function parseArguments(args: string[]): DemoArguments {
	const parsed: DemoArguments = { paths: [], json: false, help: false };
	let onlyPaths = false;
	for (const arg of args) {
		if (onlyPaths || !arg.startsWith('-')) parsed.paths.push(findFile(arg));
		else if (arg === '--') onlyPaths = true;
		else if (arg === '--json') parsed.json = true;
		else if (arg === '--help' || arg === '-h') parsed.help = true;
		else throw new ArgumentError(`Unknown option ${arg}. Known are --json and --help.`);
	}
	return parsed;
}

/** npm runs its scripts in the folder of the package, and names the one in which it was called. */
function findFile(name: string): string {
	const folders = [process.env.INIT_CWD, '.'].filter((folder) => folder !== undefined);
	for (const folder of folders) {
		const file = path.resolve(folder, name);
		const stats = statSync(file, { throwIfNoEntry: false });
		if (stats?.isDirectory())
			throw new ArgumentError(`${name} is not a file but a folder. Name its files: ${name}/*.pdf`);
		if (stats && !stats.isFile()) throw new ArgumentError(`${name} is not a file.`);
		if (stats) return file;
	}
	throw new ArgumentError(`There is no file ${name}.`);
}
