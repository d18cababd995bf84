/** Which files an item has: names, patterns, expressions, and objects that people make themselves. */
import { rmSync } from 'node:fs';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runExtend, sha256, getItemError } from '../support/extendNode.mts';
import {
	BINARY_STORAGES,
	createInvoiceText,
	findRequests,
	getRunRequests,
	getUploads,
	storeBinary,
	useEmulator,
} from '../support/fixtures.mts';
import { getBinaryService, initBinaryData, type MakeItems } from '../support/harness.mts';
import { PDF } from './support/realFiles.mts';
import { submitForm } from './support/sourceNodes.mts';

const emulator = useEmulator();
const FIELDS = { output: 'fields' };
const LONG = 2_600_000;

/** An item with an invoice of each number in a binary field. */
async function createMail(numbers: Record<string, number>, json: IDataObject = {}) {
	const binary: Record<string, IBinaryData> = {};
	for (const [field, number] of Object.entries(numbers))
		binary[field] = await storeBinary(createInvoiceText(number), `${number}.txt`);
	return { json, ...(Object.keys(numbers).length > 0 ? { binary } : {}) } as INodeExecutionData;
}

const toNumbers = (items: INodeExecutionData[]) => items.map(({ json }) => json.invoice_number);
const toFields = (items: INodeExecutionData[]) =>
	items.map(({ json }) => (json._extend as IDataObject).sourceField);

describe.each(BINARY_STORAGES)('files stored in mode $storage', ({ storage, mode, settings }) => {
	beforeEach(async () => void (await initBinaryData(mode)));
	const combined = storage === 'combined';
	const binary = combined ? '$json._files' : '$binary';

	const run = async (
		items: INodeExecutionData[] | MakeItems,
		binaryPropertyName: unknown,
		more: { options?: IDataObject; node?: object; parameters?: IDataObject } = {},
	) =>
		await runExtend({
			emulator,
			settings,
			items,
			parameters: {
				...FIELDS,
				binaryPropertyName: binaryPropertyName as string,
				...more.parameters,
			},
			options: { concurrency: 1, ...more.options },
			node: more.node,
		});
	/** Of the second item, in both ways in which n8n handles errors; nothing may be sent for it. */
	const fail = async (item: INodeExecutionData, binaryPropertyName: unknown) => {
		const items = [await createMail({ data: 1 }), item];
		const { thrown } = await run(items, binaryPropertyName);
		expect(emulator.requests).toEqual([]);
		expect(thrown?.message).toContain('[item 1]');
		expect(thrown?.message).toContain("Check 'Input Binary Field': ");
		const node = { onError: 'continueRegularOutput' };
		const { items: out } = await run(items, binaryPropertyName, { node });
		const error = getItemError(out.at(-1));
		expect(error).toMatchObject({ code: 'INVALID_INPUT', message: thrown?.message });
		expect(findRequests(emulator, 'POST', '/files/upload').length).toBeLessThan(2);
		const text = `${thrown?.message} ${thrown?.description}`;
		expect(text.length).toBeLessThan(500);
		return text;
	};

	// Reports about mail triggers: one mail without attachment ended the node, and the others were lost.
	it.each(['attachment_*', '*', `={{ ${binary} }}`, `={{ Object.values(${binary} ?? {}) }}`])(
		'B1: a mail without attachment is skipped by %s',
		async (binaryPropertyName) => {
			const items = [
				await createMail({ attachment_0: 11 }),
				await createMail({}, { from: 'Thanks!' }),
				await createMail({ attachment_0: 12, attachment_1: 13 }),
			];
			const { items: out, thrown, hints } = await run(items, binaryPropertyName);
			// In combined mode the JSON of an item without files has no such member, which is no empty object.
			if (combined && binaryPropertyName === `={{ ${binary} }}`) {
				expect(thrown?.message).toContain('the input item has no file [item 1]');
				return;
			}
			expect(thrown?.message).toBeUndefined();
			expect(toNumbers(out)).toEqual(['11', undefined, '12', '13']);
			expect(out.map(({ pairedItem }) => pairedItem)).toEqual(
				[0, 1, 2, 2].map((item) => ({ item })),
			);
			expect(hints.join()).toContain('One item has no file that matches');
			const { items: kept } = await run(items, binaryPropertyName, {
				options: { skippedItems: 'drop' },
			});
			expect(toNumbers(kept)).toEqual(['11', '12', '13']);
		},
	);

	it('B1: the default takes the only file with a hint, and a name that is missing lists the fields', async () => {
		const { items, hints } = await run(
			[await createMail({ attachment_0: 11 }), await createMail({ scan: 12 })],
			'data',
		);
		expect(toNumbers(items)).toEqual(['11', '12']);
		expect(hints.join()).toContain('n8n used its only file: attachment_0, scan.');
		emulator.reset();
		expect(await fail(await createMail({ attachment_0: 1, attachment_1: 2 }), 'data')).toContain(
			'Available fields: attachment_0, attachment_1.',
		);
	});

	// Reports about expressions: a file that an earlier node dropped was "no field is named".
	it.each([`={{ ${binary}?.data }}`, `={{ ${binary}?.nope }}`, '={{ $json.nope }}', '={{ null }}'])(
		'B2: %s without a file says that the item has none, or which fields it has',
		async (expression) => {
			const dropped = [await createMail({}, { dropped: true })];
			const { thrown } = await run(dropped, expression);
			expect(thrown?.message).toContain('the input item has no file');
			expect(thrown?.description).toContain("'Document Source'");
			const { thrown: other } = await run([await createMail({ annex: 1, terms: 2 })], expression);
			expect(other?.message).toContain('no binary field is set');
			expect(other?.description).toContain('Available fields: annex, terms.');
			expect(emulator.requests).toEqual([]);
		},
	);

	// Reports about base64 in JSON: the message held the document, in the execution, the log and the error workflow.
	it.each([
		['base64', PDF.toString('base64').repeat(LONG / PDF.length)],
		['base64, short', PDF.toString('base64').slice(0, 60)],
		['a data URI', `data:application/pdf;base64,${PDF.toString('base64')}`],
		['a text', 'Dear Sir, '.repeat(LONG / 10)],
	])('B3: the content of a file as a name is told in a line: %s', async (_what, content) => {
		const text = await fail(
			await createMail({ data: 1 }, { content }),
			'={{ $json.content ?? "data" }}',
		);
		expect(text).toContain("it's the content of a file");
		expect(text).toContain('Convert to File');
		expect(text).not.toContain('JVBER');
	});

	it.each([
		['URL', { documentSource: 'url', documentUrl: '={{ $json.content }}' }],
		['File ID', { documentSource: 'fileId', fileId: '={{ $json.content }}' }],
		[
			'Extractor',
			{
				extractUsing: 'extractor',
				extractor: { __rl: true, mode: 'id', value: '={{ $json.content }}' },
			},
		],
		['Schema', { schemaType: 'json', jsonSchema: '={{ $json.content }}' }],
		['Schema', { schemaType: 'example', jsonExample: '={{ $json.content }}' }],
	])('B3: a message about %s holds a line of what was given', async (_label, parameters) => {
		const content = 'JVBERi0xLjcK'.repeat(LONG / 12);
		const { thrown, run: execution } = await run(
			[await createMail({ data: 1 }, { content })],
			'data',
			{
				parameters,
			},
		);
		expect(thrown?.message).toBeDefined();
		expect(`${thrown?.message}${thrown?.description}`.length).toBeLessThan(700);
		const { error } = execution.data.resultData.runData.Extend[0] as { error: object };
		expect(
			JSON.stringify(error, (key, value: unknown) => (key === 'node' ? undefined : value)).length,
		).toBeLessThan(20_000);
		expect(emulator.billedRuns()).toEqual([]);
	});

	// Reports about $binary: no binary field "[object Object]".
	it('B4: $binary selects all files of the item, as * does', async () => {
		const item = async (one: number, two: number) => await createMail({ a: one, b: two });
		const { items, thrown } = await run([await item(1, 2), await item(3, 4)], `={{ ${binary} }}`);
		expect(thrown?.message).toBeUndefined();
		expect(toNumbers(items)).toEqual(['1', '2', '3', '4']);
		expect(toFields(items)).toEqual(['a', 'b', 'a', 'b']);
		emulator.reset();
		const text = await run([await item(1, 2)], `=file: {{ ${binary} }}`);
		expect(text.thrown?.message).toContain('the expression has other text beside it [item 0]');
		expect(emulator.requests).toEqual([]);
	});

	it('B4: each form of a file in an expression selects it', async () => {
		const items = [await createMail({ a: 1, b: 2 }), await createMail({ a: 3, b: 4 })];
		const others = combined ? "$('Input').item._files" : "$('Input').item.binary";
		for (const expression of [`${binary}.b`, `${others}.b`, `[${binary}.b]`, '["b"]', `"b"`]) {
			const { items: out, thrown } = await run(items, `={{ ${expression} }}`);
			expect(thrown?.message).toBeUndefined();
			expect([expression, ...toNumbers(out)]).toEqual([expression, '2', '4']);
		}
		const { items: all } = await run(items, `={{ ${others} }}`);
		expect(toNumbers(all)).toEqual(['1', '2', '3', '4']);
	});

	it('B4: files that look the same are not mixed up', async () => {
		const same = async (text: string) => await storeBinary(text, 'scan.txt');
		const scans = async () => ({
			json: {},
			binary: { a: await same(createInvoiceText(1)), b: await same(createInvoiceText(2)) },
		});
		const items = [await scans(), await scans()];
		const { items: out } = await run(items, `={{ Object.values(${binary}) }}`);
		expect(toNumbers(out)).toEqual(['1', '2', '1', '2']);
		emulator.reset();
		const { items: one, thrown } = await run(items, `={{ ${binary}.b }}`);
		if (storage === 'memory') expect(thrown?.message).toContain('several files like this: a, b');
		else expect(toNumbers(one)).toEqual(['2', '2']);
	});

	// Reports about forms: in the combined mode, their files lie in the JSON under the label of the field.
	describe('of a form', () => {
		const LABELS = ['Invoice, signed', 'Annex no. 2', 'Your files'];
		/** As the Form Trigger hands them over; two files in the last field. */
		const submit: MakeItems = async (context) => {
			const make = async (number: number) =>
				await submitForm(context, {
					name: `${number}.txt`,
					bytes: Buffer.from(createInvoiceText(number)),
					mimeType: 'text/plain',
				});
			const files = [await make(1), await make(2), [await make(3), await make(4)]];
			const entries = LABELS.map((label, index) => [label, files[index]] as const);
			if (combined) return [{ json: Object.fromEntries(entries) as IDataObject }];
			const fields = entries.flatMap(([label, file]) => {
				const field = label.replace(/\W/g, '_');
				return Array.isArray(file)
					? file.map((one, index) => [`${field}_${index}`, one])
					: [[field, file]];
			});
			return [{ json: {}, binary: Object.fromEntries(fields) as Record<string, IBinaryData> }];
		};

		it.each([
			['*', ['1', '2', '3', '4']],
			['Invoice, signed', ['1']],
			['Annex no. 2', ['2']],
			['Your files', ['3', '4']],
			['Annex no. 2, Invoice, signed', ['2', '1']],
			['={{ ["Invoice, signed", "Your files"] }}', ['1', '3', '4']],
			...(combined ? ([['={{ $json["Annex no. 2"] }}', ['2']]] as Array<[string, string[]]>) : []),
		])('B5: files of a form are found by their labels: %s', async (name, numbers) => {
			const { items, thrown } = await run(submit, name);
			expect(thrown?.message).toBeUndefined();
			expect(toNumbers(items)).toEqual(numbers);
		});

		it('B5: a label that is missing lists those there are', async () => {
			const { thrown } = await run(submit, 'Contract');
			expect(thrown?.description).toContain(combined ? 'Annex no. 2' : 'Annex_no__2');
		});
	});

	// Reports about Code nodes and pruned executions.
	describe('made by hand', () => {
		const base64 = (number: number) => Buffer.from(createInvoiceText(number)).toString('base64');
		const byHand = (file: object): INodeExecutionData => ({
			json: {},
			binary: { data: file as IBinaryData },
		});

		it.each<[string, object]>([
			['no MIME type', { data: base64(7), fileName: '7.txt' }],
			['nothing but content', { data: base64(7) }],
			['lines of base64', { data: base64(7).replace(/.{20}/g, '$&\r\n'), mimeType: 'text/plain' }],
			['a data URI', { data: `data:text/plain;base64,${base64(7)}`, fileName: '7' }],
			[
				'a data URI in plain text',
				{ data: `data:text/plain,${encodeURIComponent(createInvoiceText(7))}` },
			],
			['a name that is none', { data: base64(7), mimeType: 'text/plain', fileName: { a: 1 } }],
		])('B6: a file with %s is sent as it is', async (what, file) => {
			// In combined mode, n8n itself decodes it as base64, before the node gets the item.
			if (combined && what.includes('URI')) return;
			const { items, thrown } = await run([byHand(file), byHand(file)], 'data');
			expect(thrown?.message).toBeUndefined();
			expect(toNumbers(items)).toEqual(['7', '7']);
			expect(new Set(getUploads(emulator).map((upload) => upload.sha256))).toEqual(
				new Set([sha256(Buffer.from(createInvoiceText(7)))]),
			);
		});

		it.each<[string, object, string]>([
			[
				'neither data nor ID',
				{ mimeType: 'application/pdf', fileName: 'a.pdf' },
				'a.pdf has no content',
			],
			...['filesystem-v2', 'filesystem', 's3', 'default', 'database', 'azure'].map(
				(data): [string, object, string] => [
					`the storage ${data} without an ID`,
					{ data, mimeType: 'application/pdf', fileName: 'a.pdf' },
					'a.pdf has no content',
				],
			),
			['a list of bytes', { data: [37, 80], mimeType: 'application/pdf' }, 'data has no content'],
			[
				'a text',
				{ data: 'Invoice number: 1', mimeType: 'text/plain', fileName: 'a.txt' },
				"a.txt isn't base64",
			],
			[
				'a word',
				{ data: 'Invoice4711', mimeType: 'application/pdf', fileName: 'a.pdf' },
				"a.pdf isn't base64",
			],
			['no bytes', { data: '', mimeType: 'application/pdf', fileName: 'a.pdf' }, 'a.pdf is empty'],
		])('B6: a file with %s is refused with its name and field', async (_what, file, expected) => {
			// n8n itself turns what a node hands over into stored files in combined mode.
			if (combined) return;
			const { thrown } = await run(
				[byHand({ data: base64(1), fileName: '1.txt' }), byHand(file)],
				'data',
			);
			expect(thrown?.message).toContain(expected);
			expect(thrown?.message).toContain('[item 1]');
			expect(emulator.requests).toEqual([]);
		});

		if (mode !== 'default') {
			it.each(['content', 'metadata', 'both'])('B6: %s that is gone is told', async (what) => {
				const items = [await createMail({ data: 1 }), await createMail({ annex: 2 })];
				const file = items[1].binary?.annex as IBinaryData;
				const place = String(getBinaryService().getPath(file.id as never));
				if (what !== 'metadata') rmSync(place);
				if (what !== 'content') rmSync(`${place}.metadata`);
				const node = { onError: 'continueRegularOutput' };
				const { items: out } = await run(items, 'data', { node });
				expect(toNumbers(out)[0]).toBe('1');
				const { message, description } = getItemError(out[1]);
				expect(message).toContain("n8n couldn't read the file 2.txt from its storage");
				expect(description).toContain("the file in 'annex'");
				expect(emulator.billedRuns()).toHaveLength(1);
			});
		}
	});
});

// Reports about text: {"text":"[object Object]"} was sent and billed.
describe('B7: a text', () => {
	const send = async (text: string, json: IDataObject) =>
		await runExtend({
			emulator,
			items: [{ json }, { json }],
			parameters: { ...FIELDS, documentSource: 'text', text },
			options: { concurrency: 1 },
		});
	const getTexts = () => getRunRequests(emulator).map(({ file }) => (file as IDataObject).text);

	it.each<[string, IDataObject, string]>([
		['={{ $json }}', { a: 1, b: ['x'] }, JSON.stringify({ a: 1, b: ['x'] }, null, 2)],
		['={{ $json.lines }}', { lines: ['a', 'b'] }, JSON.stringify(['a', 'b'], null, 2)],
		['={{ $json.n }}', { n: 12.5 }, '12.5'],
		['={{ DateTime.fromISO("2026-11-26T00:00:00Z").toUTC() }}', {}, '2026-11-26T00:00:00.000Z'],
		[
			'={{ $json.text }}',
			{ text: 'a page with [object Object] in it' },
			'a page with [object Object] in it',
		],
	])('B7: from %s is a text or JSON', async (text, json, expected) => {
		const { thrown } = await send(text, json);
		expect(thrown?.message).toBeUndefined();
		expect(getTexts()).toEqual([expected, expected]);
	});

	it.each(['=Data: {{ $json }}', '={{ $json }} and {{ $json }}'])(
		'B7: from %s is refused',
		async (text) => {
			const { thrown } = await send(text, { a: 1 });
			expect(thrown?.message).toContain("Check 'Text': the text contains an object");
			expect(thrown?.description).toContain('JSON.stringify');
			expect(emulator.requests).toEqual([]);
		},
	);
});

// Reports about lists of links.
describe('B8: URLs', () => {
	const send = async (documentUrl: string, json: IDataObject = {}) => {
		const result = await runExtend({
			emulator,
			items: [{ json }, { json }],
			parameters: { documentSource: 'url', documentUrl },
			options: { concurrency: 1, onFailedRun: 'return' },
		});
		return { ...result, files: getRunRequests(emulator).map(({ file }) => file as IDataObject) };
	};
	const A = 'https://a.example/one.pdf';
	const B = 'https://b.example/two.pdf?sig=1,2';

	it.each([
		`${A}, ${B}`,
		`${A},${B}`,
		`${A} ${B}`,
		`${A};${B}`,
		`${A}\n${B}`,
		`  ${A} ,\n ${B} , `,
	])('B8: two in one line are two: %j', async (text) => {
		const { files } = await send(text);
		expect(files.map(({ url }) => url)).toEqual([A, B, A, B]);
		expect(files.map(({ name }) => name)).toEqual(['one.pdf', 'two.pdf', 'one.pdf', 'two.pdf']);
	});

	it('B8: lists of an expression, and a blank within a URL', async () => {
		const { files } = await send('={{ $json.urls }}', {
			urls: [`${A}, ${B}`, 'https://c.example/my file.pdf'],
		});
		expect(files.slice(0, 3).map(({ url }) => url)).toEqual([
			A,
			B,
			'https://c.example/my%20file.pdf',
		]);
	});

	it('B8: one of another kind is refused with its text', async () => {
		const { thrown } = await send(`${A}, ftp://b.example/two.pdf`);
		expect(thrown?.message).toContain(`"ftp://b.example/two.pdf" isn't a valid URL`);
		expect(emulator.requests).toEqual([]);
	});

	it.each([
		['Rechnung%20M%C3%A4rz.pdf', 'Rechnung März.pdf'],
		['a%2Fb%2FMai.pdf', 'Mai.pdf'],
		['M%E4rz.pdf', 'M%E4rz.pdf'],
		['50%.pdf', '50%.pdf'],
		['%22x%22%0D%0A.pdf', "'x' .pdf"],
		['%C3%A4%E4.pdf', '%C3%A4%E4.pdf'],
	])('B8: the name of %s is %s', async (path, name) => {
		const { files } = await send(`https://a.example/${path}?q=%20`);
		expect(files.map((file) => file.name)).toEqual([name, name]);
	});

	it('B8: a file that n8n downloaded has a decoded name, and any other keeps its own', async () => {
		const file = await storeBinary('%PDF-1.7', 'Rechnung%20M%C3%A4rz.pdf', 'application/pdf');
		const items = ['https://a.example/x/Rechnung%20M%C3%A4rz.pdf', '/home/node/in'].map(
			(directory) => ({
				json: {},
				binary: { data: { ...file, directory } },
			}),
		);
		await runExtend({ emulator, items, options: { concurrency: 1, onFailedRun: 'return' } });
		expect(getUploads(emulator).map(({ fileName }) => fileName)).toEqual([
			'Rechnung März.pdf',
			'Rechnung%20M%C3%A4rz.pdf',
		]);
	});
});
