/** The examples with the world's files: no document is lost without a word, and no row is empty. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
	NodeHelpers,
	type IBinaryData,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { lockPdf, makeInvoice, makePng } from '../samples/index.mts';
import { byId, getItemError, runExtend } from '../support/extendNode.mts';
import { storeBinary, useEmulator } from '../support/fixtures.mts';
import { Extend } from '../support/testedNodes.mts';

const emulator = useEmulator();
const folder = path.resolve(__dirname, '../../examples');

/** The node that processes documents, with the defaults that n8n adds when it loads a workflow. */
function readExtendNode(name: string): INode {
	const { nodes } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as {
		nodes: INode[];
	};
	const node = nodes.find((one) => one.name === 'Extend') as INode;
	const { description } = new Extend();
	const { properties } = description;
	const parameters = NodeHelpers.getNodeParameters(
		properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	return { ...node, parameters: parameters as INode['parameters'] };
}

let execution = 0;
async function run(name: string, items: INodeExecutionData[], changes: IDataObject = {}) {
	const { id, onError, parameters } = readExtendNode(name);
	execution += 1;
	const result = await runExtend({
		emulator,
		items,
		parameters: { ...(parameters as IDataObject), ...changes },
		node: { id, onError },
		executionId: `example-${execution}`,
	});
	expect(result.thrown).toBeUndefined();
	return {
		rows: result.items.map(({ json }) => json),
		failures: result.errorItems.map(getItemError),
		failedFiles: result.errorItems.map(({ binary }) => Object.keys(binary ?? {})),
	};
}

const PDF = 'application/pdf';
type Attachment = [fileName: string, bytes: Buffer, mimeType: string];

/** An email as the IMAP and Gmail triggers make it. */
async function createMail(subject: string, attachments: Attachment[]): Promise<INodeExecutionData> {
	const binary: Record<string, IBinaryData> = {};
	for (const [position, [fileName, bytes, mimeType]] of attachments.entries())
		binary[`attachment_${position}`] = await storeBinary(bytes, fileName, mimeType);
	return { json: { subject }, binary };
}
/** Files as Read Files and the download of Google Drive make them. */
const createFiles = async (attachments: Attachment[]): Promise<INodeExecutionData[]> =>
	await Promise.all(
		attachments.map(async ([fileName, bytes, mimeType]) => ({
			json: { fileName },
			binary: { data: await storeBinary(bytes, fileName, mimeType) },
		})),
	);

const makeFile = async (seed: number) => {
	const { pdf, expected } = await makeInvoice({ seed });
	return { bytes: Buffer.from(pdf), number: expected.invoice_number };
};
const DAMAGED: Attachment = ['annex.pdf', Buffer.from('%PDF-1.7\nbroken'), PDF];
const createLocked = async (): Promise<Attachment> => {
	const { pdf } = await makeInvoice({ seed: 3 });
	return ['locked.pdf', Buffer.from(await lockPdf(pdf, 'secret')), PDF];
};

const expectNoEmptyRow = (rows: IDataObject[]) => {
	for (const row of rows) expect(row.invoice_number).toBeTruthy();
};
const getNames = (failures: IDataObject[]) => failures.map(({ fileName }) => fileName).sort();

describe('mail-to-spreadsheet', () => {
	it('C3: a row for each invoice, none for a logo, an invitation or a mail without files', async () => {
		const [one, scan] = [await makeFile(11), await makeFile(12)];
		const { rows, failures, failedFiles } = await run('mail-to-spreadsheet', [
			await createMail('Invoice', [['invoice.pdf', one.bytes, PDF], DAMAGED]),
			await createMail('Thanks!', []),
			await createMail('Hello', [['logo.png', Buffer.from(makePng(90, 30)), 'image/png']]),
			await createMail('Lunch', [
				['invite.ics', Buffer.from('BEGIN:VCALENDAR\nEND:VCALENDAR'), 'text/calendar'],
			]),
			await createMail('Protected', [await createLocked()]),
			// As a scanner names it, and as mail programs label what they do not know.
			await createMail('Scan', [['scan0001', scan.bytes, 'application/octet-stream']]),
		]);
		expect(rows.map((row) => row.invoice_number)).toEqual([one.number, scan.number]);
		expectNoEmptyRow(rows);
		expect(getNames(failures)).toEqual(['annex.pdf', 'locked.pdf']);
		expect(failedFiles).toEqual([['attachment_1'], ['attachment_0']]);
		for (const { message, description } of failures) {
			expect(message).toMatch(/(annex|locked)\.pdf/);
			expect(description).toBeTruthy();
		}
		expect(emulator.runs()).toHaveLength(4);
	});
});

describe('folder-on-schedule', () => {
	it('C2: what was processed is skipped the next time, and what failed is tried again', async () => {
		const good = await makeFile(21);
		const files = async () =>
			await createFiles([['invoice.pdf', good.bytes, PDF], DAMAGED, await createLocked()]);
		const first = await run('folder-on-schedule', await files());
		expect(first.rows.map((row) => row.invoice_number)).toEqual([good.number]);
		expect(getNames(first.failures)).toEqual(['annex.pdf', 'locked.pdf']);

		const second = await run('folder-on-schedule', await files());
		expect(second.rows).toEqual([]);
		expect(getNames(second.failures)).toEqual(['annex.pdf', 'locked.pdf']);
		expect(emulator.runs().filter(({ status }) => status === 'PROCESSED')).toHaveLength(1);
	});
});

describe('batch-overnight', () => {
	it('C2: rows of the good files, and the names and reasons of the others', async () => {
		const good = await makeFile(23);
		const { rows, failures } = await run(
			'batch-overnight',
			await createFiles([['invoice.pdf', good.bytes, PDF], DAMAGED, await createLocked()]),
			{ extractor: byId(seededIds.invoices) },
		);
		expect(rows.length).toBeGreaterThan(0);
		for (const row of rows)
			expect(row).toMatchObject({
				invoice_number: good.number,
				extend_file_name: 'invoice.pdf',
			});
		expect(getNames(failures)).toEqual(['annex.pdf', 'locked.pdf']);
	});
});

describe.each(['drive-to-database', 'errors-to-slack'])('%s', (name) => {
	it('C2: one file that fails stops no other', async () => {
		const good = await makeFile(31);
		const { rows, failures } = await run(
			name,
			await createFiles([DAMAGED, ['invoice.pdf', good.bytes, PDF], await createLocked()]),
		);
		expect(rows.map((row) => row.invoice_number)).toEqual([good.number]);
		expect(getNames(failures)).toEqual(['annex.pdf', 'locked.pdf']);
	});
});
