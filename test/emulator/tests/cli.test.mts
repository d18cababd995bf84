import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startCommand } from '../../support/startCommand.mts';

/** Starts the command with its own temporary folder. */
function start(words: string[]) {
	const temporary = mkdtempSync(path.join(tmpdir(), 'emulator-cli-'));
	const { child, ended } = startCommand('emulator/cli.mts', words, { TMPDIR: temporary });
	const line = (async () => {
		for await (const first of createInterface({ input: child.stdout! })) return first;
		throw new Error('it printed nothing');
	})();
	line.catch(() => undefined);
	return { child, line, ended, temporary };
}

const started: Array<ReturnType<typeof start>> = [];
const run = (...words: string[]) => {
	const one = start(words);
	started.push(one);
	return one;
};
const alive = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;
afterEach(() => {
	for (const { child, temporary } of started.splice(0)) {
		if (alive(child)) child.kill('SIGKILL');
		rmSync(temporary, { recursive: true, force: true });
	}
});

test.each(['SIGTERM', 'SIGINT'] as const)(
	'ready line, then %s ends it with 0 and its files are gone',
	async (signal) => {
		const one = run('--latency', '1');
		const { url, apiKey } = JSON.parse(await one.line) as { url: string; apiKey: string };
		expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		expect(apiKey).toMatch(/^sk_/);
		const headers = { authorization: `Bearer ${apiKey}`, 'x-extend-api-version': '2026-02-09' };
		const form = new FormData();
		form.append('file', new Blob(['hello']), 'a.txt');
		expect(
			(await fetch(`${url}/files/upload`, { method: 'POST', headers, body: form })).status,
		).toBe(200);
		expect(readdirSync(one.temporary)).toHaveLength(1);

		one.child.kill(signal);
		const { code, stdout, stderr } = await one.ended;
		expect(code).toBe(0);
		expect(readdirSync(one.temporary)).toEqual([]);
		expect(stdout.trim().split('\n')).toHaveLength(1);
		expect(stderr).toContain('no AI');
		expect(stderr).toContain('POST /files/upload 200');
		expect(stderr).not.toContain(apiKey);
	},
);

test('--quiet prints only the ready line', async () => {
	const one = run('--quiet');
	await one.line;
	one.child.kill('SIGTERM');
	expect(await one.ended).toMatchObject({ code: 0, stderr: '' });
});

test('an invalid argument and a used port exit with 2 and a message', async () => {
	const listening = run('--quiet');
	const { port } = new URL((JSON.parse(await listening.line) as { url: string }).url);
	const cases: Array<[string[], string]> = [
		[['--prot', '1'], 'Unknown argument --prot. Known are --port N, --latency MS and --quiet.'],
		[['--port', 'x'], '--port needs a whole number from 0 to 65535.'],
		[['--latency'], '--latency needs a whole number from 0 to 3600000.'],
		[['--port', port], `Port ${port} is taken.`],
	];
	const tries = cases.map(([words, sentence]) => ({ one: run(...words), sentence }));
	for (const { one, sentence } of tries) {
		expect(await one.ended).toMatchObject({ code: 2, stdout: '', stderr: `${sentence}\n` });
		expect(readdirSync(one.temporary)).toEqual([]);
	}
});
