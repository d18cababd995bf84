/** A command of the project in a process of its own. */
import { execFile, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(__dirname, '../..');
const MAX_OUTPUT = 64_000_000;

export interface EndedCommand {
	/** null when a signal ended it */
	code: number | null;
	stdout: string;
	stderr: string;
	/** both */
	output: string;
}

/** Runs a TypeScript file below test/ with arguments. What starts with EXTEND_ or N8N_ is not handed on. */
export function startCommand(
	file: string,
	args: string[],
	env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<EndedCommand> } {
	const outer = Object.entries(process.env).filter(([name]) => !/^(EXTEND|N8N)_/.test(name));
	const words = [path.join(root, 'test/support/run.cjs'), path.join(root, 'test', file), ...args];
	const options = {
		cwd: root,
		env: { ...Object.fromEntries(outer), ...env },
		maxBuffer: MAX_OUTPUT,
	};
	let child!: ChildProcess;
	const ended = new Promise<EndedCommand>((resolve) => {
		child = execFile(process.execPath, words, options, (_error, stdout, stderr) =>
			resolve({ code: child.exitCode, stdout, stderr, output: stdout + stderr }),
		);
	});
	return { child, ended };
}
