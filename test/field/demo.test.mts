/** What `npm run demo` shows of values that were not found, and which files it finds. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { parseArguments } from '../demo/arguments.mts';
import { renderReport } from '../demo/report.mts';

const render = (value: IDataObject) =>
	renderReport('a.pdf', {
		json: { id: 'exr_1', status: 'PROCESSED', output: { value, metadata: {} } },
	});
const EMPTY_AMOUNT = { amount: null, iso_4217_currency_code: null };

describe('the table of values', () => {
	it('E3: shows an empty currency, signature, or list as empty, and no JSON', () => {
		const text = render({
			total: EMPTY_AMOUNT,
			tax: { amount: null, iso_4217_currency_code: 'EUR' },
			signature: { printed_name: null, is_signed: null },
			nothing: null,
			blank: '',
			lines: [{ price: EMPTY_AMOUNT, tags: [], parts: [] }],
			notes: [],
		});
		expect(text).not.toMatch(/[{}[\]]|null|undefined/);
		for (const name of ['total', 'tax', 'signature', 'nothing', 'blank'])
			expect(text).toMatch(new RegExp(`^${name} +- +- +-$`, 'm'));
		expect(text).toContain('(none)');
	});

	it('E3: shows amounts, booleans, zeros, lists, objects, and tables inside of rows', () => {
		const text = render({
			total: { amount: 0, iso_4217_currency_code: 'EUR' },
			net: { amount: 12.5, iso_4217_currency_code: null },
			paid: false,
			address: { city: 'Bonn', zip: null },
			tags: ['red', 'blue'],
			lines: [{ name: 'a', parts: [{ n: 1 }, { n: 2 }], codes: ['x', 'y'] }, { name: null }],
		});
		expect(text).not.toMatch(/[{}[\]]|null|undefined|object/);
		expect(text).toMatch(/total +0 EUR/);
		expect(text).toMatch(/net +12\.5 /);
		expect(text).toMatch(/paid +false/);
		expect(text).toMatch(/address +city: Bonn, zip: -/);
		expect(text).toContain('- red\n- blue');
		expect(text).toMatch(/a +2 rows +x, y/);
	});

	it('E3: cuts long texts between characters', () => {
		expect(render({ text: '🙂'.repeat(100) })).not.toMatch(/\p{Surrogate}/u);
	});
});

describe('paths', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'demo-paths-'));
	const file = path.join(folder, 'own.pdf');
	writeFileSync(file, 'x');
	const { INIT_CWD } = process.env;
	afterEach(() => {
		if (INIT_CWD === undefined) delete process.env.INIT_CWD;
		else process.env.INIT_CWD = INIT_CWD;
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('E3: are seen from the folder in which npm was called', () => {
		process.env.INIT_CWD = folder;
		expect(parseArguments(['own.pdf', './own.pdf']).paths).toEqual([file, file]);
		expect(parseArguments([file]).paths).toEqual([file]);
		expect(parseArguments(['package.json']).paths).toEqual([path.resolve('package.json')]);
	});

	it('E3: without npm from the current one', () => {
		delete process.env.INIT_CWD;
		expect(parseArguments(['package.json']).paths).toEqual([path.resolve('package.json')]);
		expect(() => parseArguments(['own.pdf'])).toThrow('There is no file own.pdf.');
	});

	it('E3: a folder, a missing file, and a pattern that matches nothing are told', () => {
		process.env.INIT_CWD = folder;
		expect(() => parseArguments(['.'])).toThrow('. is not a file but a folder');
		expect(() => parseArguments(['*.tiff'])).toThrow('There is no file *.tiff.');
	});
});
