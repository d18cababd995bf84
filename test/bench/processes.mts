/** The processes of a measurement: the emulator, and one for each thing measured. */
import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Behaviour } from '../emulator/index.mts';

const { binFolder } = require('../e2e/install/n8n.cjs') as {
	binFolder(version: unknown): string;
};
const { newest } = require('../e2e/versions.cjs') as { newest: unknown };

export const root = path.resolve(__dirname, '../..');
export const runner = path.join(root, 'test/support/run.cjs');
/** n8n as it is installed for the end-to-end tests, with the Node it wants. */
export const newestEngine = {
	node: () => path.join(binFolder(newest), 'node'),
	folder: () => path.dirname(binFolder(newest)),
};

export interface EmulatorCounts {
	requests: number;
	billed: number;
	created: number;
	files: number;
}

export interface EmulatorProcess {
	url: string;
	apiKey: string;
	set(behaviour: Partial<Behaviour>): Promise<void>;
	reset(): Promise<void>;
	counts(): Promise<EmulatorCounts>;
	stop(): void;
}

/** Starts an emulator that does not open documents, in a process of its own. */
export async function startEmulatorProcess(): Promise<EmulatorProcess> {
	const child = spawn(process.execPath, [runner, 'test/emulator/cli.mts', '--quiet'], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const { url, apiKey } = await readyLine(child.stdout);
	const ask = async (method: string, where: string, body?: object) => {
		const headers = body ? { 'content-type': 'application/json' } : undefined;
		const request = { method, headers, body: body && JSON.stringify(body) };
		const answer = await fetch(`${url}/__emulator/${where}`, request);
		if (!answer.ok) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
		return (await answer.json()) as { counts: EmulatorCounts };
	};
	const set = async (behaviour: Partial<Behaviour>) =>
		void (await ask('POST', 'options', behaviour));
	const reset = async () => {
		await ask('POST', 'reset');
		await set({ readDocuments: false });
	};
	await reset();
	const counts = async () => (await ask('GET', 'counts')).counts;
	return { url, apiKey, set, reset, counts, stop: () => void child.kill('SIGTERM') };
}

async function readyLine(output: NodeJS.ReadableStream): Promise<{ url: string; apiKey: string }> {
	for await (const line of createInterface({ input: output })) {
		if (line.startsWith('{')) return JSON.parse(line);
	}
	throw new Error('the emulator did not start');
}

/** Runs a script of the bench in a process of its own; gives the JSON of its last line. */
export async function inProcess<T>(
	script: string,
	words: string[],
	{ node = process.execPath, env = {} }: { node?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<T> {
	const { stdout } = await promisify(execFile)(
		node,
		[runner, path.join(root, 'test/bench', script), ...words],
		{ env: { ...process.env, ...env }, maxBuffer: 10_000_000 },
	);
	return JSON.parse(stdout.trim().split('\n').pop() as string);
}
