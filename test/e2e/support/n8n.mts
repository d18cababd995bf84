/** A real n8n with the installed package, in its own folder. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { N8nClient } from './n8nClient.mts';
import { Cleanup } from './cleanup.mts';
import getPort from 'get-port';
import { startProgram, type Program } from './program.mts';
import { installPackage } from './installPackage.mts';
import { eventually } from './eventually.mts';

const { binFolder } = require('../install/n8n.cjs') as {
	binFolder(version: Version): string;
};
const { findUnheard, nodeOptions } = require('./reportUnheard.cjs') as {
	findUnheard(output: string): string | undefined;
	nodeOptions: string;
};
export const versions = require('../versions.cjs') as { oldest: Version; newest: Version };
export interface Version {
	n8n: string;
	node: string;
}

export interface N8n {
	version: Version;
	url: string;
	/** N8N_USER_FOLDER; tests may add files */
	folder: string;
	main: Program;
	client: N8nClient;
	/** starts a worker for queue mode */
	startWorker(name: string, concurrency: number): Promise<Program>;
	/** runs an n8n CLI command and returns its output */
	runCommand(...args: string[]): Promise<string>;
	stop(): Promise<void>;
}

const START_MS = 180_000;

function getEnvironment(version: Version, folder: string): NodeJS.ProcessEnv {
	return {
		PATH: `${binFolder(version)}:${process.env.PATH}`,
		HOME: folder,
		LANG: process.env.LANG ?? 'C.UTF-8',
		NODE_OPTIONS: nodeOptions,
		N8N_USER_FOLDER: folder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_ENCRYPTION_KEY: 'a-key-that-all-processes-of-a-test-share',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_RUNNERS_ENABLED: 'true',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true',
		N8N_RESTRICT_FILE_ACCESS_TO: path.join(folder, 'files'),
		// 1.x needs a compiled module for the new expression engine. Without it, the legacy engine is used.
		...(version.n8n.startsWith('1.') ? { N8N_EXPRESSION_ENGINE: 'legacy' } : {}),
		EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
		GENERIC_TIMEZONE: 'UTC',
	};
}

/** Creates an n8n folder with the package installed. `remove` deletes it. */
function createUserFolder() {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-e2e-'));
	installPackage(folder);
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/**
 * Starts n8n, waits until it is ready (8 to 20 s with an empty database) and signs in an owner. `extra` is
 * added to the environment.
 */
export async function startN8n(version: Version, extra: NodeJS.ProcessEnv = {}): Promise<N8n> {
	const cleanup = new Cleanup();
	const { folder, remove } = createUserFolder();
	cleanup.add(remove);
	const port = await getPort({ host: '127.0.0.1' });
	const url = `http://127.0.0.1:${port}`;
	const env = { ...getEnvironment(version, folder), WEBHOOK_URL: `${url}/`, ...extra };
	const n8nFile = path.join(binFolder(version), 'n8n');
	const start = async (name: string, args: string[], more: NodeJS.ProcessEnv) => {
		const own = { N8N_RUNNERS_BROKER_PORT: String(await getPort({ host: '127.0.0.1' })), ...more };
		const program = startProgram(name, n8nFile, args, { env: { ...env, ...own }, cwd: folder });
		cleanup.add(async () => {
			await program.stop();
			checkOutput(name, program.getOutput());
		});
		return program;
	};
	try {
		const main = await start('n8n', ['start'], { N8N_PORT: String(port) });
		await main.waitForOutput(/Editor is now accessible/, START_MS);
		await eventually('n8n is ready', async () => (await fetch(`${url}/healthz/readiness`)).ok);
		const client = new N8nClient(url);
		await client.setUpOwner();
		return {
			version,
			url,
			folder,
			main,
			client,
			async startWorker(name, concurrency) {
				const args = ['worker', `--concurrency=${concurrency}`];
				const worker = await start(name, args, {
					QUEUE_HEALTH_CHECK_ACTIVE: 'true',
					QUEUE_HEALTH_CHECK_PORT: String(await getPort({ host: '127.0.0.1' })),
				});
				await worker.waitForOutput(/n8n worker is now ready/);
				return worker;
			},
			runCommand: async (...args) => await runCli(n8nFile, args, { env, cwd: folder }),
			stop: async () => await cleanup.run(),
		};
	} catch (error) {
		await cleanup.run();
		throw error;
	}
}

const MAX_OUTPUT_BYTES = 50_000_000;

async function runCli(
	file: string,
	args: string[],
	options: { env: NodeJS.ProcessEnv; cwd: string },
) {
	const { stdout, stderr } = await promisify(execFile)(file, args, {
		...options,
		maxBuffer: MAX_OUTPUT_BYTES,
	});
	checkOutput(`n8n ${args[0]}`, stderr);
	return stdout;
}

/** Throws when an exception or a rejection was handled by nobody. n8n only logs it. */
function checkOutput(name: string, output: string): void {
	const unheard = findUnheard(output);
	if (unheard !== undefined) throw new Error(`${name}: ${unheard}`);
}

/** Runs n8n CLI commands in their own folder, without a server. */
export function createCommandLine(version: Version) {
	const { folder, remove } = createUserFolder();
	const env = getEnvironment(version, folder);
	return {
		folder,
		run: async (...args: string[]) =>
			await runCli(path.join(binFolder(version), 'n8n'), args, { env, cwd: folder }),
		write(name: string, content: unknown): string {
			const file = path.join(folder, name);
			writeFileSync(file, JSON.stringify(content));
			return file;
		},
		remove,
	};
}
