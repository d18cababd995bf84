/** Secrets, signed addresses and odd texts that get through, each by its letter in the list of attacks. */
import type { IDataObject } from 'n8n-workflow';
import { stripPresignedUrls } from '../../nodes/shared/output/presignedUrls';
import { createRedactor } from '../../nodes/shared/utils/redaction';
import { seededIds } from '../emulator/index.mts';
import { ExtendApi, clock } from '../support/testedNodes.mts';
import {
	byId,
	createCredential,
	getItemError,
	RETRY_TWICE,
	runExtend,
} from '../support/extendNode.mts';
import { createInvoiceItem, stringifyRun, useEmulator } from '../support/fixtures.mts';
import { getBinaryService, runCredentialTest } from '../support/harness.mts';
import { countOpenBinaries } from '../support/openBinaries.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator();
useVirtualClock(clock);

const CONTINUE = { onError: 'continueRegularOutput' } as const;
const SIGNED = 'https://storage.example.com/a.pdf?X-Amz-Signature=5ca1ab1e';
const text = { documentSource: 'text', text: 'Total: 1' };

/** Answers a request with this body in the place of Extend. */
function answer(path: string, body: IDataObject, method = 'GET'): void {
	emulator.faults.add({ kind: 'status', status: 200, body, match: { method, path } });
}

describe('B1: a password is hidden from the moment it is read', () => {
	const PASSWORD = 'open sesame 77';
	// The first tries wait in vain; a later one takes the run up, sends no file and reads why it failed.
	const failLate = () =>
		emulator.nextRun({
			pollsUntilDone: 8,
			status: 'FAILED',
			failureReason: 'CORRUPT_FILE',
			failureMessage: `the password "${PASSWORD}" does not open the file`,
		});

	it.each([
		['in the error', {}],
		['in the item of the run', { onFailedRun: 'return' }],
	])('also where a later try takes the run up: %s', async (_where, options) => {
		failLate();
		const result = await runExtend({
			emulator,
			items: [await createInvoiceItem(1)],
			parameters: { output: 'run' },
			options: { processingMode: 'async', timeout: 3, password: PASSWORD, ...options },
			node: { ...CONTINUE, ...RETRY_TWICE },
		});
		expect(emulator.runs()).toHaveLength(1);
		expect(JSON.stringify(result.items)).toContain('the password \\"***\\" does not open');
		expect(JSON.stringify(result.items)).not.toContain(PASSWORD);
	});

	it('also in a batch', async () => {
		failLate();
		const { items } = await runExtend({
			emulator,
			items: [await createInvoiceItem(1)],
			parameters: {
				resource: 'batch',
				operation: 'start',
				runType: 'extract_run',
				extractor: byId(seededIds.invoices),
			},
			options: { timeout: 3, password: PASSWORD },
			node: { ...CONTINUE, ...RETRY_TWICE },
		});
		expect(JSON.stringify(items)).toContain('***');
		expect(JSON.stringify(items)).not.toContain(PASSWORD);
	});
});

describe('B2: no presigned address stands in an item', () => {
	const file = { object: 'file', id: 'file_1', name: 'a.pdf', presignedUrl: SIGNED };
	const extractRun = {
		object: 'extract_run',
		id: 'exr_1',
		status: 'PROCESSED',
		file,
		output: { value: { presignedUrl: 'https://shop.example/terms' }, metadata: {} },
	};
	const workflowRun = {
		object: 'workflow_run',
		id: 'workflow_run_1',
		status: 'PROCESSED',
		files: [file],
		stepRuns: [
			{ result: { extractRun } },
			{ result: { parseRun: { object: 'parse_run', id: 'pr_1', outputUrl: SIGNED } } },
			{ result: { editRun: { id: 'edr_1', output: { editedFile: file } } } },
		],
	};

	it.each([
		['a workflow run', 'run', workflowRun],
		['a workflow run, simplified', 'fields', workflowRun],
		['an extract run', 'run', extractRun],
	])('of %s (%s)', async (_name, output, found) => {
		answer('/(workflow|extract)_runs/.+', found);
		const { items } = await runExtend({
			emulator,
			items: [{ json: {} }],
			parameters: {
				resource: 'run',
				operation: 'get',
				runType: found.object,
				runId: found.id,
				output,
			},
		});
		expect(JSON.stringify(items)).not.toContain('5ca1ab1e');
		// What the document itself says stays.
		if (output === 'run') expect(JSON.stringify(items)).toContain('https://shop.example/terms');
		else expect(items[0].json.presignedUrl).toBe('https://shop.example/terms');
	});

	it.each([
		['/files', { resource: 'file', operation: 'getAll' }, file],
		[
			'/extract_runs',
			{ resource: 'run', operation: 'getAll', runType: 'extract_run', simple: false },
			extractRun,
		],
	])('of the list %s', async (path, parameters, entry) => {
		answer(path, { object: 'list', data: [entry] });
		const { items } = await runExtend({ emulator, items: [{ json: {} }], parameters });
		expect(items).toHaveLength(1);
		expect(JSON.stringify(items)).not.toContain('5ca1ab1e');
	});

	it.each(['run', 'fields'])('of an event, as %s', async (output) => {
		const host = await new TriggerHost({
			emulator,
			parameters: {
				events: ['workflow_run.completed'],
				scope: 'workflow',
				workflow: byId(seededIds.plain),
				output,
			},
		}).start();
		try {
			await host.activate();
			await host.post({
				eventId: `event_${output}`,
				eventType: 'workflow_run.completed',
				payload: workflowRun,
			});
			expect(host.executions).toHaveLength(1);
			expect(JSON.stringify(host.executions[0].items)).not.toContain('5ca1ab1e');
		} finally {
			await host.close();
		}
	});

	it('is asked for by an option of its own', async () => {
		answer('/files/.+', file);
		const { items } = await runExtend({
			emulator,
			items: [{ json: {} }],
			parameters: { resource: 'file', operation: 'get', file: byId('file_1') },
			options: { includeDownloadUrl: true },
		});
		expect(items[0].json.presignedUrl).toBe(SIGNED);
	});

	it('however deep it is, without a copy of what does not lead to it', () => {
		let deep: IDataObject = { presignedUrl: SIGNED, outputUrl: SIGNED };
		for (let n = 0; n < 100_000; n++) deep = { below: deep, presignedUrl: SIGNED };
		const untouched = { pages: [{ outputUrl: null }, { text: 'presignedUrl' }] };
		const given = { deep, untouched, list: [1, [{ outputUrl: SIGNED }]] };
		const stripped = stripPresignedUrls(given);
		expect(stripped.untouched).toBe(untouched);
		expect(stripped.list).toEqual([1, [{ outputUrl: null }]]);
		expect(given.list).toEqual([1, [{ outputUrl: SIGNED }]]);
		let at = stripped.deep;
		for (let n = 0; n < 100_000; n++) {
			if (at.presignedUrl !== null) throw new Error(`left at ${n}`);
			at = at.below as IDataObject;
		}
		expect(at).toEqual({ presignedUrl: null, outputUrl: null });
		expect(stripPresignedUrls(untouched)).toBe(untouched);
	});

	it('and fields that are called so keep their values, also of legacy extractors and forms', () => {
		const legacy = {
			object: 'extract_run',
			output: { presignedUrl: { value: 'a' }, outputUrl: 'b' },
		};
		const edit = { object: 'edit_run', output: { filledValues: { outputUrl: 'c' } } };
		expect(stripPresignedUrls(legacy)).toBe(legacy);
		expect(stripPresignedUrls(edit)).toBe(edit);
	});
});

describe('B3: a secret is hidden in all texts of an error', () => {
	const PASSWORD = 'open 5esame/77';

	it.each([
		['a stop', {}],
		['an item', CONTINUE],
	])('the reason and the link of a failed run, as %s', async (_name, node) => {
		answer(
			'/extract',
			{
				object: 'extract_run',
				id: 'exr_1',
				status: 'FAILED',
				failureReason: `BAD_${PASSWORD}`,
				failureMessage: `It is ${PASSWORD}.`,
				dashboardUrl: `https://dashboard.example/${encodeURIComponent(PASSWORD)}/exr_1`,
			},
			'POST',
		);
		const result = await runExtend({
			emulator,
			items: [await createInvoiceItem(1)],
			options: { password: PASSWORD },
			node,
		});
		const shown = stringifyRun(result);
		expect(shown).toContain('exr_1');
		expect(shown).toContain('BAD_***');
		expect(shown).toContain('https://dashboard.example/***/exr_1');
		expect(shown).not.toMatch(/5esame/);
	});

	it('also with invisible characters within, in a response that says no', async () => {
		const message = `It is ${PASSWORD.split('').join('\u200b')}.`;
		emulator.faults.add({
			kind: 'status',
			status: 400,
			envelope: { code: 'INVALID_REQUEST', message },
			match: { path: '/extract' },
		});
		const result = await runExtend({
			emulator,
			items: [await createInvoiceItem(1)],
			options: { password: PASSWORD },
		});
		expect(stringifyRun(result)).toContain('It is ***.');
	});

	it('the status of a run in a hint', async () => {
		answer('/extract', { object: 'extract_run', id: 'exr_1', status: 'PROCESSING' }, 'POST');
		const status = `HELD ${PASSWORD}`;
		answer('/extract_runs/.+', { object: 'extract_run', id: 'exr_1', status });
		const { hints } = await runExtend({
			emulator,
			items: [await createInvoiceItem(1)],
			options: { timeout: 5, password: PASSWORD },
			node: CONTINUE,
		});
		expect(hints.join()).toContain('HELD ***');
		expect(hints.join()).not.toContain(PASSWORD);
	});

	it.each([
		['as it is', 'pä/ss wörd"é'],
		['in JSON', 'pä/ss wörd\\"é'],
		['in JSON without other letters', 'p\\u00e4/ss w\\u00f6rd\\"\\u00e9'],
		['in a URL', 'p%C3%A4%2Fss%20w%C3%B6rd%22%C3%A9'],
		['in a URL with small letters', 'p%c3%a4%2fss%20w%c3%b6rd%22%c3%a9'],
		['in a form', 'p%C3%A4%2Fss+w%C3%B6rd%22%C3%A9'],
	])('in every spelling: %s', (_name, spelling) => {
		const redactor = createRedactor();
		redactor.add('pä/ss wörd"é');
		expect(redactor.redact(`a ${spelling} b`)).toBe('a *** b');
	});

	it('but a short one does not break a link that holds the same word', () => {
		const redactor = createRedactor();
		redactor.add('runs', 'long secret');
		expect(redactor.redact('https://a.example/runs/long secret', true)).toBe(
			'https://a.example/runs/***',
		);
	});
});

describe('D: texts and IDs of a server', () => {
	const failed = { object: 'extract_run', status: 'FAILED', failureReason: 'OCR_ERROR' };
	const run = async () =>
		await runExtend({ emulator, items: [{ json: {} }], parameters: text, node: CONTINUE });

	it('D-I02: an ID of a megabyte is none', async () => {
		answer('/extract', { ...failed, id: `exr_${'x'.repeat(1_000_000)}` }, 'POST');
		const { items } = await run();
		expect(JSON.stringify(items).length).toBeLessThan(2000);
	});

	it('D-I02: half a character in an ID loses neither the ID nor the reason', async () => {
		answer('/extract', { object: 'extract_run', id: 'exr_\ud800x', status: 'PROCESSING' }, 'POST');
		const { items } = await run();
		const { message, description, runId } = getItemError(items[0]);
		expect(message).not.toContain('URI');
		expect(runId).toBe('exr_\ufffdx');
		expect(description).toContain('exr_\ufffdx');
	});

	it('D-I04: control characters and those that turn the text around are not shown', async () => {
		const odd = 'a\u009bb\u202ec\u200bd\ufeffe\u2066f';
		answer('/extract', { ...failed, id: `exr_${odd}`, failureMessage: odd }, 'POST');
		const { items } = await run();
		expect(getItemError(items[0])).toMatchObject({
			runId: 'exr_a bcdef',
			description: expect.stringMatching(/exr_a bcdef\. a bcdef\./) as string,
		});
	});

	it('D-I04: nor in a hint', async () => {
		const status = `DONE\u202e\u0085${'x'.repeat(9000)}`;
		answer('/extract', { object: 'extract_run', id: 'exr_1', status, output: {} }, 'POST');
		const { hints } = await run();
		expect(hints.join()).toContain('DONE ');
		expect(hints.join()).not.toMatch(/[\u0085\u202e]/);
		expect(hints.join().length).toBeLessThan(1000);
	});
});

describe('D1: what is wrong with a credential is told before any file is opened', () => {
	/** What n8n opens a stored file with. */
	let opened: jest.SpyInstance;
	beforeEach(() => {
		opened = jest.spyOn(getBinaryService(), 'getAsStream');
	});
	afterEach(() => opened.mockRestore());
	/** Only its first bytes tell what this file is. */
	const createScan = async () => {
		const item = await createInvoiceItem(1);
		Object.assign(item.binary?.data ?? {}, { fileName: 'scan', mimeType: 'application/x-nothing' });
		return item;
	};

	it('(a credential that can be used opens the file)', async () => {
		await runExtend({ emulator, items: [await createScan()] });
		expect(opened).toHaveBeenCalled();
	});

	it.each([
		['a base URL without scheme', { baseUrl: 'extend.example.com' }, 'The base URL'],
		['no base URL', { baseUrl: ' \u200b ' }, 'no base URL'],
		['a base URL that is none', { baseUrl: 'https://' }, 'The base URL'],
		['a key with other letters', { apiKey: 'sk_ä' }, 'The API key'],
		['a key that is only its prefix', { apiKey: ' "Bearer " ' }, 'no API key'],
		['a space in the workspace ID', { workspaceId: 'ws 1' }, 'The workspace ID'],
	])('%s', async (_name, credential, sentence) => {
		for (const node of [CONTINUE, {}]) {
			const { items, thrown } = await runExtend({
				emulator,
				items: [await createScan(), { json: {} }],
				credential: { ...createCredential(emulator), ...credential },
				node,
			});
			const error = 'onError' in node ? getItemError(items[0]) : thrown;
			const shown = `${String(error?.message)} ${String(error?.description)}`;
			expect(shown.split(sentence)).toHaveLength(2);
		}
		expect(opened).not.toHaveBeenCalled();
		expect(countOpenBinaries()).toBe(0);
		expect(emulator.requests).toEqual([]);
		// What was destroyed would emit its error in a later turn; an uncaught one fails the test.
		for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
	});

	const PASTED: Array<[string, (value: string) => string]> = [
		['Bearer in front', (value) => `Bearer ${value}`],
		['bearer in any case, twice', (value) => `  bEARER \u00a0Bearer\t${value}`],
		['a whole header', (value) => `Authorization: Bearer ${value}`],
		['quotes', (value) => `"Bearer '${value}' "`],
	];
	const INVISIBLE: Array<[string, (value: string) => string]> = [
		['a byte order mark and zero-width characters', (value) => `\ufeff${value}\u200b`],
		['a zero-width character within', (value) => `${value.slice(0, 9)}\u200d${value.slice(9)}`],
		['no-break spaces', (value) => `\u00a0${value.slice(0, 9)}\u00a0${value.slice(9)}`],
		['line breaks', (value) => `${value.slice(0, 9)}\r\n${value.slice(9)}\n`],
	];
	const keys = [...PASTED, ...INVISIBLE].map(([name, change]) => [name, 'apiKey', change] as const);
	const others = INVISIBLE.flatMap(([name, change]) =>
		(['workspaceId', 'baseUrl'] as const).map((field) => [name, field, change] as const),
	);

	it.each([...keys, ...others])('%s in %s is dropped', async (_name, field, change) => {
		const clean: IDataObject = { ...createCredential(emulator), workspaceId: 'ws_of_the_test' };
		const credential = { ...clean, [field]: change(String(clean[field])) };
		const { items } = await runExtend({
			emulator,
			items: [{ json: {} }],
			parameters: { resource: 'extractor', operation: 'getAll' },
			credential,
		});
		expect(items.length).toBeGreaterThan(0);
		// The test of the credential and the trigger use the same.
		expect(await runCredentialTest(new ExtendApi(), credential as never)).toEqual({ status: 'OK' });
		const host = await new TriggerHost({ emulator, credential, parameters: {} }).start();
		try {
			await host.activate();
			expect(host.getStoredEndpoint()?.endpointId).toBeTruthy();
		} finally {
			await host.close();
		}
		for (const { headers } of emulator.requests) {
			expect(headers).toMatchObject({
				authorization: `Bearer ${emulator.apiKey}`,
				'x-extend-workspace-id': 'ws_of_the_test',
			});
		}
	});

	it.each([
		[{ baseUrl: 'extend.example.com' }, 'The base URL'],
		[{ workspaceId: 'ws 1' }, 'The workspace ID'],
	])('the test of the credential and the trigger tell %j too', async (wrong, sentence) => {
		const credential = { ...createCredential(emulator), ...wrong };
		const { error } = (await runCredentialTest(new ExtendApi(), credential as never)) as {
			error?: Error & { description?: string };
		};
		expect(`${error?.message} ${error?.description}`).toContain(sentence);
		const host = await new TriggerHost({ emulator, credential, parameters: {} }).start();
		try {
			await expect(host.activate()).rejects.toMatchObject({
				description: expect.stringContaining(sentence) as string,
			});
		} finally {
			await host.close();
		}
		expect(emulator.requests).toEqual([]);
	});
});
