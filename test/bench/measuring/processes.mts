/** Processes of a measurement: the emulator and one process per measured strategy. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Behavior, Fault, RunScript } from '../../emulator/index.mts';

const { binFolder } = require('../../e2e/install/n8n.cjs') as {
	binFolder(version: unknown): string;
};
const { newest } = require('../../e2e/versions.cjs') as { newest: unknown };

/** Printed by a script that is ready to start. */
export const READY_LINE = 'READY';
export const ROOT = path.resolve(__dirname, '../../..');
export const RUNNER = path.join(ROOT, 'test/support/run.cjs');
/** The n8n installed for the end-to-end tests, with its Node. */
export const NEWEST_ENGINE = {
	node: () => path.join(binFolder(newest), 'node'),
	folder: () => path.dirname(binFolder(newest)),
};

export interface EmulatorCounts {
	requests: number;
	/** with 429 */
	refused: number;
	billed: number;
	created: number;
	files: number;
}

export interface EmulatorProcess {
	url: string;
	apiKey: string;
	setOptions(behaviour: Partial<Behavior>): Promise<void>;
	reset(): Promise<void>;
	addFaults(faults: Fault[]): Promise<void>;
	scriptRuns(scripts: RunScript[]): Promise<void>;
	getCounts(): Promise<EmulatorCounts>;
	stop(): void;
}

/** Starts an emulator in its own process. It does not read documents. */
export async function startEmulatorProcess(): Promise<EmulatorProcess> {
	const child = spawn(process.execPath, [RUNNER, 'test/emulator/cli.mts', '--quiet'], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const { url, apiKey } = await readAccess(child.stdout);
	const callControlApi = async (method: string, where: string, body?: object) => {
		const headers = body ? { 'content-type': 'application/json' } : undefined;
		const request = { method, headers, body: body && JSON.stringify(body) };
		const answer = await fetch(`${url}/__emulator/${where}`, request);
		if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
		return (await answer.json()) as { counts: EmulatorCounts };
	};
	const setOptions = async (behaviour: Partial<Behavior>) =>
		void (await callControlApi('POST', 'options', behaviour));
	const reset = async () => {
		await callControlApi('POST', 'reset');
		await setOptions({ readDocuments: false });
	};
	await reset();
	const addFaults = async (faults: Fault[]) =>
		void (await callControlApi('POST', 'faults', faults));
	const scriptRuns = async (scripts: RunScript[]) =>
		void (await callControlApi('POST', 'runs', scripts));
	const getCounts = async () => (await callControlApi('GET', 'counts')).counts;
	return {
		url,
		apiKey,
		setOptions,
		reset,
		addFaults,
		scriptRuns,
		getCounts,
		stop: () => void child.kill('SIGTERM'),
	};
}

async function readAccess(output: NodeJS.ReadableStream): Promise<{ url: string; apiKey: string }> {
	for await (const line of createInterface({ input: output })) {
		if (line.startsWith('{')) return JSON.parse(line);
	}
	throw new Error('the emulator did not start');
}

/** A benchmark script that waits for its start signal. */
export interface StartedScript<T> {
	/** sends the start signal and returns the JSON that the script prints */
	run(): Promise<T>;
}

/** Starts a script in its own process. Resolves when it prints READY. */
export async function startScript<T>(
	script: string,
	args: string[],
	env: NodeJS.ProcessEnv = {},
): Promise<StartedScript<T>> {
	const file = path.join(ROOT, 'test/bench/measuring', script);
	const child = spawn(NEWEST_ENGINE.node(), [RUNNER, file, ...args], {
		env: {
			...process.env,
			N8N_ENGINE: NEWEST_ENGINE.folder(),
			// Avoids a compiled module. Expressions are not measured here.
			N8N_EXPRESSION_ENGINE: 'legacy',
			...env,
		},
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const readLine = async (wanted: (line: string) => boolean): Promise<string> => {
		for (;;) {
			const { value, done } = await lines.next();
			if (done) throw new Error(`${script} ${args[0]} ended (${await ended}) too early`);
			if (wanted(value)) return value;
		}
	};
	await readLine((line) => line === READY_LINE);
	return {
		async run() {
			child.stdin.write('go\n');
			const line = await readLine((one) => one.startsWith('{'));
			const code = await ended;
			if (code !== 0) throw new Error(`${script} ${args[0]} ended with ${code}`);
			return JSON.parse(line) as T;
		},
	};
}
