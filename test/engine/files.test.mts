/** File > Upload, Get, Get Many, Download, Delete in the real engine. */
import { uploadBytes as put } from '../emulator/support/client.mts';
import { clock, Extend } from '../support/testedNodes.mts';
import { createInvoicePdfItem, createTextItem } from '../support/documentItems.mts';
import {
	byId,
	createCredential,
	createCredentialsHelper,
	getItemError,
	createExtendNode,
	PACKAGE,
	runOperation,
	sha256,
	toIdItems,
	type OperationWork,
} from '../support/extendNode.mts';
import {
	TestNodeTypes,
	readBinary,
	callListMethod,
	initBinaryData,
	type BinaryMode,
} from '../support/harness.mts';
import { waitUntil } from '../support/waitUntil.mts';
import { useEmulator } from '../support/fixtures.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const file = async (operation: string, ...work: OperationWork) =>
	await runOperation(emulator, { resource: 'file', operation }, ...work);
const idsOf = (...ids: string[]) => toIdItems(ids);
const fromItem = { file: byId('={{ $json.id }}') };

describe('Upload', () => {
	it('stores each file and gives what Extend says about it', async () => {
		const items = [await createInvoicePdfItem(1), await createTextItem('Hello', 'note "ü".txt')];
		const { items: out, thrown } = await file('upload', items);
		expect(thrown).toBeUndefined();
		expect(out.map(({ json }) => json.name)).toEqual(['invoice-1.pdf', "note 'ü'.txt"]);
		expect(out[0].json).toMatchObject({
			object: 'file',
			id: expect.stringMatching(/^file_/),
			type: 'PDF',
		});
		expect(out[0].json).not.toHaveProperty('presignedUrl');
		const bytes = await readBinary(items[0].binary?.data);
		// Both go up at the same time: which arrives first is nobody's promise.
		const stored = emulator.files().find(({ id }) => id === out[0].json.id);
		expect(stored?.sha256).toBe(sha256(bytes));
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('takes several fields of an item, a password, another name and the conversion to PDF', async () => {
		const { binary } = await createTextItem('a', 'a.txt');
		const item = { json: {}, binary: { a_1: binary!.data, a_2: binary!.data, b: binary!.data } };
		const two = await file('upload', [item], { binaryPropertyName: 'a_*' });
		expect(two.items).toHaveLength(2);
		const options = { fileName: 'other.txt', password: 'hidden', convertToPdf: true };
		const one = await file('upload', [item], { binaryPropertyName: 'b' }, { options });
		expect(one.items[0].json.name).toBe('other.txt');
		expect(JSON.stringify(one.items)).not.toContain('hidden');
		expect(emulator.files().at(-1)).toMatchObject({ name: 'other.txt', password: 'hidden' });
		expect(emulator.requests.at(-1)?.query).toEqual({ convertToPdf: 'true' });
	});

	it('an item without a file is said before anything is sent', async () => {
		const { thrown } = await file('upload', [{ json: {} }]);
		expect(thrown?.message).toMatch(
			/Check 'Input Binary Field': the input item has no file.*\[item 0\]/,
		);
		expect(emulator.requests).toEqual([]);
	});

	it('one that is refused is an error item with its file; the others are stored', async () => {
		const items = [await createTextItem('a', 'a.txt'), await createTextItem('b', 'b.txt')];
		const fault = {
			kind: 'status',
			status: 413,
			match: { path: '/files/upload' },
			times: 1,
		} as const;
		emulator.faults.add(fault);
		const options = { concurrency: 1 };
		const node = { onError: 'continueErrorOutput' as const };
		const { items: out, errorItems } = await file('upload', items, {}, { node, options });
		expect(out.map(({ json }) => json.name)).toEqual(['b.txt']);
		expect(getItemError(errorItems[0])).toMatchObject({ httpCode: 413 });
		expect(errorItems[0].binary?.data).toMatchObject({ fileName: 'a.txt' });
	});
});

describe('Get and Delete', () => {
	it('gives the file without its address, unless that is asked for', async () => {
		const [a, b] = [await put(emulator, 'a.txt', 'a'), await put(emulator, 'b.txt', 'b')];
		const { items: out } = await file('get', idsOf(a, b), fromItem);
		expect(out.map(({ json }) => json.name)).toEqual(['a.txt', 'b.txt']);
		expect(JSON.stringify(out)).not.toContain('signature=');
		const options = { includeDownloadUrl: true };
		const withUrl = await file('get', idsOf(a), fromItem, { options });
		expect(await (await fetch(String(withUrl.items[0].json.presignedUrl))).text()).toBe('a');
	});

	it('deletes, and what is not there is an error item', async () => {
		const a = await put(emulator, 'a.txt', 'a');
		const node = { onError: 'continueRegularOutput' as const };
		const { items: out } = await file('delete', idsOf(a, 'file_none'), fromItem, { node });
		expect(out[0].json).toEqual({ id: a, deleted: true });
		expect(getItemError(out[1])).toMatchObject({
			code: 'NOT_FOUND',
			httpCode: 404,
			fileId: 'file_none',
		});
		expect(emulator.files()).toEqual([]);
		const stopped = await file('get', idsOf('file_none'), fromItem);
		expect(stopped.thrown?.message).toContain("couldn't find this ID");
		expect(stopped.thrown?.description).toContain('Happened while reading the file file_none.');
	});
});

it('Get Many reads page after page up to the limit, filtered by Extend itself', async () => {
	for (let n = 0; n < 120; n++) await put(emulator, `${n % 2 ? 'odd' : 'even'}-${n}.txt`, 'x');
	const item = [{ json: {} }];
	const all = await file('getAll', item, { returnAll: true });
	expect(new Set(all.items.map(({ json }) => json.id)).size).toBe(120);
	const odd = await file('getAll', item, {
		limit: 3,
		filters: { nameContains: 'odd' },
		sort: { sortDir: 'asc' },
	});
	expect(odd.items.map(({ json }) => json.name)).toEqual(['odd-1.txt', 'odd-3.txt', 'odd-5.txt']);
	expect((await file('getAll', item)).items).toHaveLength(50);
	const wrong = await file('getAll', item, { limit: 0.5 });
	expect(wrong.thrown?.message).toContain("Check 'Limit'");
});

describe('Download', () => {
	it('that drips ends with its time', async () => {
		const a = await put(emulator, 'a.txt', 'x'.repeat(5000));
		emulator.faults.add({ kind: 'drip', ms: 50, match: { path: '/__files/.*' } });
		const { thrown } = await file('download', idsOf(a), fromItem, { options: { timeout: 1 } });
		expect(thrown?.message).toContain("the download didn't finish");
	});

	it.each(['default', 'filesystem'] as BinaryMode[])(
		'brings the bytes as they are (%s mode)',
		async (mode) => {
			await initBinaryData(mode);
			const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251));
			const [a, b] = [await put(emulator, 'a.bin', bytes), await put(emulator, 'Grüße.txt', 'b')];
			const { items: out, thrown } = await file('download', idsOf(a, b), {
				...fromItem,
				outputFileField: 'doc',
			});
			expect(thrown).toBeUndefined();
			expect(sha256(await readBinary(out[0].binary?.doc))).toBe(sha256(bytes));
			expect(out[1].binary?.doc).toMatchObject({ fileName: 'Grüße.txt', mimeType: 'text/plain' });
			expect(out[1].json).toMatchObject({ id: b, name: 'Grüße.txt' });
			expect(JSON.stringify(out)).not.toContain('signature=');
			await initBinaryData('filesystem');
		},
	);

	it('works with combined binary data, too', async () => {
		const a = await put(emulator, 'a.txt', 'hello');
		const settings = { binaryMode: 'combined' } as const;
		const { items: out } = await file('download', idsOf(a), fromItem, { settings });
		const files = (out[0].json._files ?? out[0].binary) as Record<string, never>;
		expect((await readBinary(files.data)).toString()).toBe('hello');
	});

	it('an address that is too old by then is asked for again; one that never works is an error item', async () => {
		const [a, b] = [await put(emulator, 'a.txt', 'a'), await put(emulator, 'b.txt', 'b')];
		const expired = { kind: 'status', status: 403 } as const;
		emulator.faults.add({ ...expired, match: { path: `/__files/files/${a}` }, times: 1 });
		emulator.faults.add({ ...expired, match: { path: `/__files/files/${b}` } });
		const node = { onError: 'continueErrorOutput' as const };
		const { items: out, errorItems } = await file('download', idsOf(a, b), fromItem, { node });
		expect((await readBinary(out[0].binary?.data)).toString()).toBe('a');
		expect(out).toHaveLength(1);
		expect(getItemError(errorItems[0])).toMatchObject({
			code: 'DOWNLOAD_FAILED',
			httpCode: 403,
			fileId: b,
		});
		expect(errorItems[0].pairedItem).toEqual({ item: 1 });
		expect(JSON.stringify(errorItems)).not.toContain('signature=');
		const asked = emulator.requests.filter(({ path }) => path === `/files/${a}`);
		expect(asked).toHaveLength(2);
	});

	it('ends with the execution', async () => {
		// Dripping, the file would take more than an hour.
		const a = await put(emulator, 'a.txt', 'x'.repeat(100_000));
		emulator.faults.add({ kind: 'drip', ms: 50, match: { path: '/__files/.*' }, times: 1 });
		const begun = () => emulator.faults.list().length === 0;
		const { run } = await file('download', idsOf(a), fromItem, {
			onStarted: (cancel) => void waitUntil(begun).then(cancel),
		});
		expect(run.status).toBe('canceled');
	});

	it('a file that is not there is an error item', async () => {
		const node = { onError: 'continueErrorOutput' as const };
		const { errorItems } = await file('download', idsOf('file_none'), fromItem, { node });
		expect(getItemError(errorItems[0])).toMatchObject({ code: 'NOT_FOUND', fileId: 'file_none' });
	});
});

it('the picker finds files by name with the help of Extend', async () => {
	await put(emulator, 'invoice.pdf', 'x');
	await put(emulator, 'note.txt', 'x');
	const list = (await callListMethod({
		node: createExtendNode(),
		nodeTypes: new TestNodeTypes().add(PACKAGE, new Extend()),
		group: 'listSearch',
		method: 'searchFiles',
		filter: 'inv',
		credentialsHelper: createCredentialsHelper(createCredential(emulator)),
	})) as { results: Array<{ name: string }> };
	expect(list.results.map(({ name }) => name)).toEqual(['invoice.pdf']);
});
