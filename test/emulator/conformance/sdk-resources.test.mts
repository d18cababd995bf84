import { ExtendClient, Extend } from 'extend-ai';
import { seededIds } from '../index.mts';
import { minimalConfig, useBareEmulator } from '../support/client.mts';
import { makeInvoice } from '../../samples/index.mts';

const emulator = useBareEmulator({ extractors: 45 });
const client = (more: object = {}) =>
	new ExtendClient({
		token: emulator.apiKey,
		environment: emulator.url,
		maxRetries: 0,
		...more,
	});
const upload = async (name: string, content = 'hello') =>
	await client().files.upload(new File([content], name), {});

/** Reads every page of a list. */
async function everyPage<T>(
	get: (token?: string) => Promise<{ data: T[]; nextPageToken?: string }>,
) {
	const pages: T[][] = [];
	let token: string | undefined;
	do {
		const page: { data: T[]; nextPageToken?: string } = await get(token);
		pages.push(page.data);
		token = page.nextPageToken;
	} while (token);
	return pages;
}

describe('files with the SDK', () => {
	test('upload, get, download, delete', async () => {
		const { pdf } = await makeInvoice({ seed: 21 });
		const file = await client().files.upload(new File([pdf as BlobPart], 'Rechnung "März".pdf'), {
			password: 'geheim',
		});
		expect(file).toMatchObject({
			object: 'file',
			name: 'Rechnung "März".pdf',
			type: 'PDF',
			presignedUrl: null,
			metadata: {},
		});
		expect(emulator.files()).toMatchObject([
			{ id: file.id, bytes: pdf.length, password: 'geheim' },
		]);

		const { presignedUrl } = await client().files.retrieve(file.id);
		const stored = await fetch(presignedUrl!);
		expect(Buffer.from(await stored.arrayBuffer()).equals(Buffer.from(pdf))).toBe(true);
		const repeated = await fetch(presignedUrl!, {
			headers: { authorization: `Bearer ${emulator.apiKey}` },
		});
		expect(repeated.status).toBe(400);
		expect((await fetch(`${presignedUrl!.slice(0, -1)}x`)).status).toBe(403);

		expect(await client().files.delete(file.id)).toEqual({ id: file.id });
		await expect(client().files.retrieve(file.id)).rejects.toBeInstanceOf(Extend.NotFoundError);
		expect((await fetch(presignedUrl!)).status).toBe(404);
	});

	test('a presigned URL expires', async () => {
		const { id } = await upload('a.txt');
		emulator.options.presignedUrlMs = -1;
		const { presignedUrl } = await client().files.retrieve(id);
		expect((await fetch(presignedUrl!)).status).toBe(403);
	});

	test('list with a filter, in both orders', async () => {
		for (const name of ['one.txt', 'two.csv', 'onward.txt']) await upload(name);
		const names = async (query: Extend.FilesListRequest) =>
			(await client().files.list(query)).data.map(({ name }) => name);
		expect(await names({})).toEqual(['onward.txt', 'two.csv', 'one.txt']);
		expect(await names({ nameContains: 'ON', sortDir: 'asc' })).toEqual(['one.txt', 'onward.txt']);
	});

	test.each([
		['a.pdf', '%PDF-1.7', 'PDF'],
		['no extension', '%PDF-1.7', 'PDF'],
		['a.csv', 'a,b', 'CSV'],
		['a.txt', 'hello', 'TXT'],
		['a.docx', 'PK', 'DOCX'],
		['a.odd', 'hello', null],
	])('the type of %s', async (name, content, type) => {
		expect((await upload(name, content)).type).toBe(type);
	});
});

describe('extractors with the SDK', () => {
	test('the seeds', async () => {
		const [newest] = (await client().extractors.list({ sortDir: 'asc', maxPageSize: 1 })).data;
		expect(newest).toMatchObject({ object: 'extractor', id: seededIds.invoices, name: 'Invoices' });
		const full = await client().extractors.retrieve(seededIds.invoices);
		expect(full.draftVersion).toMatchObject({
			object: 'extractor_version',
			version: 'draft',
			extractorId: seededIds.invoices,
		});
		const { schema } = full.draftVersion.config as Extend.ExtractConfigJson;
		expect(schema).toHaveProperty('properties.due_date');
	});

	test('paging: every extractor once, whatever the page size', async () => {
		const pages = await everyPage((nextPageToken) =>
			client().extractors.list({ maxPageSize: 20, nextPageToken }),
		);
		expect(pages.map(({ length }) => length)).toEqual([20, 20, 7]);
		expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(47);
		const again = await everyPage((nextPageToken) =>
			client().extractors.list({ maxPageSize: 47, nextPageToken }),
		);
		expect(again).toHaveLength(1);
		expect(again.flat()).toEqual(pages.flat());
	});

	test('a page token needs URL encoding and belongs to its query', async () => {
		const { nextPageToken } = await client().extractors.list({ maxPageSize: 2 });
		expect(nextPageToken).toMatch(/^(?=.*=)(?=.*:)(?=.*\/)(?=.*\+)/);
		await expect(
			client().extractors.list({ sortDir: 'asc', nextPageToken }),
		).rejects.toBeInstanceOf(Extend.BadRequestError);
		await expect(client().extractors.list({ nextPageToken: 'bm8=:x' })).rejects.toBeInstanceOf(
			Extend.BadRequestError,
		);
	});

	test('create by config, as a clone, and empty', async () => {
		const made = await client().extractors.create({ name: 'Mine', config: minimalConfig });
		expect(made.name).toBe('Mine');
		expect(made.draftVersion.config).toMatchObject({ schema: { required: ['invoice_number'] } });
		const clone = await client().extractors.create({ name: 'Clone', cloneExtractorId: made.id });
		expect(clone.draftVersion.config).toEqual(made.draftVersion.config);
		const empty = await client().extractors.create({ name: 'Empty' });
		expect(empty.draftVersion.config).toMatchObject({ schema: { properties: {} } });
		await expect(
			client().extractors.create({
				name: 'Both',
				config: minimalConfig,
				cloneExtractorId: made.id,
			}),
		).rejects.toBeInstanceOf(Extend.BadRequestError);
	});

	test('create from a sample file', async () => {
		const { id } = await upload(
			'note.txt',
			'Order No.: 17\nOrder Date: 2026-01-02\nTotal: 12.50 EUR',
		);
		const made = await client().extractors.create({
			name: 'Orders',
			generate: { files: [{ id }] },
		});
		expect(made.draftVersion.config).toMatchObject({
			schema: {
				properties: {
					order_no: { type: ['string', 'null'] },
					order_date: { type: ['string', 'null'], 'extend:type': 'date' },
					total: { type: ['number', 'null'] },
				},
			},
		});
	});

	test('update changes the draft, publishing freezes it', async () => {
		const { id } = await client().extractors.create({ name: 'Mine' });
		const updated = await client().extractors.update(id, {
			name: 'Renamed',
			config: minimalConfig,
		});
		expect(updated).toMatchObject({
			name: 'Renamed',
			draftVersion: { config: { schema: { required: ['invoice_number'] } } },
		});
		const publish = async (releaseType: 'major' | 'minor') =>
			(await client().extractorVersions.create(id, { releaseType, description: releaseType }))
				.version;
		expect([await publish('minor'), await publish('minor'), await publish('major')]).toEqual([
			'1.0',
			'1.1',
			'2.0',
		]);
		await client().extractors.update(id, {
			config: { schema: { type: 'object', properties: {} } },
		});
		const frozen = await client().extractorVersions.retrieve(id, '2.0');
		expect(frozen).toMatchObject({
			description: 'major',
			config: { schema: { required: ['invoice_number'] } },
		});
	});

	test('versions: the draft first, then the newest; four ways to name one', async () => {
		const { data } = await client().extractorVersions.list(seededIds.invoices);
		expect(data.map(({ version }) => version)).toEqual(['draft', '1.1', '1.0']);
		expect(data[0]).not.toHaveProperty('config');
		const get = async (which: string) =>
			(await client().extractorVersions.retrieve(seededIds.invoices, which)).id;
		expect(await get('draft')).toBe(data[0].id);
		expect(await get('latest')).toBe(data[1].id);
		expect(await get('1.0')).toBe(data[2].id);
		expect(await get(data[2].id)).toBe(data[2].id);
		const pages = await everyPage((nextPageToken) =>
			client().extractorVersions.list(seededIds.invoices, { maxPageSize: 1, nextPageToken }),
		);
		expect(pages.flat()).toEqual(data);
	});
});

describe('errors as the SDK sees them', () => {
	test('401', async () => {
		await expect(client({ token: 'sk_wrong' }).extractors.list()).rejects.toBeInstanceOf(
			Extend.UnauthorizedError,
		);
	});

	test('404 with the envelope', async () => {
		const error = await client()
			.extractors.retrieve('ex_none')
			.catch((one: unknown) => one);
		expect(error).toBeInstanceOf(Extend.NotFoundError);
		expect((error as Extend.NotFoundError).body).toMatchObject({
			code: 'NOT_FOUND',
			retryable: false,
			requestId: expect.stringMatching(/^req_/),
		});
	});

	test('400 names the path', async () => {
		const schema = { type: 'object', properties: { supplier: { type: 'string' } } };
		const error = await client()
			.extract({ config: { schema }, file: { text: 'x' } })
			.catch((one: unknown) => one);
		expect(error).toBeInstanceOf(Extend.BadRequestError);
		expect((error as Extend.BadRequestError).body).toMatchObject({
			code: 'INVALID_REQUEST',
			message: expect.stringMatching(/; Path: config\.schema\.properties\.supplier\.type$/),
		});
	});

	test('429, and the SDK gets through when it may retry', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 429,
			times: 1,
			headers: { 'retry-after': '0' },
		});
		await expect(client().extractors.list()).rejects.toBeInstanceOf(Extend.TooManyRequestsError);
		emulator.faults.add({
			kind: 'status',
			status: 429,
			times: 1,
			headers: { 'retry-after': '0' },
		});
		const list = await client({ maxRetries: 1 }).extractors.list({ maxPageSize: 1 });
		expect(list.data).toHaveLength(1);
	});
});
