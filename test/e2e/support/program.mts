/** Child processes that never outlive the test. */
import { spawn } from 'node:child_process';
import { eventually } from './eventually.mts';

export interface Program {
	name: string;
	pid: number;
	/** standard output and error so far */
	getOutput(): string;
	/** the exit code, -1 after a signal, undefined while running */
	getExitCode(): number | undefined;
	/** resolves when the output matches; rejects if the process ends before */
	waitForOutput(pattern: RegExp, ms?: number): Promise<void>;
	/** SIGTERM, after 15 s SIGKILL, to the process and its children */
	stop(): Promise<void>;
	/** SIGKILL to the process only, like the out-of-memory killer */
	kill(): Promise<void>;
}

const running = new Set<number>();
process.on('exit', () => {
	for (const pid of running) signal(-pid, 'SIGKILL');
});

function signal(pid: number, name: NodeJS.Signals) {
	try {
		process.kill(pid, name);
	} catch {
		// The process already ended.
	}
}

const TERMINATION_GRACE_MS = 15_000;

/** Starts a program in its own process group. */
export function startProgram(
	name: string,
	file: string,
	args: string[],
	options: { env?: NodeJS.ProcessEnv; cwd?: string; uid?: number; gid?: number } = {},
): Program {
	const child = spawn(file, args, {
		...options,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const pid = child.pid ?? 0;
	let text = '';
	let end: number | undefined;
	const add = (bytes: Buffer) => {
		text += bytes.toString();
	};
	child.stdout.on('data', add);
	child.stderr.on('data', add);
	child.once('error', (error) => {
		text += error.message;
		end = -1;
	});
	child.once('exit', (code) => {
		end = code ?? -1;
		running.delete(pid);
	});
	if (pid) running.add(pid);
	const waitForEnd = async (ms: number) =>
		await eventually(`${name} ends`, () => end !== undefined, ms).catch(() => false);
	return {
		name,
		pid,
		getOutput: () => text,
		getExitCode: () => end,
		async waitForOutput(pattern, ms = 120_000) {
			await eventually(
				`${name} prints ${pattern}`,
				() => pattern.test(text) || end !== undefined,
				ms,
			);
			if (!pattern.test(text)) throw new Error(`${name} ended (${end}):\n${text.slice(-3000)}`);
		},
		async stop() {
			if (end === undefined) {
				signal(pid, 'SIGTERM');
				if (!(await waitForEnd(TERMINATION_GRACE_MS))) signal(-pid, 'SIGKILL');
			}
			// n8n's task runner must end as well.
			signal(-pid, 'SIGKILL');
		},
		async kill() {
			signal(pid, 'SIGKILL');
			await waitForEnd(TERMINATION_GRACE_MS);
		},
	};
}
