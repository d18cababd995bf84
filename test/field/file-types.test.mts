/** What a file is: by its name, its MIME type and its first bytes together, as each node of n8n hands it over. */
import type { IDataObject } from 'n8n-workflow';
import { makePng } from '../samples/index.mts';
import { runExtend } from '../support/extendNode.mts';
import { BINARY_STORAGES, getUploads, useEmulator } from '../support/fixtures.mts';
import { initBinaryData, type MakeItems } from '../support/harness.mts';
import {
	EMAIL,
	makeHeif,
	makeOle,
	makeWorkbook,
	makeZip,
	MESSAGE_STREAMS,
	PDF,
	toUtf16,
} from './support/realFiles.mts';
import {
	downloadByFtp,
	downloadContent,
	giveFiles,
	prepareContent,
	readFromDisk,
	requestUrl,
	submitForm,
	type GivenFile,
	type Labels,
} from './support/sourceNodes.mts';

const emulator = useEmulator();

/** A JPEG to its magic bytes. */
const JPEG = Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0', 'latin1');
const DOCX = makeZip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' });
const junk = (length: number) => Buffer.alloc(length, 'x-');
const CALENDAR = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n';
/** A signed document: no text, without a zero within. */
const SIGNED = Buffer.from('0\x82\x05\xdc\x06\x09*\x86H\x86\xf7\x0d\x01\x07\x02\xa0', 'latin1');

const INVITATION: GivenFile = { name: 'invite.ics', bytes: Buffer.from(CALENDAR) };
const PDF_ON_DISK: GivenFile = { name: 'scan0001', bytes: PDF };

type Row = [what: string, label: Labels, file: GivenFile, sentAs: string];

describe.each(BINARY_STORAGES)('files stored in mode $storage', ({ mode, settings }) => {
	beforeEach(async () => void (await initBinaryData(mode)));

	/** The names under which the files of two items reach Extend. */
	const send = async (items: MakeItems, options: IDataObject = {}) => {
		const { thrown, hints } = await runExtend({
			emulator,
			settings,
			items,
			options: { onFailedRun: 'return', concurrency: 1, ...options },
		});
		expect(thrown?.message).toBeUndefined();
		return { names: getUploads(emulator).map(({ fileName }) => fileName), hints };
	};
	const sendTwice = async (label: Labels, file: GivenFile) =>
		(await send(giveFiles(label, [file, file]))).names;

	// Reports about n8n: files from disk, FTP and SFTP are labelled text/plain when their name has no extension.
	it.each<Row>([
		['from disk', readFromDisk, PDF_ON_DISK, 'scan0001.pdf'],
		['by FTP', downloadByFtp, PDF_ON_DISK, 'scan0001.pdf'],
		[
			'by FTP, of a type that n8n does not know',
			downloadByFtp,
			{ name: 'scan', bytes: Buffer.concat([junk(9), PDF]) },
			'scan.pdf',
		],
		['as a text', readFromDisk, { name: 'note', bytes: Buffer.from('Dear Sir') }, 'note.txt'],
		['as a text file', readFromDisk, { name: 'a.txt', bytes: PDF }, 'a.txt'],
		[
			'with a number',
			readFromDisk,
			{ name: 'Statement 2026.11', bytes: PDF },
			'Statement 2026.11.pdf',
		],
		[
			'by S3',
			downloadContent,
			{ name: 'inbox/scan', bytes: PDF, mimeType: 'binary/octet-stream' },
			'scan.pdf',
		],
		[
			'by a drive',
			downloadContent,
			{ name: 'Offer v1.2', bytes: PDF, mimeType: 'application/pdf' },
			'Offer v1.2.pdf',
		],
		['by mail', downloadContent, { bytes: PDF, mimeType: 'application/octet-stream' }, 'data.pdf'],
		['by a form', submitForm, { name: 'photo', bytes: JPEG, mimeType: 'image/jpeg' }, 'photo.jpg'],
		['by a Code node', prepareContent, { bytes: PDF }, 'data.pdf'],
		[
			'by URL',
			requestUrl,
			{ name: 'download', bytes: PDF, mimeType: 'application/pdf' },
			'download.pdf',
		],
		[
			'by URL, as text',
			requestUrl,
			{ name: 'download', bytes: PDF, mimeType: 'text/plain' },
			'download.pdf',
		],
		[
			'by URL of a page',
			requestUrl,
			{ name: 'get.php', bytes: PDF, mimeType: 'application/octet-stream' },
			'get.php.pdf',
		],
	])('A1: a file %s gets the extension of what it is', async (_what, label, file, sentAs) => {
		expect(await sendTwice(label, file)).toEqual([sentAs, sentAs]);
	});

	it('A1: File Types keeps a scan that n8n labels as text', async () => {
		const text: GivenFile = { name: 'note', bytes: Buffer.from('Dear Sir') };
		const items = giveFiles(readFromDisk, [PDF_ON_DISK, text, PDF_ON_DISK]);
		const { names, hints } = await send(items, { fileTypes: ['pdf'] });
		expect(names).toEqual(['scan0001.pdf', 'scan0001.pdf']);
		expect(hints.join()).toContain('Skipped one file: note.txt.');
	});

	// Reports of archives and mail: .xls and .ppt without extension became .doc, messages of Outlook .msg.doc.
	it.each<Row>([
		['a workbook', prepareContent, { name: 'report', bytes: makeWorkbook('biff8') }, 'report.xls'],
		[
			'a workbook of Excel 5',
			prepareContent,
			{ name: 'old', bytes: makeWorkbook('biff5') },
			'old.xls',
		],
		[
			'a workbook from disk',
			readFromDisk,
			{ name: 'report', bytes: makeWorkbook('biff8') },
			'report.xls',
		],
		[
			'slides',
			downloadContent,
			{
				name: 'slides',
				bytes: makeOle(['PowerPoint Document']),
				mimeType: 'application/octet-stream',
			},
			'slides.ppt',
		],
		[
			'a letter',
			prepareContent,
			{ name: 'letter', bytes: makeOle(['WordDocument']) },
			'letter.doc',
		],
		[
			'a letter with a workbook within',
			prepareContent,
			{ name: 'letter', bytes: makeOle(['ObjectPool/_1/Workbook', 'WordDocument']) },
			'letter.doc',
		],
		[
			'slides with a directory far behind',
			readFromDisk,
			{ name: 'slides', bytes: makeOle(['Pictures', 'PowerPoint Document'], 300_000) },
			'slides.ppt',
		],
		[
			'a letter of more than 7 MB',
			readFromDisk,
			{ name: 'letter', bytes: makeOle([...'abcdefgh', 'WordDocument'], 8_000_000) },
			'letter.doc',
		],
		[
			'a workbook that a portal calls Word',
			downloadContent,
			{ name: 'report.bin', bytes: makeWorkbook('biff8'), mimeType: 'application/octet-stream' },
			'report.bin.xls',
		],
		[
			'a message of Outlook',
			prepareContent,
			{ name: 'Angebot', bytes: makeOle(MESSAGE_STREAMS) },
			'Angebot',
		],
		[
			'a broken container',
			prepareContent,
			{ name: 'report', bytes: makeWorkbook('biff8').subarray(0, 700) },
			'report',
		],
		[
			'an encrypted document',
			downloadContent,
			{
				name: 'contract',
				bytes: makeOle(['EncryptionInfo', 'EncryptedPackage']),
				mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			},
			'contract.docx',
		],
	])('A2: %s gets its own extension or keeps its name', async (_what, label, file, sentAs) => {
		expect(await sendTwice(label, file)).toEqual([sentAs, sentAs]);
	});

	// Reports of mail nodes: invitations, messages and signatures got a second extension, and were billed.
	it.each<Row>([
		[
			'Outlook',
			downloadContent,
			{
				name: 'Angebot.msg',
				bytes: makeOle(MESSAGE_STREAMS),
				mimeType: 'application/vnd.ms-outlook',
			},
			'Angebot.msg',
		],
		[
			'Outlook, as bytes',
			downloadContent,
			{
				name: 'Angebot.msg',
				bytes: makeOle(['WordDocument']),
				mimeType: 'application/octet-stream',
			},
			'Angebot.msg',
		],
		['a calendar', prepareContent, INVITATION, 'invite.ics'],
		[
			'a signature',
			downloadContent,
			{ name: 'smime.p7m', bytes: SIGNED, mimeType: 'application/pkcs7-mime' },
			'smime.p7m',
		],
		['a drawing', readFromDisk, { name: 'plan.dwg', bytes: Buffer.from('AC1032\0\0') }, 'plan.dwg'],
		['a log', readFromDisk, { name: 'server.log', bytes: Buffer.from('a text') }, 'server.log'],
		['an archive', prepareContent, { name: 'all.zip', bytes: DOCX }, 'all.zip'],
		['JSON', prepareContent, { name: 'data.json', bytes: Buffer.from('{}') }, 'data.json'],
		[
			'a PDF within',
			downloadContent,
			{ name: 'logo.ai', bytes: PDF, mimeType: 'application/postscript' },
			'logo.ai',
		],
	])('A2: the extension of %s is never followed by another', async (_what, label, file, sentAs) => {
		expect(await sendTwice(label, file)).toEqual([sentAs, sentAs]);
	});

	it('A2: a name with a dot and a page that gives out files get one, as type and bytes agree', async () => {
		const mimeType = 'application/pdf';
		expect(
			(
				await send(
					giveFiles(downloadContent, [
						{ name: 'Offer for Mr.Smith', bytes: PDF, mimeType },
						{ name: 'invoice.acme', bytes: PDF, mimeType },
						{ name: 'plan.dwg', bytes: Buffer.from('AC1032\0\0'), mimeType },
					]),
				)
			).names,
		).toEqual(['Offer for Mr.Smith.pdf', 'invoice.acme.pdf', 'plan.dwg']);
	});

	it.each([true, undefined])(
		'A2: what nothing tells is skipped by a pattern (Skip Unsupported Files: %s)',
		async (skipUnsupported) => {
			const { items, hints } = await runExtend({
				emulator,
				settings,
				items: giveFiles(downloadContent, [
					{ name: 'Angebot', bytes: makeOle(MESSAGE_STREAMS) },
					{ name: 'smime', bytes: SIGNED, mimeType: 'application/octet-stream' },
					{ name: 'invite', bytes: Buffer.from(CALENDAR), mimeType: 'text/calendar' },
					{
						name: 'status',
						bytes: Buffer.from('Reporting-MTA: a'),
						mimeType: 'message/delivery-status',
					},
				]),
				parameters: skipUnsupported ? {} : { binaryPropertyName: '*' },
				options: skipUnsupported ? { skipUnsupported } : {},
			});
			expect(items).toHaveLength(4);
			expect(hints.join()).toContain('Skipped 4 files: Angebot, smime, invite, status.');
			expect(emulator.requests).toEqual([]);
		},
	);

	// Reports of PDF readers: scanners and portals write before the header; readers accept it within 1,024 bytes.
	it.each<[string, Buffer, string]>([
		['a line break', Buffer.from('\r\n'), 'invoice.pdf'],
		['a byte order mark', Buffer.from('\ufeff'), 'invoice.pdf'],
		['zeros', Buffer.alloc(20), 'invoice.pdf'],
		['a few bytes', Buffer.from('\x1b%-12345X@PJL\n'), 'invoice.pdf'],
		['1,000 bytes', junk(1000), 'invoice.pdf'],
		['headers of a response', Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), 'invoice.pdf'],
		['2,000 bytes', junk(2000), 'invoice.txt'],
	])('A3: a PDF after %s is one', async (_what, before, sentAs) => {
		const file = { name: 'invoice', bytes: Buffer.concat([before, PDF]) };
		expect(await sendTwice(readFromDisk, file)).toEqual([sentAs, sentAs]);
	});

	it('A3: a text about PDFs, and an email with one, are none', async () => {
		const { names } = await send(
			giveFiles(readFromDisk, [
				{ name: 'note', bytes: Buffer.from('A PDF begins with %PDF-1.7 and a line break.') },
				{ name: 'mail', bytes: Buffer.concat([EMAIL, PDF]) },
			]),
		);
		expect(names).toEqual(['note.txt', 'mail.eml']);
	});

	// Reports of mail libraries and phones: forwarded mails, e-invoices and photos became .txt.
	it.each<[string, Buffer | string, string]>([
		['an email', EMAIL, 'file.eml'],
		['a memo', 'From: A\nTo: B\nDate: today\n\nHello', 'file.txt'],
		['a page', '<!-- saved --><!DOCTYPE html><html></html>', 'file.html'],
		['part of a page', '<div><p>Total 5</p></div>', 'file.html'],
		['XHTML', '<?xml version="1.0"?>\n<!DOCTYPE html><html></html>', 'file.html'],
		['an e-invoice', '\ufeff<?xml version="1.0"?><Invoice/>', 'file.xml'],
		['an e-invoice without declaration', '<ubl:Invoice xmlns:ubl="urn:x"/>', 'file.xml'],
		['XML in UTF-16', toUtf16('<?xml version="1.0"?><a/>'), 'file.xml'],
		['a text in UTF-16', toUtf16('Straße 5'), 'file.txt'],
		['a text in Latin-1', Buffer.from('Stra\xdfe 5, M\xfcnchen', 'latin1'), 'file.txt'],
		['a picture in SVG', '<?xml version="1.0"?><svg xmlns="x"/>', 'file.svg'],
		['a photo', makeHeif('heic', 'mif1'), 'file.heic'],
		['a sequence of photos', makeHeif('msf1', 'hevc'), 'file.heic'],
		['a photo of another encoding', makeHeif('mif1', 'miaf', 'avif'), 'file'],
		['a video', makeHeif('isom', 'mp42'), 'file'],
		['a calendar', CALENDAR, 'file'],
		['a card', 'BEGIN:VCARD\r\n', 'file'],
		['a signature', '-----BEGIN PKCS7-----\n', 'file'],
		['PostScript', '%!PS-Adobe-3.0\n', 'file'],
		['a text that begins like a bitmap', 'BMW Financial Services', 'file.txt'],
		['bytes', Buffer.from([1, 2, 200, 201]), 'file'],
		['a document', DOCX, 'file.docx'],
		['a workbook', makeWorkbook('xlsx'), 'file.xlsx'],
		['a workbook of OpenOffice', makeWorkbook('ods'), 'file.ods'],
		['a binary workbook', makeWorkbook('xlsb'), 'file'],
		['a zip file', makeZip({ 'a.txt': 'a' }), 'file'],
		['a zip file with a document within', makeZip({ 'a.docx': DOCX, 'b.txt': 'b' }, 0), 'file'],
		['a TIFF', Buffer.from('MM\0*\0\0\0\x08', 'latin1'), 'file.tiff'],
	])('A4: %s without an extension is right or unchanged', async (_what, content, sentAs) => {
		const file = { name: 'file', bytes: Buffer.from(content as string) };
		expect(await sendTwice(readFromDisk, file)).toEqual([sentAs, sentAs]);
	});

	it.each<[string, string, Buffer, string]>([
		[
			'a CSV file that Windows labels as Excel',
			'application/vnd.ms-excel',
			Buffer.from('a;b\n1;2'),
			'file.csv',
		],
		[
			'a page that claims to be a PDF',
			'application/pdf',
			Buffer.from('<html></html>'),
			'file.html',
		],
		['a scan that claims to be a picture', 'image/jpeg', PDF, 'file.pdf'],
		['a table', 'text/csv; charset=utf-8', Buffer.from('a,b'), 'file.csv'],
		['Markdown', 'text/markdown', Buffer.from('# A'), 'file.md'],
		['a forwarded email', 'message/rfc822', EMAIL, 'file.eml'],
		[
			'a workbook with macros',
			'application/vnd.ms-excel.sheet.macroEnabled.12',
			makeWorkbook('xlsx'),
			'file.xlsm',
		],
		['an archive that claims to be a document', 'application/zip', DOCX, 'file.docx'],
		['a PDF that is not known', 'application/pdf', Buffer.from([1, 2, 200]), 'file.pdf'],
		['a picture', 'image/png', makePng(), 'file.png'],
	])('A4: of type and bytes, %s is what it is', async (_what, mimeType, bytes, sentAs) => {
		const file = { name: 'file', bytes, mimeType };
		expect(await sendTwice(downloadContent, file)).toEqual([sentAs, sentAs]);
	});
});
