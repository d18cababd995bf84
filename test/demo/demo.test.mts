/** The demo command in its own process. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { startEmulator } from '../emulator/index.mts';
import { makeInvoice } from '../samples/index.mts';
import { startCommand } from '../support/startCommand.mts';
import { isBuilt } from './build.mts';
import { SAMPLE_SEED } from './sampleInvoice.mts';

const work = mkdtempSync(path.join(tmpdir(), 'demo-test-'));
/** Temporary folder of the command, to detect leftover files. */
const temp = path.join(work, 'tmp');
mkdirSync(temp);
afterAll(() => rmSync(work, { recursive: true, force: true }));
afterEach(() => expect(readdirSync(temp)).toEqual([]));

const startDemo = (args: string[], env: NodeJS.ProcessEnv = {}) =>
	startCommand('demo/cli.mts', args, { TMPDIR: temp, TEMP: temp, TMP: temp, ...env });
const runDemo = async (args: string[], env?: NodeJS.ProcessEnv) => await startDemo(args, env).ended;

function writeDocument(name: string, bytes: Uint8Array | string): string {
	const file = path.join(work, name);
	writeFileSync(file, bytes);
	return file;
}

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const getOutputValue = (run: IDataObject) => (run.output as { value: IDataObject }).value;

describe('npm run demo', () => {
	it('shows the fields, pages, confidence, lines, run ID and credits of a sample invoice', async () => {
		const { expected } = await makeInvoice({ seed: SAMPLE_SEED });
		const { code, stdout, stderr } = await runDemo([]);
		expect(code).toBe(0);
		const row = (name: string, value: string) =>
			expect(stdout).toMatch(new RegExp(`^${name} +${escapeRegExp(value)} +1 +0\\.\\d\\d$`, 'm'));
		row('invoice_number', expected.invoice_number);
		row('invoice_date', expected.invoice_date);
		row('supplier_name', expected.supplier_name);
		row('total_amount', `${expected.total_amount} ${expected.currency}`);
		for (const { description, quantity, unit_price, amount } of expected.line_items) {
			expect(stdout.replace(/ +/g, ' ')).toContain(
				`${description} ${quantity} ${unit_price} ${amount}\n`,
			);
		}
		expect(stdout).toMatch(/^Run: +exr_\w+ \(PROCESSED\)$/m);
		expect(stdout).toMatch(/^Credits: \d/m);
		expect(stderr).toContain('is no AI');
		expect(stderr).not.toContain('Error');
	});

	it('prints only the items as JSON with --json and does not wait for standard input', async () => {
		const { expected } = await makeInvoice({ seed: SAMPLE_SEED });
		const { code, stdout } = await runDemo(['--json']);
		expect(code).toBe(0);
		const [run] = JSON.parse(stdout);
		expect(run).toMatchObject({ object: 'extract_run', status: 'PROCESSED' });
		expect(getOutputValue(run)).toEqual({
			invoice_number: expected.invoice_number,
			invoice_date: expected.invoice_date,
			supplier_name: expected.supplier_name,
			total_amount: {
				amount: expected.total_amount,
				iso_4217_currency_code: expected.currency,
			},
			line_items: expected.line_items,
		});
	});

	it('prints one result per file, in order', async () => {
		const first = await makeInvoice({ seed: 21, locale: 'de' });
		const second = await makeInvoice({ seed: 22 });
		const files = [
			writeDocument('Rechnung März.pdf', first.pdf),
			writeDocument('second.PDF', second.pdf),
		];
		const { code, stdout } = await runDemo(['--json', '--', ...files]);
		expect(code).toBe(0);
		const numbers = JSON.parse(stdout).map(
			(run: IDataObject) => getOutputValue(run).invoice_number,
		);
		expect(numbers).toEqual([first.expected.invoice_number, second.expected.invoice_number]);
	});

	it('exits with 1 and the error message if a document cannot be read', async () => {
		const good = writeDocument('Prüfung März.PDF', (await makeInvoice({ seed: 23 })).pdf);
		const broken = writeDocument('broken.pdf', '%PDF-1.7 and nothing that a PDF has');
		const empty = writeDocument('empty.pdf', '');
		const { code, stdout } = await runDemo([broken, good, empty]);
		expect(code).toBe(1);
		expect(stdout.indexOf("broken.pdf\n==========\nExtend couldn't read the file")).toBe(0);
		expect(stdout).toMatch(/\nPrüfung März\.PDF\n=+\n[^]*\(PROCESSED\)[^]*\nempty\.pdf\n/);
		expect(stdout).toMatch(/^empty\.pdf\n=+\n.*the file empty\.pdf is empty/m);

		const json = await runDemo([empty, '--json']);
		expect(json.code).toBe(1);
		expect(JSON.parse(json.stdout)).toMatchObject([
			{ error: { message: expect.stringContaining('empty.pdf is empty') } },
		]);
	});

	it.each([
		[['--jsn'], {}, 'Unknown option --jsn. Known are --json and --help.'],
		[['no-such.pdf'], {}, 'There is no file no-such.pdf.'],
		[['nodes'], {}, 'nodes is not a file but a folder.'],
		[[], { EXTEND_API_KEY: 'k', EXTEND_REGION: 'moon' }, 'EXTEND_REGION is moon'],
		[[], { EXTEND_API_KEY: 'k', EXTEND_BASE_URL: 'x' }, 'EXTEND_BASE_URL has to be an address'],
	])('exits with 2 and a message for %j %j', async (args, env, sentence) => {
		const { code, stdout, stderr } = await runDemo(args, env);
		expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(sentence)]);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	});

	it('prints usage with --help', async () => {
		const { code, stdout } = await runDemo(['--help']);
		expect(code).toBe(0);
		expect(stdout).toContain('EXTEND_API_KEY');
	});
});

describe('npm run demo with EXTEND_API_KEY', () => {
	it('uses the given URL and key and starts no emulator', async () => {
		const extend = await startEmulator();
		const env = { EXTEND_API_KEY: extend.apiKey, EXTEND_BASE_URL: `${extend.url}/` };
		try {
			const { code, stdout, stderr } = await runDemo([], env);
			expect(code).toBe(0);
			expect(extend.billedRuns()).toHaveLength(1);
			expect(stdout).toContain(extend.billedRuns()[0].id);
			expect(stderr).toContain('this costs credits');
			expect(stderr).not.toContain('emulator');
		} finally {
			await extend.close();
		}
	});

	it('exits with 1 and a message if the key is rejected, without showing the key', async () => {
		const extend = await startEmulator();
		const env = { EXTEND_API_KEY: 'sk_wrong_one', EXTEND_BASE_URL: extend.url };
		try {
			const { code, stdout, stderr } = await runDemo([], env);
			expect(code).toBe(1);
			expect(stdout).toContain('Extend rejected the API key');
			expect(stdout + stderr).not.toContain('sk_wrong_one');
		} finally {
			await extend.close();
		}
	});

	it('leaves no files when interrupted', async () => {
		const extend = await startEmulator({ latencyMs: 60_000 });
		const env = { EXTEND_API_KEY: extend.apiKey, EXTEND_BASE_URL: extend.url };
		try {
			const { child, ended } = startDemo([], env);
			while (extend.runs().length === 0 && child.exitCode === null) {
				await new Promise((resolve) => setTimeout(resolve, 20));
			}
			child.kill('SIGINT');
			expect((await ended).code).toBe(130);
		} finally {
			await extend.close();
		}
	});
});

describe('the build of the demo', () => {
	it('is reused only if it is complete and newer than the sources', () => {
		const folder = path.join(work, 'package');
		const make = (name: string, seconds: number) => {
			const file = path.join(folder, name);
			mkdirSync(path.dirname(file), { recursive: true });
			writeFileSync(file, '');
			utimesSync(file, seconds, seconds);
			// Creating a file updates the time of its folder.
			for (const at of ['nodes', 'credentials', 'icons'].map((name) => path.join(folder, name))) {
				mkdirSync(at, { recursive: true });
				utimesSync(at, 100, 100);
			}
		};
		for (const name of ['nodes/a.ts', 'icons/extend.svg', 'tsconfig.json', 'gulpfile.js']) {
			make(name, 100);
		}
		expect(isBuilt(folder)).toBe(false);
		make('dist/icons/extend.svg', 50);
		make('dist/nodes/Extend/Extend.node.js', 200);
		expect(isBuilt(folder)).toBe(true);
		utimesSync(path.join(folder, 'nodes/a.ts'), 201, 201);
		expect(isBuilt(folder)).toBe(false);
		utimesSync(path.join(folder, 'nodes/a.ts'), 100, 100);
		// a source was removed
		utimesSync(path.join(folder, 'nodes'), 201, 201);
		expect(isBuilt(folder)).toBe(false);
	});
});
