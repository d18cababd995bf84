/** A hundred documents in progress leave n8n's process healthy: no warning of Node, no socket (invariant 143). */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { ENGINE_MAJOR, useEmulator } from '../support/fixtures.mts';
import type { HundredInput, HundredResult } from './hundredInProgress-cli.mts';

const ROOT = path.resolve(__dirname, '../..');
const emulator = useEmulator();
jest.setTimeout(60_000);

async function processHundred(input: Partial<HundredInput>): Promise<HundredResult> {
	const { url, apiKey } = emulator;
	const script = path.join(ROOT, 'test/engine/hundredInProgress-cli.mts');
	const args = ['test/support/run.cjs', script, JSON.stringify({ url, apiKey, ...input })];
	// The engine of this suite, on what this suite tests.
	const engine = ENGINE_MAJOR === 1 ? { N8N_ENGINE: path.join(ROOT, '.cache/oldest') } : {};
	const tested = process.env.TESTED_PACKAGE ?? '.';
	const env = { ...process.env, ...engine, TESTED_PACKAGE: tested };
	const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env });
	return JSON.parse(stdout.trim().split('\n').pop() as string) as HundredResult;
}

beforeEach(() => {
	emulator.options.readDocuments = false;
	emulator.options.latencyMs = 1500;
});

it.each(['sync', 'async'])('%s: every document is done', async (processingMode) => {
	const result = await processHundred({ processingMode });
	expect(result).toMatchObject({ status: 'success', done: 130, warnings: [], sockets: 0 });
	// Each synchronous run holds a connection.
	if (processingMode === 'sync') expect(result.most).toBeGreaterThan(60);
	expect(await emulator.countConnections()).toBe(0);
});

it.each(['sync', 'async'])('%s: after Stop', async (processingMode) => {
	emulator.options.latencyMs = 3_600_000;
	emulator.nextRun({ latencyMs: 0, times: 1 });
	const result = await processHundred({ processingMode, stopsAt: 100 });
	expect(result).toMatchObject({ status: 'canceled', warnings: [], sockets: 0 });
	expect(await emulator.countConnections()).toBe(0);
});
