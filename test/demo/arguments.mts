import { statSync } from 'node:fs';
import path from 'node:path';

export const USAGE = `npm run demo -- [path…] [--json]

Extracts number, date, supplier, total and lines of invoices with the built node in n8n's own engine.
Without a path it makes a sample invoice. Without EXTEND_API_KEY it uses the emulator, which is no AI.

  path      a document; several give one result each
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
		if (onlyPaths || !arg.startsWith('-')) parsed.paths.push(path.resolve(requireFile(arg)));
		else if (arg === '--') onlyPaths = true;
		else if (arg === '--json') parsed.json = true;
		else if (arg === '--help' || arg === '-h') parsed.help = true;
		else throw new ArgumentError(`Unknown option ${arg}. Known are --json and --help.`);
	}
	return parsed;
}

function requireFile(name: string): string {
	const stats = statSync(name, { throwIfNoEntry: false });
	if (!stats) throw new ArgumentError(`There is no file ${name}.`);
	if (!stats.isFile()) throw new ArgumentError(`${name} is not a file.`);
	return name;
}
