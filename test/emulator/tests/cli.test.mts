import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

/** Starts the command with its own temporary folder and collects its output. */
function start(words: string[]) {
	const temporary = mkdtempSync(path.join(tmpdir(), 'emulator-cli-'));
	const child = spawn(
		process.execPath,
		['test/support/run.cjs', 'test/emulator/cli.mts', ...words],
		{
			cwd: root,
			env: { ...process.env, TMPDIR: temporary },
		},
	);
	let [out, err] = ['', ''];
	child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
	const line = new Promise<string>((resolve) => {
		child.stdout.on('data', (chunk: Buffer) => {
			out += chunk.toString();
			if (out.includes('\n')) resolve(out.split('\n')[0]);
		});
	});
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	return { child, line, ended, temporary, text: () => ({ out, err }) };
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
		expect(await one.ended).toBe(0);
		expect(readdirSync(one.temporary)).toEqual([]);
		expect(existsSync(one.temporary)).toBe(true);
		const { out, err } = one.text();
		expect(out.trim().split('\n')).toHaveLength(1);
		expect(err).toContain('no AI');
		expect(err).toContain('POST /files/upload 200');
		expect(err).not.toContain(apiKey);
	},
);

test('--quiet prints only the ready line', async () => {
	const one = run('--quiet');
	await one.line;
	one.child.kill('SIGTERM');
	expect(await one.ended).toBe(0);
	expect(one.text().err).toBe('');
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
		expect(await one.ended).toBe(2);
		expect(one.text()).toEqual({ out: '', err: `${sentence}\n` });
		expect(readdirSync(one.temporary)).toEqual([]);
	}
});
