/** Where documents come from: what of an item reaches Extend, under which name, and what is left out. */
import { randomBytes } from 'node:crypto';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { makePng } from '../samples/index.mts';
import { getItemError, runExtend, sha256, type RunExtendOptions } from '../support/extendNode.mts';
import { initBinaryData } from '../support/harness.mts';
import {
	stringifyRun,
	createInvoiceItem,
	createInvoiceText,
	getRunRequests,
	findRequests,
	BINARY_STORAGES,
	storeBinary,
	uploadFile,
	getUploads,
	useEmulator,
} from '../support/fixtures.mts';

const emulator = useEmulator();

const run = async (o: Omit<RunExtendOptions, 'emulator'>) => await runExtend({ emulator, ...o });
const numbersIn = (items: INodeExecutionData[]) =>
	items.map(({ json }) => json.invoice_number ?? (json.output as IDataObject | null)?.value);
const FIELDS = { output: 'fields' };

/** An item with invoices as text files: name of the field -> number of the invoice. */
async function itemOf(
	numbers: Record<string, number>,
	json: IDataObject = {},
): Promise<INodeExecutionData> {
	const binary: Record<string, IBinaryData> = {};
	for (const [field, number] of Object.entries(numbers))
		binary[field] = await storeBinary(createInvoiceText(number), `${number}.txt`);
	return { json, binary };
}

describe.each(BINARY_STORAGES)(
	'a file of the item, stored in mode $storage',
	({ storage, mode, settings }) => {
		beforeEach(async () => {
			await initBinaryData(mode);
		});
		const combined = storage === 'combined';

		it('is uploaded byte for byte, for every item', async () => {
			const names = ['0.png', '1.txt'];
			const types = ['image/png', 'text/plain'];
			const files = [randomBytes(700_001), Buffer.from(createInvoiceText(4712))];
			const items: INodeExecutionData[] = [];
			for (const [i, bytes] of files.entries())
				items.push({ json: { i }, binary: { data: await storeBinary(bytes, names[i], types[i]) } });

			const { items: out, thrown } = await run({ items, settings, parameters: FIELDS });

			expect(thrown?.message).toBeUndefined();
			const seen = getUploads(emulator).sort((a, b) => a.fileName.localeCompare(b.fileName));
			expect(seen).toEqual(
				files.map((bytes, i) => ({
					fileName: names[i],
					bytes: bytes.length,
					sha256: sha256(bytes),
					contentType: types[i],
				})),
			);
			expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
			expect(out[1].json).toMatchObject({
				invoice_number: '4712',
				_extend: { fileName: '1.txt', sourceField: 'data' },
			});
		});

		it.each([
			['one name', 'attachment_1', ['12']],
			['names in the order given, each once', 'c, attachment_0,c', ['13', '11']],
			['a pattern', 'attachment_*', ['11', '12']],
			['all', '*', ['11', '12', '13']],
			['the path that the combined mode shows', '_files.c', ['13']],
			[
				'a file from an expression',
				combined ? '={{ $json._files.c }}' : '={{ $binary.c }}',
				['13'],
			],
			[
				'a list of files from an expression',
				combined ? '={{ Object.values($json._files) }}' : '={{ Object.values($binary) }}',
				['11', '12', '13'],
			],
			['names from an expression', '={{ ["c", "attachment_1"] }}', ['13', '12']],
		])('is found by %s', async (_what, binaryPropertyName, expected) => {
			const items = [
				await itemOf({ attachment_0: 11, attachment_1: 12, c: 13 }),
				await itemOf({ attachment_0: 11, attachment_1: 12, c: 13 }),
			];
			const { items: out, thrown } = await run({
				items,
				settings,
				parameters: { ...FIELDS, binaryPropertyName },
			});
			expect(thrown?.message).toBeUndefined();
			expect(numbersIn(out)).toEqual([...expected, ...expected]);
			expect(out.map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1].flatMap((item) => expected.map(() => ({ item }))),
			);
		});

		it('lists the files that there are when the one asked for is missing', async () => {
			const items = [await itemOf({ data: 1 }), await itemOf({ attachment_0: 2, attachment_1: 3 })];
			const { thrown } = await run({ items, settings });
			expect(thrown?.message).toBe(
				`Check 'Input Binary Field': the item has no binary field "data" [item 1]`,
			);
			expect(thrown?.description).toBe(
				'Available fields: attachment_0, attachment_1. Enter one of them, or a pattern, e.g. attachment_* or *.',
			);
			expect(emulator.requests).toEqual([]);
		});

		it('is missing when the item has none at all', async () => {
			const { thrown } = await run({ items: [{ json: { a: 1 } }], settings });
			expect(thrown?.message).toContain('the input item has no file');
			expect(thrown?.description).toContain("'Document Source'");
			expect(emulator.requests).toEqual([]);
		});

		it.each([
			['Classify', { type: 'invoice', _extend: { fileId: 'file_1' } }, '_extend.fileId'],
			['Split', { type: 'invoice', fileId: 'file_2', _extend: { fileId: 'file_1' } }, 'fileId'],
		])('that is already in Extend is told after %s', async (_operation, json, path) => {
			const { thrown } = await run({ items: [{ json }], settings });
			expect(thrown?.description).toBe(
				`The file is already in Extend. Set 'Document Source' to 'Extend File' and 'File ID' to {{ $json.${path} }}.`,
			);
			expect(emulator.requests).toEqual([]);
		});

		it("is refused before anything is sent when it's empty", async () => {
			const empty = {
				json: {},
				binary: { data: await storeBinary('', 'nothing.pdf', 'application/pdf') },
			};
			const { thrown } = await run({ items: [await itemOf({ data: 1 }), empty], settings });
			expect(thrown?.message).toBe(
				`Check 'Input Binary Field': the file nothing.pdf is empty (data) [item 1]`,
			);
			expect(emulator.requests).toEqual([]);
		});

		it.each([
			['quotes', 'Rechnung "März".txt', "Rechnung 'März'.txt"],
			['line breaks', 'line\r\none: evil.txt', 'line one: evil.txt'],
			['Unicode', '发票 №7 – été 🧾.txt', '发票 №7 – été 🧾.txt'],
			['folders', 'C:\\scans\\2026/a.txt', 'a.txt'],
			['signs of a header', `a; filename="b.exe"; x='y'.txt`, `a; filename='b.exe'; x='y'.txt`],
			['a percent sign', '50 % off.txt', '50 % off.txt'],
			['too many letters', `${'ä'.repeat(300)}.txt`, `${'ä'.repeat(196)}.txt`],
			['nothing to see', ' ', 'document.txt'],
		])('keeps its name, with %s made safe', async (_what, name, expected) => {
			const item = { json: {}, binary: { data: await storeBinary(createInvoiceText(1), name) } };
			const { thrown } = await run({ items: [item, item], settings });
			expect(thrown?.message).toBeUndefined();
			expect(getUploads(emulator).map(({ fileName }) => fileName)).toEqual([expected, expected]);
		});

		it.each([
			['the MIME type', 'scan', 'application/pdf', '%PDF-1.7', 'scan.pdf'],
			['the MIME type with a charset', 'note', 'text/csv; charset=utf-8', 'a,b', 'note.csv'],
			['the first bytes: PDF', 'scan', 'application/octet-stream', '%PDF-1.7', 'scan.pdf'],
			['the first bytes: PNG', 'a.bin', 'application/octet-stream', makePng(), 'a.bin.png'],
			['the first bytes: text', 'note.dat', 'application/octet-stream', 'Hello', 'note.dat.txt'],
			['nothing, when it is foreign', 'day.ics', 'text/calendar', 'BEGIN:VCALENDAR', 'day.ics'],
			['nothing, when it has one', 'SCAN.PDF', 'application/octet-stream', 'Hello', 'SCAN.PDF'],
			['the name of the field, when it has no name', undefined, 'text/plain', 'Hello', 'data.txt'],
		])('gets its extension from %s', async (_what, name, mimeType, content, expected) => {
			const item = { json: {}, binary: { data: await storeBinary(content, name, mimeType) } };
			const { thrown } = await run({
				items: [item],
				settings,
				options: { onFailedRun: 'return' },
			});
			expect(thrown?.message).toBeUndefined();
			expect(getUploads(emulator)).toMatchObject([
				{ fileName: expected, sha256: sha256(Buffer.from(content)) },
			]);
		});

		it('takes its password along, which appears nowhere else', async () => {
			const password = 'geheim "Ä" 1&2';
			emulator.nextRun({ status: 'FAILED', failureReason: 'PASSWORD_PROTECTED_FILE' });
			const result = await run({
				items: [await itemOf({ data: 1 }), await itemOf({ data: 2 })],
				settings,
				options: { password, concurrency: 1 },
				node: { onError: 'continueRegularOutput' },
			});
			expect(getUploads(emulator).map((upload) => upload.password)).toEqual([password, password]);
			expect(result.items).toHaveLength(2);
			expect(getItemError(result.items[0])).toMatchObject({
				code: 'PASSWORD_PROTECTED_FILE',
				description: expect.stringContaining("'File Password'") as string,
			});
			expect(stringifyRun(result)).not.toContain('geheim');
			expect(JSON.stringify(getRunRequests(emulator))).not.toContain('geheim');
		});

		it('travels on with its result when asked to', async () => {
			const items = [await itemOf({ a: 1, b: 2 }), await itemOf({ a: 3 })];
			const { data } = items[0].binary?.b as IBinaryData;
			const pass = async (includeInputFile: boolean) =>
				(
					await run({
						items,
						settings,
						parameters: { ...FIELDS, binaryPropertyName: '*' },
						options: { includeInputFile },
					})
				).items;
			const filesOf = ({ json, binary }: INodeExecutionData) =>
				(combined ? json._files : binary) as Record<string, IBinaryData> | undefined;

			const out = await pass(true);
			expect(out.map((item) => Object.keys(filesOf(item) ?? {}))).toEqual([['a'], ['b'], ['a']]);
			expect(filesOf(out[1])?.b).toMatchObject({
				fileName: '2.txt',
				data,
			});
			expect((await pass(false)).map(filesOf)).toEqual([undefined, undefined, undefined]);
		});
	},
);

describe('several files', () => {
	const names = (body: IDataObject) =>
		((body.package as { files: Array<{ id: string }> } | undefined)?.files ?? []).map(
			({ id }) => emulator.files().find((file) => file.id === id)?.name,
		);

	it('are runs of their own by default', async () => {
		const items = [await itemOf({ a: 1, b: 2 }), await itemOf({ b: 3, a: 4 })];
		const { items: out } = await run({
			items,
			parameters: { ...FIELDS, binaryPropertyName: 'a,b' },
		});
		expect(numbersIn(out)).toEqual(['1', '2', '4', '3']);
		expect(out.map(({ json }) => (json._extend as IDataObject).sourceField)).toEqual([
			'a',
			'b',
			'a',
			'b',
		]);
		expect(getRunRequests(emulator).every(({ file }) => file !== undefined)).toBe(true);
	});

	it('are one run per item when read together', async () => {
		const items = [await itemOf({ b: 1, a: 2 }), await itemOf({ b: 3 })];
		const { items: out, thrown } = await run({
			items,
			parameters: { binaryPropertyName: 'b,*', combineFiles: 'perItem' },
			options: { concurrency: 1 },
		});
		expect(thrown?.message).toBeUndefined();
		const [first, second] = getRunRequests(emulator);
		expect(first.file).toBeUndefined();
		expect(names(first)).toEqual(['1.txt', '2.txt']);
		// one file alone is no package
		expect(second.file).toBeDefined();
		expect(second.package).toBeUndefined();
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect((out[0].json.files as IDataObject[]).map(({ name }) => name)).toEqual([
			'1.txt',
			'2.txt',
		]);
	});

	it('of all items are one run, in the order of the items', async () => {
		const items = await Promise.all(
			[5, 4, 6].map(async (number) => await createInvoiceItem(number)),
		);
		const { items: out } = await run({
			items,
			parameters: { ...FIELDS, combineFiles: 'allItems' },
			options: { includeInputFile: true },
		});
		expect(getRunRequests(emulator)).toHaveLength(1);
		expect(names(getRunRequests(emulator)[0])).toEqual(['5.txt', '4.txt', '6.txt']);
		expect(out).toHaveLength(1);
		expect(out[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(out[0].json._extend).toMatchObject({
			fileName: '5.txt, 4.txt, 6.txt',
			files: [{ name: '5.txt' }, { name: '4.txt' }, { name: '6.txt' }],
		});
	});

	it('all travel on with the result of a run over several', async () => {
		const items = [await createInvoiceItem(1), await createInvoiceItem(2)];
		const { items: out } = await run({
			items,
			parameters: { combineFiles: 'allItems' },
			options: { includeInputFile: true },
		});
		const files = Object.entries(out[0].binary ?? {});
		expect(files.map(([field, { fileName }]) => [field, fileName])).toEqual([
			['data', '1.txt'],
			['data_1', '2.txt'],
		]);
	});

	it.each(['perItem', 'allItems'])(
		'are refused before anything is sent when %s are more than 50',
		async (combineFiles) => {
			const file = await storeBinary(createInvoiceText(1), '1.txt');
			const fields = Array.from({ length: 51 }, (_, i) => [`f${i}`, file] as const);
			const items =
				combineFiles === 'perItem'
					? [
							{ json: {}, binary: { f: file } },
							{ json: {}, binary: Object.fromEntries(fields) },
						]
					: fields.map(([, data]) => ({ json: {}, binary: { data } }));
			const { thrown } = await run({
				items,
				parameters: { binaryPropertyName: '*', combineFiles },
			});
			const item = combineFiles === 'perItem' ? 1 : 0;
			expect(thrown?.message).toBe(
				`Check 'Combine Files': there are 51 files, but the maximum per run is 50 [item ${item}]`,
			);
			expect(thrown?.description).toContain("'Combine Files' to 'No'");
			expect(emulator.requests).toEqual([]);
		},
	);

	it('may be 51 when each is a run of its own', async () => {
		const items = await Promise.all(
			Array.from({ length: 51 }, async (_, i) => await createInvoiceItem(1000 + i)),
		);
		const { items: out } = await run({ items, parameters: FIELDS });
		expect(numbersIn(out)).toEqual(items.map((_, i) => String(1000 + i)));
		expect(emulator.billedRuns()).toHaveLength(51);
	});
});

describe('files that are left out', () => {
	const KB = 1024;
	const picture = (size: number) => Buffer.concat([makePng(), Buffer.alloc(size)]);
	const mail = async (): Promise<INodeExecutionData> => ({
		json: { from: 'a mail' },
		binary: {
			a_invoice: await storeBinary(createInvoiceText(1), '1.txt'),
			b_logo: await storeBinary(picture(KB), 'logo.png', 'image/png'),
			c_scan: await storeBinary(picture(30 * KB), 'photo.png', 'image/png'),
			d_date: await storeBinary('BEGIN:VCALENDAR', 'invite.ics', 'text/calendar'),
			e_ftp: await storeBinary('%PDF-1.7', 'scan', 'application/octet-stream'),
		},
	});
	const send = async (options: IDataObject, items?: INodeExecutionData[]) => {
		const result = await run({
			items: items ?? [await mail(), await mail()],
			parameters: { ...FIELDS, binaryPropertyName: '*' },
			options: { onFailedRun: 'return', concurrency: 1, ...options },
		});
		const seen = [...new Set(getUploads(emulator).map(({ fileName }) => fileName))];
		return { ...result, seen };
	};

	it('are none when every file is to be sent', async () => {
		const { seen, items } = await send({ skipUnsupported: false });
		expect(seen).toEqual(['1.txt', 'logo.png', 'photo.png', 'invite.ics', 'scan.pdf']);
		expect(items).toHaveLength(10);
	});

	it('are those that Extend does not read, by default for a pattern, and never one whose bytes tell that it does', async () => {
		const { seen, items, hints } = await send({});
		expect(seen).toEqual(['1.txt', 'logo.png', 'photo.png', 'scan.pdf']);
		expect(items).toHaveLength(8);
		expect(hints.filter((note) => note.includes('Skipped'))).toEqual([
			'Skipped 2 files: invite.ics.',
		]);
	});

	it.each([
		[['pdf'], ['scan.pdf']],
		[['text', 'office'], ['1.txt']],
		[['image'], ['logo.png', 'photo.png']],
	])('are those of other types than %j', async (fileTypes, expected) => {
		expect((await send({ fileTypes })).seen).toEqual(expected);
	});

	it('are small pictures, and small pictures only', async () => {
		const { seen, hints } = await send({ minImageSize: 20 });
		expect(seen).toEqual(['1.txt', 'photo.png', 'scan.pdf']);
		expect(hints.join()).toContain('Skipped 4 files: logo.png, invite.ics.');
	});

	it('leave an item that says so when nothing remains, and cost nothing', async () => {
		const onlyLogo = {
			json: {},
			binary: { logo: await storeBinary(picture(KB), 'logo.png', 'image/png') },
		};
		const { items, hints } = await send({ minImageSize: 20 }, [
			onlyLogo,
			await createInvoiceItem(7),
		]);
		expect(items[0]).toEqual({
			json: {
				_extend: {
					skipped: [
						{
							fileName: 'logo.png',
							fieldName: 'logo',
							reason: "the image is smaller than 'Minimum Image Size'",
						},
					],
				},
			},
			pairedItem: { item: 0 },
		});
		expect(numbersIn([items[1]])).toEqual(['7']);
		expect(items[1].pairedItem).toEqual({ item: 1 });
		expect(hints.join()).toContain('Skipped one file: logo.png.');
		expect(emulator.billedRuns()).toHaveLength(1);
		expect(emulator.files()).toHaveLength(1);
	});

	it('are left out of a run over all items too', async () => {
		const { items } = await run({
			items: [await mail(), await mail()],
			parameters: { binaryPropertyName: '*', combineFiles: 'allItems' },
			options: { fileTypes: ['text'] },
		});
		expect((items[0].json.files as IDataObject[]).map(({ name }) => name)).toEqual([
			'1.txt',
			'1.txt',
		]);
	});
});

describe('a URL', () => {
	const url = () => `${emulator.url}/samples/invoice.pdf`;

	it('is handed on with the name in it, one run for each line', async () => {
		const { items, thrown } = await run({
			items: [{ json: { q: 'a=1' } }, { json: { q: 'b=2' } }],
			parameters: {
				documentSource: 'url',
				documentUrl: `=${url()}?{{ $json.q }}\n\n  ${url()}?again  `,
			},
			options: { concurrency: 1 },
		});
		expect(thrown?.message).toBeUndefined();
		expect(getRunRequests(emulator).map(({ file }) => file)).toEqual(
			['a=1', 'again', 'b=2', 'again'].map((query) => ({
				url: `${url()}?${query}`,
				name: 'invoice.pdf',
			})),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1].map((item) => ({ item })),
		);
		expect(items.map(({ json }) => json.status)).toEqual(Array(4).fill('PROCESSED'));
		expect(getUploads(emulator)).toEqual([]);
	});

	it('can be given another name and a password, which appears nowhere else', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'FAILED_TO_PROCESS_FILE' });
		const result = await run({
			items: [{ json: { name: 'A.pdf' } }, { json: { name: 'B.pdf' } }],
			parameters: {
				documentSource: 'url',
				documentUrl: url(),
				fileName: '={{ $json.name }}',
			},
			options: { password: 'geheim', concurrency: 1 },
			node: { onError: 'continueRegularOutput' },
		});
		expect(getRunRequests(emulator).map(({ file }) => file)).toEqual(
			['A.pdf', 'B.pdf'].map((name) => ({ url: url(), name, settings: { password: 'geheim' } })),
		);
		expect(getItemError(result.items[0])).toMatchObject({ code: 'FAILED_TO_PROCESS_FILE' });
		expect(stringifyRun(result)).not.toContain('geheim');
	});

	it('several are one run when read together', async () => {
		await run({
			items: [{ json: {} }],
			parameters: {
				documentSource: 'url',
				documentUrl: `${url()}\n${url()}?2`,
				combineFiles: 'perItem',
			},
		});
		expect(getRunRequests(emulator)).toMatchObject([
			{ package: { files: [{ url: url() }, { url: `${url()}?2` }] } },
		]);
	});

	it.each([
		['no address', 'invoice.pdf', '"invoice.pdf" isn\'t a valid URL'],
		['another protocol', 'ftp://example.com/a.pdf', '"ftp://example.com/a.pdf" isn\'t a valid URL'],
		['a file of this machine', 'file:///etc/passwd', '"file:///etc/passwd" isn\'t a valid URL'],
		['empty', '', "it's empty"],
		[
			'a bad second line',
			'https://example.com/a.pdf\nb.pdf?token=s3cret',
			'"b.pdf" isn\'t a valid URL',
		],
	])('that is %s is refused before anything is sent', async (_what, documentUrl, expected) => {
		const result = await run({
			items: [{ json: { url: url() } }, { json: { url: documentUrl } }],
			parameters: { documentSource: 'url', documentUrl: '={{ $json.url }}' },
		});
		expect(result.thrown?.message).toContain(`Check 'URL': ${expected}`);
		expect(result.thrown?.message).toContain('[item 1]');
		expect(result.thrown?.message).not.toContain('s3cret');
		expect(emulator.requests).toEqual([]);
	});
});

describe('files in Extend', () => {
	it('are named by their IDs, one per line', async () => {
		const ids = await Promise.all(
			[1, 2, 3].map(async (n) => await uploadFile(emulator, `${n}.txt`, createInvoiceText(n))),
		);
		const { items } = await run({
			items: [{ json: { ids: ids.slice(0, 2) } }, { json: { ids: [ids[2]] } }],
			parameters: {
				...FIELDS,
				documentSource: 'fileId',
				fileId: '={{ $json.ids.join("\\n") }}',
			},
		});
		expect(numbersIn(items)).toEqual(['1', '2', '3']);
		expect(items.map(({ json }) => (json._extend as IDataObject).fileId)).toEqual(ids);
		// the three that the test sent itself
		expect(getUploads(emulator)).toHaveLength(3);
	});

	it.each([
		['empty', ' ', "it's empty"],
		['a path', '../extractors', '"../extractors" isn\'t a valid file ID'],
		['a name', 'my invoice.pdf', '"my invoice.pdf" isn\'t a valid file ID'],
	])('are refused before anything is sent when one is %s', async (_what, fileId, expected) => {
		const { thrown } = await run({
			items: [{ json: { id: 'file_1' } }, { json: { id: fileId } }],
			parameters: { documentSource: 'fileId', fileId: '={{ $json.id }}' },
		});
		expect(thrown?.message).toBe(`Check 'File ID': ${expected} [item 1]`);
		expect(emulator.requests).toEqual([]);
	});
});

describe('a text', () => {
	it('is sent as it is, with a name if there is one', async () => {
		const items = [{ json: { n: 1, name: '' } }, { json: { n: 2, name: 'mail.txt' } }];
		const text = (n: number) => `Hello,\n\n${createInvoiceText(n)}`;
		const { items: out } = await run({
			items,
			parameters: {
				...FIELDS,
				documentSource: 'text',
				text: `=${text(0).replace(': 0', ': {{ $json.n }}')}`,
				fileName: '={{ $json.name }}',
				// left over from another source, where it can be seen
				combineFiles: 'allItems',
			},
			options: { concurrency: 1 },
		});
		expect(getRunRequests(emulator).map(({ file }) => file)).toEqual([
			{ text: text(1) },
			{ text: text(2), name: 'mail.txt' },
		]);
		expect(numbersIn(out)).toEqual(['1', '2']);
		expect(findRequests(emulator, 'POST', /^\/files/)).toEqual([]);
	});

	it("is refused before anything is sent when it's empty", async () => {
		const { thrown } = await run({
			items: [{ json: { text: 'x' } }, { json: { text: ' \n' } }],
			parameters: { documentSource: 'text', text: '={{ $json.text }}' },
		});
		expect(thrown?.message).toBe(`Check 'Text': it's empty [item 1]`);
		expect(emulator.requests).toEqual([]);
	});
});
