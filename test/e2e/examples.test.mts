/** Every example in a real n8n. External services run locally, or their data is pinned. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededIds, startEmulator, type Emulator } from '../emulator/index.mts';
import { makeBundle, makeInvoice, makePng, makeReceipt } from '../samples/index.mts';
import { Cleanup } from './support/cleanup.mts';
import { getItems, type SavedCredential } from './support/n8nClient.mts';
import {
	activateExample,
	listExamples,
	completeExample,
	readExample,
} from './support/examples.mts';
import { startHttpListener } from './support/services/httpListener.mts';
import { startMailbox } from './support/services/mailbox.mts';
import { startSmtpServer } from './support/services/smtpServer.mts';
import { startChatModel, type Reply } from './support/services/chatModel.mts';
import { startN8n, versions, type N8n } from './support/n8n.mts';
import { startPostgres, type Postgres } from './support/services/postgres.mts';
import { eventually } from './support/eventually.mts';

const cleanup = new Cleanup();
let n8n: N8n;
let emulator: Emulator;
let postgres: Postgres;
let credentials: SavedCredential[];
let folder: string;

/** The statement that the examples with a database show in a note. */
function readTable(name: string, noteName = 'The table'): string {
	const note = readExample(name).nodes.find((node) => node.name === noteName);
	return String(note?.parameters.content).split('`')[1];
}
/** Replaces the waiting time of an hour. */
const scheduled = { rule: { interval: [{ field: 'seconds', secondsInterval: 2 }] } };

beforeAll(async () => {
	emulator = await startEmulator({ webhookRetriesMs: [500, 1000, 2000] });
	cleanup.add(async () => await emulator.close());
	postgres = await startPostgres();
	cleanup.add(() => postgres.stop());
	n8n = await startN8n(versions.newest);
	cleanup.add(async () => await n8n.stop());
	folder = path.join(n8n.folder, 'files');
	mkdirSync(folder);
	credentials = [
		await n8n.client.createCredential('Extend', 'extendApi', {
			apiKey: emulator.apiKey,
			region: 'custom',
			baseUrl: emulator.url,
		}),
		await n8n.client.createCredential('PostgreSQL', 'postgres', {
			host: '127.0.0.1',
			port: postgres.port,
			database: postgres.database,
			user: postgres.user,
			password: '',
			ssl: 'disable',
		}),
	];
});
afterAll(async () => await cleanup.run());
beforeEach(async () => {
	emulator.reset();
	await postgres.query('drop table if exists invoices');
	await postgres.query(readTable('drive-to-database'));
	await postgres.query('drop table if exists failed_files');
	await postgres.query(readTable('drive-to-database', 'The table of failures'));
});

const tested = new Set<string>();
async function activate(name: string, parameters: Record<string, object> = {}) {
	tested.add(name);
	return await activateExample(n8n.client, name, { credentials, parameters });
}

const pdfBlob = (bytes: Uint8Array) => new Blob([Buffer.from(bytes)], { type: 'application/pdf' });
async function post(address: string, files: Record<string, Uint8Array>) {
	const form = new FormData();
	for (const [name, bytes] of Object.entries(files)) form.append('data', pdfBlob(bytes), name);
	const answer = await fetch(`${n8n.url}${address}`, { method: 'POST', body: form });
	expect(answer.status).toBe(200);
	return await answer.text();
}

const DAMAGED = Buffer.from('%PDF-1.7\nbroken');

/** Creates a folder with invoices of these seeds and a damaged file, and the expected values. */
async function inbox(name: string, seeds: number[]) {
	const own = path.join(folder, name);
	mkdirSync(own);
	const numbers: string[] = [];
	for (const seed of seeds) {
		const { pdf, expected } = await makeInvoice({ seed });
		writeFileSync(path.join(own, `invoice-${seed}.pdf`), pdf);
		numbers.push(expected.invoice_number);
	}
	writeFileSync(path.join(own, 'damaged.pdf'), DAMAGED);
	return { own, numbers };
}
const folderParameters = (own: string, trigger: string) => ({
	[trigger]: scheduled,
	'Read Files': { fileSelector: `${own}/*.pdf` },
	'Save File': { fileName: `=${own}/rows-{{ $execution.id }}.csv` },
	'Save Failed': { fileName: `=${own}/failed-{{ $execution.id }}.csv` },
});
/** The contents of the CSV files with these rows, the oldest first. */
const readCsvFiles = (own: string, kind: 'rows' | 'failed') =>
	readdirSync(own)
		.filter((name) => name.startsWith(kind))
		.sort()
		.map((name) => readFileSync(path.join(own, name), 'utf8'));
/** The damaged file is listed each time, with its reason. */
const expectFailures = (own: string) => {
	const lists = readCsvFiles(own, 'failed');
	expect(lists.length).toBeGreaterThan(1);
	for (const list of lists) {
		expect(list.trim().split('\n')).toHaveLength(2);
		expect(list).toContain('damaged.pdf');
		expect(list).toContain("couldn't read the file");
	}
};

const calendarFile = {
	fileName: 'invite.ics',
	mimeType: 'text/calendar',
	bytes: Buffer.from('BEGIN:VCALENDAR'),
};
const logo = {
	fileName: 'logo.png',
	mimeType: 'image/png',
	bytes: Buffer.from(makePng(90, 30)),
};
const pdfFile = (fileName: string, bytes: Uint8Array) => ({
	fileName,
	mimeType: 'application/pdf',
	bytes,
});
const watching = { options: { forceReconnect: 1, customEmailConfig: '["UNSEEN"]' } };
/** An empty mailbox, whose credential the examples get from now on. */
async function openMailbox() {
	const mailbox = await startMailbox();
	cleanup.add(mailbox.stop);
	const { user, password, port } = mailbox;
	const imap = await n8n.client.createCredential('IMAP', 'imap', {
		user,
		password,
		host: '127.0.0.1',
		port,
		secure: false,
		allowUnauthorizedCerts: true,
	});
	credentials = [...credentials.filter(({ type }) => type !== imap.type), imap];
	return mailbox;
}

it('mail-to-spreadsheet: mails with one PDF, with several files, and with none', async () => {
	expect(readTable('mail-to-spreadsheet')).toBe(readTable('drive-to-database'));
	const mailbox = await openMailbox();
	const { pdf, expected } = await makeInvoice({ seed: 11 });
	const scan = Buffer.concat([makePng(600, 800), Buffer.alloc(30_000)]);
	emulator.nextRun({
		match: { fileName: 'scan' },
		output: {
			value: {
				invoice_number: 'S-7?',
				invoice_date: null,
				supplier_name: null,
				total_amount: null,
			},
			metadata: { invoice_number: { ocrConfidence: 0.41, logprobsConfidence: 0.5, citations: [] } },
		},
	});
	const workflow = await activate('mail-to-spreadsheet', {
		'Email Trigger': watching,
		'Save File': { fileName: `${folder}/mail.xlsx` },
		'Save Failed': { fileName: `${folder}/failed-mail.csv` },
	});
	await mailbox.deliver('Invoice 11', [pdfFile('invoice.pdf', pdf)]);
	const [one] = await n8n.client.waitForExecutions(workflow.id, 1, 90_000);
	const [{ json: row }, ...noMore] = getItems(one, 'Extend');
	expect(noMore).toEqual([]);
	expect(row).toEqual({
		invoice_number: expected.invoice_number,
		invoice_date: expected.invoice_date,
		supplier_name: expected.supplier_name,
		total_amount: expected.total_amount,
		total_amount_currency: expected.currency,
		extend_run_id: emulator.runs()[0].id,
		extend_file_name: 'invoice.pdf',
		extend_needs_review: null,
		extend_credits: expect.any(Number),
	});
	expect(getItems(one, 'Save File')).toHaveLength(1);
	await mailbox.deliver('Lunch', [calendarFile]);
	const [none] = await n8n.client.waitForExecutions(workflow.id, 2, 90_000);
	expect(none.status).toBe('success');
	await mailbox.deliver('Invoice 12', [
		pdfFile('invoice.pdf', pdf),
		{ fileName: 'scan.png', mimeType: 'image/png', bytes: scan },
		logo,
		pdfFile('damaged.pdf', DAMAGED),
		calendarFile,
	]);
	await n8n.client.waitForExecutions(workflow.id, 3, 90_000);
	expect(emulator.runs()).toHaveLength(4);
	const failed = readFileSync(path.join(folder, 'failed-mail.csv'), 'utf8');
	expect(failed).toContain('damaged.pdf');
	expect(failed).toContain('Invoice 12');
	const invoice = { extend_file_name: 'invoice.pdf', invoice_number: expected.invoice_number };
	expect(await postgres.query('select * from invoices order by extend_file_name')).toMatchObject([
		invoice,
		invoice,
		{ extend_file_name: 'scan.png', invoice_number: 'S-7?', extend_needs_review: true },
	]);
	// An XLSX file is a ZIP.
	expect(readFileSync(path.join(folder, 'mail.xlsx')).subarray(0, 2).toString()).toBe('PK');
	await n8n.client.deactivate(workflow);
});

it('drive-to-database: what Google Drive would give is pinned', async () => {
	tested.add('drive-to-database');
	const { pdf, expected } = await makeInvoice({ seed: 12 });
	const example = completeExample('drive-to-database', { credentials });
	const data = {
		data: Buffer.from(pdf).toString('base64'),
		mimeType: 'application/pdf',
		fileName: 'drive.pdf',
	};
	const saved = await n8n.client.createWorkflow({
		...example,
		pinData: {
			'Google Drive Trigger': ['drive-0', 'drive-1'].map((id) => ({ json: { id, name: id } })),
			Download: [
				{
					json: { id: 'drive-0' },
					binary: { data: { ...data, data: DAMAGED.toString('base64'), fileName: 'damaged.pdf' } },
				},
				{ json: { id: 'drive-1' }, binary: { data } },
			],
		},
	});
	await n8n.client.runManually(saved.id, 'Google Drive Trigger');
	const [execution] = await n8n.client.waitForExecutions(saved.id);
	expect(execution.status).toBe('success');
	expect(await postgres.query('select * from invoices')).toMatchObject([
		{
			extend_file_name: 'drive.pdf',
			invoice_number: expected.invoice_number,
			extend_needs_review: false,
		},
	]);
	expect(await postgres.query('select * from failed_files')).toMatchObject([
		{ file_name: 'damaged.pdf', reason: expect.stringContaining("couldn't read the file") },
	]);
});

it('folder-on-schedule: new files only, each once', async () => {
	const { own, numbers } = await inbox('hourly', [21, 22]);
	const workflow = await activate('folder-on-schedule', folderParameters(own, 'Every Hour'));
	// The third execution proves that the second one found nothing new.
	await n8n.client.waitForExecutions(workflow.id, 3);
	await n8n.client.deactivate(workflow);
	expect(emulator.runs().filter(({ status }) => status === 'PROCESSED')).toHaveLength(2);
	const [csv, ...more] = readCsvFiles(own, 'rows');
	expect(more).toEqual([]);
	for (const number of numbers) expect(csv).toContain(number);
	expectFailures(own);
});

it('batch-overnight: one request for the folder, each result with its own file', async () => {
	const { own, numbers } = await inbox('night', [23, 24, 25]);
	const batch = readExample('batch-overnight').nodes.find(({ name }) => name === 'Extend');
	expect(batch?.parameters.resource).toBe('batch');
	const workflow = await activate('batch-overnight', {
		...folderParameters(own, 'At Night'),
		Extend: { extractor: { __rl: true, mode: 'id', value: seededIds.invoices } },
	});
	await n8n.client.waitForExecutions(workflow.id, 2);
	await n8n.client.deactivate(workflow);
	const started = emulator.requests.filter(
		({ method, path: p }) => method === 'POST' && p.includes('batch'),
	);
	const counts = started.map(({ body }) => (body as { inputs: unknown[] }).inputs.length);
	// After the first night, only the damaged file is sent again.
	expect(counts[0]).toBe(4);
	expect(counts.slice(1).every((count) => count === 1)).toBe(true);
	const [csv, ...more] = readCsvFiles(own, 'rows');
	expect(more).toEqual([]);
	expectFailures(own);
	const rows = csv.trim().split('\n').slice(1);
	// One row per line item.
	expect(rows.length).toBeGreaterThan(3);
	for (const [i, number] of numbers.entries()) {
		const rowsOfFile = rows.filter((row) => row.includes(number));
		expect(rowsOfFile.length).toBeGreaterThan(0);
		for (const row of rowsOfFile) expect(row).toContain(`invoice-${23 + i}.pdf`);
	}
});

it('batch-then-wait: sleeps until the batch has finished, then gets each result', async () => {
	emulator.options.latencyMs = 4000;
	const workflow = await activate('batch-then-wait', {
		'Start Batch': { extractor: { __rl: true, mode: 'id', value: seededIds.invoices } },
		Wait: { amount: 2, unit: 'seconds' },
	});
	const [one, two] = [await makeInvoice({ seed: 26 }), await makeInvoice({ seed: 27 })];
	const numbers = new Map([
		['26.pdf', one.expected.invoice_number],
		['27.pdf', two.expected.invoice_number],
	]);
	await post('/webhook/extend-batch', { '26.pdf': one.pdf, '27.pdf': two.pdf });
	const [execution] = await n8n.client.waitForExecutions(workflow.id);
	await n8n.client.deactivate(workflow);
	// The Webhook node has the files in the order in which n8n has stored them.
	const [{ binary = {} }] = getItems(execution, 'Webhook');
	const sent = Object.values(binary).map(({ fileName = '' }) => numbers.get(fileName));
	expect(new Set(sent)).toEqual(new Set(numbers.values()));
	expect(getItems(execution, 'Get Results').map(({ json }) => json.invoice_number)).toEqual(sent);
	expect(execution.data.resultData.runData['Get Batch'].length).toBeGreaterThan(1);
	expect(emulator.runs()).toHaveLength(2);
});

it('classify-then-route: each kind goes its way, uploaded once', async () => {
	const workflow = await activate('classify-then-route');
	const form = `${n8n.url}/form/extend-documents`;
	expect(await (await fetch(form)).text()).toContain('Send a document');
	const [invoice, receipt] = [await makeInvoice({ seed: 31 }), await makeReceipt({ seed: 3 })];
	for (const { pdf } of [invoice, receipt]) {
		const body = new FormData();
		body.set('field-0', pdfBlob(pdf), 'document.pdf');
		expect((await fetch(form, { method: 'POST', body })).status).toBe(200);
	}
	const executions = (await n8n.client.waitForExecutions(workflow.id, 2)).reverse();
	expect(getItems(executions[0], 'Extract Invoice')[0].json).toMatchObject({
		invoice_number: invoice.expected.invoice_number,
	});
	expect(getItems(executions[1], 'Extract Receipt')[0].json.merchant).toBeTruthy();
	expect(emulator.files()).toHaveLength(2);
	await n8n.client.deactivate(workflow);
});

it('mixed-mail: each attachment with its fields, others listed, failures noted', async () => {
	const failures = 'The table of failures';
	expect(readTable('mixed-mail', failures)).toBe(readTable('drive-to-database', failures));
	await postgres.query(readTable('mixed-mail'));
	const mailbox = await openMailbox();
	const [invoice, receipt] = [await makeInvoice({ seed: 41 }), await makeReceipt({ seed: 5 })];
	const failing = await makeInvoice({ seed: 42 });
	emulator.nextRun({
		match: { kind: 'extract_run', fileName: 'failing.pdf' },
		status: 'FAILED',
		failureReason: 'INTERNAL_ERROR',
	});
	const workflow = await activate('mixed-mail', { 'Email Trigger': watching });
	await mailbox.deliver('Papers', [
		pdfFile('receipt.pdf', receipt.pdf),
		logo,
		pdfFile('damaged.pdf', DAMAGED),
		pdfFile('invoice.pdf', invoice.pdf),
		{ fileName: 'poem.txt', mimeType: 'text/plain', bytes: Buffer.from('The moon is up.') },
		pdfFile('failing.pdf', failing.pdf),
		calendarFile,
	]);
	const [execution] = await n8n.client.waitForExecutions(workflow.id, 1, 90_000);
	expect(execution.status).toBe('success');
	const { expected } = invoice;
	expect(await postgres.query('select * from documents order by file_name')).toMatchObject([
		{
			document_type: 'invoice',
			file_name: 'invoice.pdf',
			company: expected.supplier_name,
			document_number: expected.invoice_number,
			document_date: expected.invoice_date,
			currency: expected.currency,
		},
		{ document_type: 'other', file_name: 'poem.txt', company: null, total_amount: null },
		{ document_type: 'receipt', file_name: 'receipt.pdf', company: receipt.expected.merchant },
	]);
	expect(await postgres.query('select file_name from failed_files order by file_name')).toEqual([
		{ file_name: 'damaged.pdf' },
		{ file_name: 'failing.pdf' },
	]);
	expect(emulator.files()).toHaveLength(5);
	await n8n.client.deactivate(workflow);
});

it('split-a-bundle: the invoices of a scan', async () => {
	const workflow = await activate('split-a-bundle');
	const { pdf } = await makeBundle({ seed: 4 });
	await post('/webhook/extend-bundles', { 'bundle.pdf': pdf });
	const [execution] = await n8n.client.waitForExecutions(workflow.id);
	const [invoices, receipts, others] = [0, 1, 2].map((output) =>
		getItems(execution, 'Split', output).map(({ json }) => json.type),
	);
	expect(invoices.length).toBeGreaterThan(0);
	expect([...receipts, ...others].length).toBeGreaterThan(0);
	expect(new Set(invoices)).toEqual(new Set(['invoice']));
	expect([...receipts, ...others]).not.toContain('invoice');
	const read = getItems(execution, 'Extract Invoice');
	expect(read).toHaveLength(invoices.length);
	for (const { json } of read) expect(json.invoice_number).toBeTruthy();
	await n8n.client.deactivate(workflow);
});

it('review-by-a-person: asks, sleeps, and continues with the corrected values', async () => {
	const chat = await startHttpListener();
	cleanup.add(chat.close);
	emulator.nextRun({
		output: {
			value: {
				invoice_number: 'B-1O1',
				invoice_date: null,
				supplier_name: null,
				total_amount: null,
			},
			metadata: { invoice_number: { ocrConfidence: 0.4, logprobsConfidence: 0.6, citations: [] } },
		},
	});
	const workflow = await activate('review-by-a-person', { 'Ask a Reviewer': { url: chat.url } });
	const { pdf } = await makeInvoice({ seed: 41 });
	await post('/webhook/extend-reviews', { 'doubtful.pdf': pdf });
	const { text } = await eventually(
		'the channel is asked',
		() => chat.bodies[0] as { text: string },
	);
	expect(text).toContain('Review doubtful.pdf: invoice_number');
	const form = text.slice(text.indexOf('http'));
	// n8n does not respond to a request that arrives while the execution is being put to sleep.
	await eventually(
		'the execution sleeps',
		async () => (await n8n.client.listExecutions(workflow.id))[0]?.status === 'waiting',
	);
	await eventually('the form is there', async () => {
		const answer = await fetch(form, { signal: AbortSignal.timeout(5000) });
		return answer.ok && (await answer.text()).includes('Review an invoice');
	});
	const body = new FormData();
	body.set('field-0', 'B-101');
	body.set('field-1', '99.5');
	expect((await fetch(form, { method: 'POST', body })).status).toBe(200);
	const [execution] = await n8n.client.waitForExecutions(workflow.id);
	expect(getItems(execution, 'Corrected')[0].json).toEqual({
		invoice_number: 'B-101',
		total: 99.5,
		reviewed: true,
	});
	await n8n.client.deactivate(workflow);
});

it('invoice-desk: what adds up is saved, all else waits for a reviewer, one document after another', async () => {
	const mailbox = await openMailbox();
	const smtp = await startSmtpServer();
	cleanup.add(smtp.close);
	credentials.push(
		await n8n.client.createCredential('SMTP', 'smtp', {
			user: '',
			password: '',
			host: '127.0.0.1',
			port: smtp.port,
			secure: false,
			disableStartTls: true,
		}),
	);
	await postgres.query('drop table if exists payables');
	await postgres.query(readTable('invoice-desk'));
	const workflow = await activate('invoice-desk', { 'Email Trigger': watching });
	const date = { invoice_date: '2024-03-01' };
	const [good, wrong, later] = [
		await makeInvoice({ seed: 61, ...date }),
		await makeInvoice({ seed: 62, ...date, subtotal: 1 }),
		await makeInvoice({ seed: 63, invoice_date: '2099-03-01' }),
	];
	mailbox.deliver('Invoices 61 to 63', [
		pdfFile('good.pdf', good.pdf),
		pdfFile('wrong.pdf', wrong.pdf),
		pdfFile('later.pdf', later.pdf),
		pdfFile('damaged.pdf', DAMAGED),
	]);
	/** Waits for the mails to a reviewer about a document, and clicks a button in the second one. */
	const decide = async (fileName: string, reason: string, button: string) => {
		const mail = await eventually(`a reviewer is asked about ${fileName}`, () =>
			smtp.mails.find((one) => one.includes(`Subject: Approve ${fileName}?`)),
		);
		const file = smtp.mails.find((one) => one.includes(`Subject: Review ${fileName}`));
		expect(file).toContain(`filename=${fileName}`);
		for (const one of [mail, file]) {
			expect(one).toContain(reason);
			expect(one).toContain('https://dashboard.extend.ai/runs/');
		}
		// n8n does not respond to a request that arrives while the execution is being put to sleep.
		await eventually(
			'the execution sleeps',
			async () => (await n8n.client.listExecutions(workflow.id))[0]?.status === 'waiting',
		);
		const [, url] = new RegExp(`href="([^"]+)"[^>]*>${button}<`).exec(mail) ?? [];
		const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0' };
		expect((await fetch(String(url), { headers })).status).toBe(200);
	};
	const sum = 'Line items add up to';
	await decide('wrong.pdf', sum, 'Approve');
	await decide('later.pdf', 'invoice_date (2099-03-01) is later than today', 'Decline');
	const [execution] = await n8n.client.waitForExecutions(workflow.id);
	await n8n.client.deactivate(workflow);
	expect(execution.status).toBe('success');
	expect(await postgres.query('select * from payables order by file_name')).toMatchObject([
		{
			file_name: 'good.pdf',
			invoice_number: good.expected.invoice_number,
			currency: good.expected.currency,
			reviewed: false,
		},
		{ file_name: 'wrong.pdf', invoice_number: wrong.expected.invoice_number, reviewed: true },
	]);
	expect(smtp.mails.filter((one) => one.includes("couldn't read the file"))).toHaveLength(1);
});

it('order-against-invoice: open orders are closed, all else is asked about', async () => {
	const chat = await startHttpListener();
	cleanup.add(chat.close);
	await postgres.query('drop table if exists purchase_orders');
	await postgres.query(readTable('order-against-invoice'));
	await postgres.query(
		`insert into purchase_orders values ('PO-1', 80.30, 'EUR', null), ('PO-2', 99, 'EUR', null), ('PO-3', 5, 'EUR', 'A-0')`,
	);
	const invoices: Record<string, [order: string | null, total: number, currency: string]> = {
		'A-1': ['PO-1', 80.3, 'EUR'],
		'A-2': ['PO-2', 98, 'EUR'],
		'A-3': ['PO-3', 5, 'EUR'],
		'A-4': ['PO-4', 7, 'EUR'],
		'A-5': ['PO-2', 99, 'USD'],
		'A-6': [null, 9, 'EUR'],
	};
	for (const [invoice_number, [purchase_order_number, amount, iso]] of Object.entries(invoices)) {
		const total_amount = { amount, iso_4217_currency_code: iso };
		emulator.nextRun({
			match: { fileName: `${invoice_number}.pdf` },
			output: { value: { invoice_number, purchase_order_number, total_amount }, metadata: {} },
		});
	}
	const workflow = await activate('order-against-invoice', {
		'Ask Purchasing': { url: chat.url },
		'Not Processed': { url: chat.url },
	});
	const { pdf } = await makeInvoice({ seed: 64 });
	const files = Object.keys(invoices).map((name) => [`${name}.pdf`, pdf]);
	await post('/webhook/extend-orders', {
		...(Object.fromEntries(files) as Record<string, Uint8Array>),
		'damaged.pdf': DAMAGED,
	});
	const [execution] = await n8n.client.waitForExecutions(workflow.id);
	await n8n.client.deactivate(workflow);
	expect(execution.status).toBe('success');
	const orders = await postgres.query('select * from purchase_orders order by 1');
	expect(orders.map(({ invoice_number }) => invoice_number)).toEqual(['A-1', null, 'A-0']);
	const texts = (chat.bodies as Array<{ text: string }>).map(({ text }) => text).sort();
	expect(texts.filter((text) => text.includes('damaged.pdf'))).toHaveLength(1);
	const asked = texts.filter((text) => text.startsWith('Invoice '));
	for (const text of asked) expect(text).toContain('https://dashboard.extend.ai/runs/');
	expect(asked.map((text) => text.replace(/ https?:\S+$/, ''))).toEqual([
		'Invoice A-2 for 98 EUR: the order is for 99 EUR',
		'Invoice A-3 for 5 EUR: the order already has invoice A-0',
		'Invoice A-4 for 7 EUR: order "PO-4" not found',
		'Invoice A-5 for 99 USD: the order is for 99 EUR',
		'Invoice A-6 for 9 EUR: order "" not found',
	]);
});

it('agent-tool: an address, a text and a file ID, chosen by the model; short answers', async () => {
	const calls: Reply[] = [
		{
			call: 'extract_document',
			with: { documentUrl: `${emulator.url}/samples/invoice.pdf` },
		},
		{ call: 'extract_text', with: { text: 'Invoice number: 777\nTotal: 12.00 EUR' } },
		{ say: 'The number is 777.' },
	];
	let turn = 0;
	const model = await startChatModel(() => calls[turn++] ?? { say: 'done' });
	cleanup.add(model.close);
	credentials.push(
		await n8n.client.createCredential('Model', 'openAiApi', { apiKey: 'sk-test', url: model.url }),
	);
	const workflow = await activate('agent-tool');
	const ask = async () => {
		const answer = await fetch(`${n8n.url}/webhook/extend-agent-chat/chat`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ action: 'sendMessage', sessionId: 's1', chatInput: 'Which number?' }),
		});
		return await answer.text();
	};
	expect(await ask()).toContain('The number is 777.');
	const offered = model.requests[0].tools?.map(({ function: { name } }) => name);
	expect(offered?.sort()).toEqual(['extract_document', 'extract_file', 'extract_text']);
	const answers = model.requests[2].messages.filter(({ role }) => role === 'tool');
	expect(answers).toHaveLength(2);
	for (const { content } of answers) expect(content.length).toBeLessThan(1500);
	expect(answers[1].content).toContain('777');
	const [{ id }] = emulator.files();
	calls.push({ call: 'extract_file', with: { fileId: id } }, { say: 'read again' });
	expect(await ask()).toContain('read again');
	expect(emulator.runs()).toHaveLength(3);
	await n8n.client.deactivate(workflow);
});

it('start-then-sleep and wake-the-sleeper: no worker is held', async () => {
	emulator.options.latencyMs = 3000;
	const [sleeper, waker] = [
		await activate('start-then-sleep'),
		await activate('wake-the-sleeper', {
			'From This n8n?': {
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
					combinator: 'and',
					conditions: [
						{
							id: 'c',
							leftValue: '={{ $json.payload.metadata?.resumeUrl }}',
							rightValue: `${n8n.url}/`,
							operator: { type: 'string', operation: 'startsWith' },
						},
					],
				},
			},
		}),
	];
	const { pdf, expected } = await makeInvoice({ seed: 51 });
	await post('/webhook/extend-long-jobs', { 'long.pdf': pdf });
	await eventually(
		'the execution sleeps',
		async () => (await n8n.client.listExecutions(sleeper.id))[0]?.status === 'waiting',
	);
	const [execution] = await n8n.client.waitForExecutions(sleeper.id);
	expect(getItems(execution, 'Get Result')[0].json).toMatchObject({
		invoice_number: expected.invoice_number,
	});
	expect(emulator.runs()).toHaveLength(1);
	for (const workflow of [sleeper, waker]) await n8n.client.deactivate(workflow);
});

it('leaves no example untested', () => {
	// Tested in api.test.mts and queue.test.mts.
	const elsewhere = ['errors-to-slack', 'on-finished-runs', 'results-of-a-killed-execution'];
	expect(listExamples().sort()).toEqual([...tested, ...elsewhere].sort());
	for (const name of listExamples()) {
		const { nodes } = readExample(name);
		expect(nodes.some(({ type }) => type === 'n8n-nodes-base.stickyNote')).toBe(true);
		expect(nodes.every(({ credentials: own }) => own === undefined)).toBe(true);
	}
});
