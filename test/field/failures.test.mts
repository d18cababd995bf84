/** Who failed, and what to do about it, when one of several documents fails. */
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { byId, getItemError, RETRY_ON_FAIL, runExtend } from '../support/extendNode.mts';
import type { RunExtendOptions } from '../support/extendNode.mts';
import {
	BINARY_STORAGES,
	createInvoiceText,
	getUploads,
	storeBinary,
	uploadFile,
	useEmulator,
} from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const onItems = { onError: 'continueRegularOutput' } as const;
const onBranch = { onError: 'continueErrorOutput' } as const;
const run = async (options: Omit<RunExtendOptions, 'emulator'>) =>
	await runExtend({
		emulator,
		...options,
		parameters: { output: 'fields', ...options.parameters },
	});

/** An email with these attachments. */
async function createMail(contents: Record<string, string>): Promise<INodeExecutionData> {
	const binary: Record<string, IBinaryData> = {};
	for (const [position, [name, text]] of Object.entries(contents).entries())
		binary[`attachment_${position}`] = await storeBinary(text, name);
	return { json: { subject: 'March' }, binary };
}
const createThreeFiles = async () =>
	await createMail({
		'invoice.txt': createInvoiceText(1),
		'annex.txt': createInvoiceText(2),
		'terms.txt': createInvoiceText(3),
	});
const failAnnex = (more: object = {}) =>
	emulator.nextRun({
		match: { fileName: 'annex.txt' },
		status: 'FAILED',
		failureReason: 'CORRUPT_FILE',
		...more,
	});
const ANNEX = { fileName: 'annex.txt', sourceField: 'attachment_1' };
const getErrors = (items: INodeExecutionData[]) =>
	items.map(getItemError).filter(({ message }) => message !== undefined);
const getNumbers = (items: INodeExecutionData[]) =>
	items.map(({ json }) => json.invoice_number).filter((number) => number !== undefined);

describe.each(BINARY_STORAGES)('files stored in mode $storage', ({ storage, mode, settings }) => {
	beforeEach(async () => void (await initBinaryData(mode)));
	const getFiles = ({ json, binary }: INodeExecutionData) =>
		(storage === 'combined' ? json._files : binary) as Record<string, IBinaryData> | undefined;

	// LlamaExtract, n8n: "which of my attachments is it?"
	it('C1: one of several files is named, and only its file is beside the error', async () => {
		failAnnex();
		const result = await run({
			items: [await createThreeFiles()],
			settings,
			parameters: { binaryPropertyName: '*' },
			node: onItems,
		});
		expect(getNumbers(result.items)).toEqual(['1', '3']);
		expect(getItemError(result.items[1])).toMatchObject({
			...ANNEX,
			message: 'The file is corrupted (annex.txt in attachment_1)',
			code: 'CORRUPT_FILE',
			fileId: emulator.runs().find(({ status }) => status === 'FAILED')?.file?.id,
		});
		expect(getFiles(result.items[1])).toEqual({
			attachment_1: expect.objectContaining({ fileName: 'annex.txt' }) as object,
		});
	});

	it('C1: on the error branch too; in combined mode n8n itself adds the files of the item', async () => {
		failAnnex();
		const { items, errorItems } = await run({
			items: [await createThreeFiles()],
			settings,
			parameters: { binaryPropertyName: 'attachment_*' },
			node: onBranch,
		});
		expect(getNumbers(items)).toEqual(['1', '3']);
		expect(errorItems).toHaveLength(1);
		expect(getItemError(errorItems[0])).toMatchObject(ANNEX);
		expect(errorItems[0].json.subject).toBe('March');
		expect(Object.keys(getFiles(errorItems[0]) ?? {})).toEqual(
			storage === 'combined' ? ['attachment_0', 'attachment_1', 'attachment_2'] : ['attachment_1'],
		);
		expect(errorItems[0].binary === undefined).toBe(storage === 'combined');
	});

	it('C1: a file that is empty fails by itself, before anything of it is sent', async () => {
		const items = [
			await createMail({
				'invoice.txt': createInvoiceText(1),
				'annex.txt': '',
				'terms.txt': createInvoiceText(3),
			}),
		];
		const parameters = { binaryPropertyName: '*' };
		const result = await run({ items, settings, parameters, node: onItems });
		expect(getNumbers(result.items)).toEqual(['1', '3']);
		const error = getItemError(result.items[1]);
		expect(error).toMatchObject({ ...ANNEX, code: 'INVALID_INPUT' });
		expect(error.message).toBe(
			"Check 'Input Binary Field': the file annex.txt is empty (attachment_1)",
		);
		expect(Object.keys(getFiles(result.items[1]) ?? {})).toEqual(['attachment_1']);
		expect(getUploads(emulator)).toHaveLength(2);

		emulator.reset();
		const { thrown } = await run({ items, settings, parameters });
		expect(thrown?.message).toBe(`${String(error.message)} [item 0]`);
		expect(emulator.requests).toEqual([]);
	});

	it('C1: the error that stops the node names the file, its field, and the item', async () => {
		failAnnex();
		const { thrown } = await run({
			items: [{ json: {}, binary: {} }, await createThreeFiles()],
			settings,
			parameters: { binaryPropertyName: '*' },
			options: { concurrency: 1 },
		});
		expect(thrown?.message).toBe('The file is corrupted (annex.txt in attachment_1) [item 1]');
	});
});

describe('files handled together', () => {
	const parameters = { binaryPropertyName: '*' };

	it('C1: a run over several files that fails names all of them', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'PARSING_ERROR' });
		const { items } = await run({
			items: [await createThreeFiles()],
			parameters,
			options: { combineFiles: 'perItem' },
			node: onItems,
		});
		expect(getErrors(items)).toMatchObject([
			{
				fileName: 'invoice.txt, annex.txt, terms.txt',
				sourceField: 'attachment_0, attachment_1, attachment_2',
			},
		]);
		expect(Object.keys(items[0].binary ?? {})).toHaveLength(3);
	});

	it('C1: one of them that cannot be uploaded is the one that is named', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 422,
			envelope: { code: 'FILE_TYPE_NOT_SUPPORTED' },
			match: { path: '/files/upload', after: 1 },
		});
		const { items } = await run({
			items: [await createThreeFiles()],
			parameters,
			options: { combineFiles: 'perItem' },
			node: onItems,
		});
		expect(getErrors(items)).toMatchObject([ANNEX]);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['attachment_1']);
	});

	it('C1: over all items, the file and the item are named, and its own file is there', async () => {
		const empty = await createMail({ 'annex.txt': '' });
		const { items } = await run({
			items: [await createMail({ 'invoice.txt': createInvoiceText(1) }), empty],
			parameters,
			options: { combineFiles: 'allItems' },
			node: onItems,
		});
		expect(getErrors(items)).toMatchObject([{ fileName: 'annex.txt' }]);
		expect(items[0].binary?.attachment_0.fileName).toBe('annex.txt');
		expect(items[0].pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
		expect(emulator.requests).toEqual([]);
		const { thrown } = await run({
			items: [await createMail({ 'invoice.txt': createInvoiceText(1) }), empty],
			parameters,
			options: { combineFiles: 'allItems' },
		});
		expect(thrown?.message).toMatch(/annex\.txt.* \[item 1\]$/);
	});

	it('C1: over all items, a field that an item lacks is told with this item and its files', async () => {
		const { items } = await run({
			items: [
				await createMail({ 'invoice.txt': createInvoiceText(1) }),
				{ json: {}, binary: { scan: await storeBinary('x', 'scan.txt') } },
			],
			parameters: { binaryPropertyName: 'attachment_0' },
			options: { combineFiles: 'allItems' },
			node: onItems,
		});
		expect(getItemError(items[0]).message).toMatch(/\[item 1\]$/);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['scan']);
	});

	it.each(['upload', 'run', 'empty'])('C1: in a batch, for a failing %s', async (what) => {
		const mail = {
			'invoice.txt': createInvoiceText(1),
			'annex.txt': what === 'empty' ? '' : createInvoiceText(2),
		};
		if (what === 'run') failAnnex();
		if (what === 'upload')
			emulator.faults.add({
				kind: 'status',
				status: 422,
				envelope: { code: 'CORRUPT_FILE' },
				match: { path: '/files/upload', after: 1 },
			});
		const { items } = await run({
			items: [await createMail(mail)],
			parameters: {
				...parameters,
				resource: 'batch',
				operation: 'start',
				runType: 'extract_run',
				extractor: byId(seededIds.invoices),
			},
			options: { concurrency: 1 },
			node: onItems,
		});
		expect(items).toHaveLength(2);
		expect(getErrors(items)).toMatchObject([ANNEX]);
		expect(Object.keys(items[1].binary ?? {})).toEqual(['attachment_1']);
		expect(getErrors(items)[0].message).toContain('annex.txt');
	});

	it('C1: results of a batch that are read later name the file as Extend knows it', async () => {
		failAnnex();
		const started = await run({
			items: [await createThreeFiles()],
			parameters: {
				...parameters,
				resource: 'batch',
				operation: 'start',
				runType: 'extract_run',
				extractor: byId(seededIds.invoices),
				waitForCompletion: false,
			},
		});
		const { items } = await run({
			items: [{ json: {} }],
			parameters: {
				resource: 'batch',
				operation: 'getResults',
				batchId: String(started.items[0].json.id),
			},
			node: onItems,
		});
		expect(getErrors(items)).toMatchObject([
			{ fileName: 'annex.txt', message: 'The file is corrupted (annex.txt)' },
		]);
	});

	it('C1: with Retry On Fail, which resumes what the first try started', async () => {
		failAnnex({ failureReason: 'INVALID_PROCESSOR' });
		const { items } = await run({
			items: [await createMail({ 'annex.txt': createInvoiceText(2) })],
			parameters,
			node: { ...RETRY_ON_FAIL, ...onItems },
		});
		expect(getErrors(items)).toMatchObject([{ ...ANNEX, sourceField: 'attachment_0' }]);
		expect(Object.keys(items[0].binary ?? {})).toEqual(['attachment_0']);
		expect(emulator.runs()).toHaveLength(1);
	});

	it('C1: an upload by itself', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 422,
			envelope: { code: 'CORRUPT_FILE' },
			match: { path: '/files/upload', after: 1 },
			times: 1,
		});
		const { items } = await run({
			items: [await createThreeFiles()],
			parameters: { ...parameters, resource: 'file', operation: 'upload' },
			options: { concurrency: 1 },
			node: onItems,
		});
		expect(items).toHaveLength(3);
		expect(getErrors(items)).toMatchObject([ANNEX]);
		expect(Object.keys(items[1].binary ?? {})).toEqual(['attachment_1']);
	});
});

describe('documents that are not files of the item', () => {
	it('C1: URLs have their name, and their place in the list, and the files of the item stay', async () => {
		const url = `${emulator.url}/samples/invoice.pdf`;
		emulator.nextRun({});
		emulator.nextRun({ status: 'FAILED', failureReason: 'UNABLE_TO_DOWNLOAD_FILE' });
		const { items } = await run({
			items: [await createMail({ 'other.txt': 'x' })],
			parameters: {
				documentSource: 'url',
				documentUrl: `${url}?id=1&sig=s3cret\n${url}?id=2&sig=s3cret`,
			},
			options: { concurrency: 1 },
			node: onItems,
		});
		expect(getErrors(items)).toMatchObject([
			{
				message: "Extend couldn't download the file (invoice.pdf, URL 2)",
				fileName: 'invoice.pdf',
				sourceField: null,
			},
		]);
		expect(JSON.stringify(items)).not.toContain('s3cret');
		expect(Object.keys(items[1].binary ?? {})).toEqual(['attachment_0']);
	});

	it('C1: a file of Extend has its ID, and the name that its run tells', async () => {
		const id = await uploadFile(emulator, 'old.txt', createInvoiceText(1));
		emulator.nextRun({ status: 'FAILED', failureReason: 'OCR_ERROR' });
		const { items } = await run({
			items: [{ json: {} }],
			parameters: { documentSource: 'fileId', fileId: id },
			node: onItems,
		});
		expect(getErrors(items)).toMatchObject([
			{ fileId: id, fileName: 'old.txt', sourceField: null },
		]);
		expect(getErrors(items)[0].message).toContain('old.txt');
	});
});

describe('advice about a file that cannot be processed', () => {
	const failWith = async (
		failureReason: string,
		parameters: IDataObject,
		options: IDataObject = {},
	): Promise<IDataObject> => {
		emulator.reset();
		emulator.nextRun({ status: 'FAILED', failureReason });
		const items = [{ json: {}, binary: { data: await storeBinary('x', 'locked.txt') } }];
		const result = await run({ items, parameters, options, node: onItems });
		return getItemError(result.items[0]);
	};

	// The API reports a protected file without a password as one that it cannot process.
	it('C4: names the password and the type, no URL, and does not ask to repeat it', async () => {
		const error = await failWith('FAILED_TO_PROCESS_FILE', {});
		expect(error.description).toContain("'File Password'");
		expect(error.description).toContain('type');
		expect(error.description).not.toContain('URL');
		expect(error.retryable).toBe(false);
	});

	it('C4: with a password, it may be the wrong one', async () => {
		const error = await failWith('FAILED_TO_PROCESS_FILE', {}, { password: 'wrong' });
		expect(error.description).toContain("Check the password in 'File Password'.");
		expect(JSON.stringify(error)).not.toContain('wrong');
	});

	it('C4: a URL may have expired, only for URLs', async () => {
		const url = { documentSource: 'url', documentUrl: `${emulator.url}/samples/invoice.pdf` };
		for (const code of ['FAILED_TO_PROCESS_FILE', 'UNABLE_TO_DOWNLOAD_FILE']) {
			expect((await failWith(code, url)).description).toContain("hasn't expired");
			expect((await failWith(code, {})).description).not.toContain('URL');
		}
	});

	it('C4: a file of Extend has its password since it was uploaded', async () => {
		const id = await uploadFile(emulator, 'old.txt', 'x');
		emulator.nextRun({ status: 'FAILED', failureReason: 'FAILED_TO_PROCESS_FILE' });
		const { items } = await run({
			items: [{ json: {} }],
			parameters: { documentSource: 'fileId', fileId: id },
			node: onItems,
		});
		expect(getItemError(items[0]).description).toContain("upload it again with 'File Password'");
	});

	it('C4: a text has neither type nor password', async () => {
		const { description } = await failWith('FAILED_TO_PROCESS_FILE', {
			documentSource: 'text',
			text: 'x',
		});
		expect(description).not.toContain("'File Password'");
	});

	it('C4: to skip the type is advice for files of n8n', async () => {
		const url = { documentSource: 'url', documentUrl: `${emulator.url}/samples/invoice.pdf` };
		expect((await failWith('FILE_TYPE_NOT_SUPPORTED', {})).description).toContain(
			'Skip Unsupported',
		);
		expect((await failWith('FILE_TYPE_NOT_SUPPORTED', url)).description).not.toContain('Skip');
	});

	it('C4: a file that failed is not started again by Retry On Fail', async () => {
		emulator.nextRun({ status: 'FAILED', failureReason: 'FAILED_TO_PROCESS_FILE' });
		await run({
			items: [await createMail({ 'locked.txt': 'x' })],
			parameters: { binaryPropertyName: '*' },
			node: { ...RETRY_ON_FAIL, ...onItems },
		});
		expect(emulator.runs()).toHaveLength(1);
	});
});
