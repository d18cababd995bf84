/** The command in a process of its own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { startCommand } from '../support/startCommand.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { parseLiveArguments } from './arguments.mts';

const folder = mkdtempSync(path.join(tmpdir(), 'live-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startEmulator();
});
afterAll(async () => await emulator.close());
beforeEach(() => emulator.reset());

const start = (args: string[], env: NodeJS.ProcessEnv = {}) =>
	startCommand('live/cli.mts', ['--out', folder, ...args], { TESTED_PACKAGE: '.', ...env });

const access = () => ({ EXTEND_API_KEY: emulator.apiKey, EXTEND_BASE_URL: emulator.url });

it('prints what it would do and cost, and sends nothing without --yes', async () => {
	const { code, output } = await start([], access()).ended;
	expect(code).toBe(0);
	expect(output).toMatch(
		/^\d+ checks against http:\/\/127\.0\.0\.1:\d+, at most about \d+ credits\.$/m,
	);
	expect(output).toContain('Nothing was sent. Add --yes to do it.');
	expect(emulator.requests).toEqual([]);
});

it.each([
	[['--yes'], {}, 'EXTEND_API_KEY is not set.'],
	[['--yes', '--only', 'page-size,made-up'], {}, 'There is no assumption made-up.'],
])('exits with 2 for %j', async (args, env, message) => {
	const { code, output } = await start(args, env).ended;
	expect(output).toContain(message);
	expect(code).toBe(2);
});

it.each([
	[['--sure'], 'Unknown option --sure.'],
	[['--only'], '--only needs a value.'],
	[['--port', '4711'], '--webhook-url and --port belong together.'],
	[['--webhook-url', 'n8n.example', '--port', '1'], '--webhook-url has to be an address'],
	[['--minutes', '0'], '--minutes has to be a whole number from 1 to 60.'],
])('refuses %j', (args, message) => {
	expect(() => parseLiveArguments(args)).toThrow(message);
});

it('prints and writes a table without secrets, and leaves nothing', async () => {
	const only = 'upload-password,presigned-url,endpoint-registers,unknown-id-404';
	const { code, output } = await start(['--yes', '--only', only], access()).ended;
	const written = ['live.json', 'live.md'].map((name) =>
		readFileSync(path.join(folder, name), 'utf8'),
	);
	expect(code).toBe(0);
	expect(output).toContain('4 held, 0 not held, 0 not checkable. 1 credits.');
	expect(written[1]).toMatch(/^\| unknown-id-404 +\| An ID.*\| held \|/m);
	expect(JSON.parse(written[0])).toMatchObject({ left: [], results: { length: 4 } });
	const secrets = emulator.requests.flatMap(({ body }) => {
		const { password } = (body ?? {}) as { password?: string };
		return password ? [password] : [];
	});
	expect(secrets).toHaveLength(1);
	for (const text of [output, ...written]) {
		for (const secret of [emulator.apiKey, ...secrets]) expect(text).not.toContain(secret);
		expect(text).not.toMatch(/wss_|__files/);
	}
	expect(emulator.files()).toEqual([]);
	expect(emulator.runs('all')).toEqual([]);
});

it('exits with 1 when something is not held', async () => {
	emulator.faults.add({
		kind: 'status',
		status: 400,
		match: { method: 'GET', path: '/extract_runs' },
	});
	const { code, output } = await start(['--yes', '--only', 'page-size'], access()).ended;
	expect(output).toMatch(/^NO +page-size +400/m);
	expect(code).toBe(1);
});

it.each(['SIGINT', 'SIGTERM'] as const)('deletes what it made after %s', async (signal) => {
	emulator.options.pollsUntilDone = 1_000_000;
	const { child, ended } = start(['--yes', '--only', 'usage-credits'], access());
	await waitUntil(() => emulator.runs().length > 0 || child.exitCode !== null);
	child.kill(signal);
	const { code, output } = await ended;
	expect(output).toContain('it was stopped');
	expect(code).toBe(130);
	expect(emulator.files()).toEqual([]);
	expect(emulator.runs('all')).toEqual([]);
});
