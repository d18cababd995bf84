/** The processes of a measurement: the emulator, and one for each thing measured. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Behavior, Fault } from '../../emulator/index.mts';

const { binFolder } = require('../../e2e/install/n8n.cjs') as {
	binFolder(version: unknown): string;
};
const { newest } = require('../../e2e/versions.cjs') as { newest: unknown };

/** What a script prints when it could start. */
export const READY = 'READY';
export const root = path.resolve(__dirname, '../../..');
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
	set(behaviour: Partial<Behavior>): Promise<void>;
	reset(): Promise<void>;
	fault(faults: Fault[]): Promise<void>;
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
	const set = async (behaviour: Partial<Behavior>) =>
		void (await ask('POST', 'options', behaviour));
	const reset = async () => {
		await ask('POST', 'reset');
		await set({ readDocuments: false });
	};
	await reset();
	const fault = async (faults: Fault[]) => void (await ask('POST', 'faults', faults));
	const counts = async () => (await ask('GET', 'counts')).counts;
	return { url, apiKey, set, reset, fault, counts, stop: () => void child.kill('SIGTERM') };
}

async function readyLine(output: NodeJS.ReadableStream): Promise<{ url: string; apiKey: string }> {
	for await (const line of createInterface({ input: output })) {
		if (line.startsWith('{')) return JSON.parse(line);
	}
	throw new Error('the emulator did not start');
}

/** A script of the bench that has got ready and waits for its start. */
export interface ReadyScript<T> {
	/** lets it go; the JSON of its last line */
	go(): Promise<T>;
}

/** Starts a script in a process of its own; resolves when it prints READY. */
export async function readyScript<T>(
	script: string,
	words: string[],
	env: NodeJS.ProcessEnv = {},
): Promise<ReadyScript<T>> {
	const file = path.join(root, 'test/bench/measuring', script);
	const child = spawn(newestEngine.node(), [runner, file, ...words], {
		env: {
			...process.env,
			N8N_ENGINE: newestEngine.folder(),
			// Needs no compiled module; nothing here is about expressions.
			N8N_EXPRESSION_ENGINE: 'legacy',
			...env,
		},
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const nextOf = async (wanted: (line: string) => boolean): Promise<string> => {
		for (;;) {
			const { value, done } = await lines.next();
			if (done) throw new Error(`${script} ${words[0]} ended (${await ended}) too early`);
			if (wanted(value)) return value;
		}
	};
	await nextOf((line) => line === READY);
	return {
		async go() {
			child.stdin.write('go\n');
			const line = await nextOf((one) => one.startsWith('{'));
			await ended;
			return JSON.parse(line) as T;
		},
	};
}
