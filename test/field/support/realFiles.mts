/** Files as programs write them. */
import { deflateRawSync } from 'node:zlib';
import * as CFB from 'cfb';
import * as XLSX from 'xlsx';

/** A text in UTF-16 with a byte order mark. */
export const toUtf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

const SHEET = XLSX.utils.aoa_to_sheet([
	['Invoice', '4711'],
	['Total', 12.5],
]);

/** A real workbook: `biff8` and `biff5` are .xls, the others zip files. */
export function makeWorkbook(bookType: 'biff8' | 'biff5' | 'xlsx' | 'ods' | 'xlsb'): Buffer {
	const book = XLSX.utils.book_new();
	XLSX.utils.book_append_sheet(book, SHEET, 'Sheet');
	return XLSX.write(book, { type: 'buffer', bookType }) as Buffer;
}

/**
 * An OLE file with these streams.
 * @param padding bytes of a stream before them, which move the directory away from the beginning
 */
export function makeOle(streams: string[], padding = 0): Buffer {
	const container = CFB.utils.cfb_new();
	if (padding > 0) CFB.utils.cfb_add(container, '/Data', Buffer.alloc(padding, 7));
	for (const stream of streams) CFB.utils.cfb_add(container, `/${stream}`, Buffer.alloc(5000, 1));
	return CFB.write(container, { type: 'buffer' }) as Buffer;
}

/** The streams of a message of Outlook, as Outlook writes them; an attached document lies in a folder of its own. */
export const MESSAGE_STREAMS = [
	'__properties_version1.0',
	'__nameid_version1.0/__substg1.0_00020102',
	'__substg1.0_0037001F',
	'__attach_version1.0_#00000000/WordDocument',
];

/** A zip file with these parts, which are stored as they are or deflated. */
export function makeZip(parts: Record<string, string | Buffer>, method: 0 | 8 = 8): Buffer {
	const chunks: Buffer[] = [];
	for (const [name, content] of Object.entries(parts)) {
		const bytes = Buffer.from(content as string);
		const data = method === 8 ? deflateRawSync(bytes) : bytes;
		const header = Buffer.alloc(30);
		header.writeUInt32LE(0x04034b50, 0);
		header.writeUInt16LE(20, 4);
		header.writeUInt16LE(method, 8);
		header.writeUInt32LE(data.length, 18);
		header.writeUInt32LE(bytes.length, 22);
		header.writeUInt16LE(Buffer.byteLength(name), 26);
		chunks.push(header, Buffer.from(name), data);
	}
	return Buffer.concat(chunks);
}

/** The beginning of a photo or a sequence of photos. */
export function makeHeif(brand: string, ...compatible: string[]): Buffer {
	const brands = [brand, '\0\0\0\0', ...compatible].join('');
	const size = Buffer.alloc(4);
	size.writeUInt32BE(8 + brands.length);
	return Buffer.concat([size, Buffer.from(`ftyp${brands}`, 'latin1'), Buffer.alloc(64)]);
}

export const PDF = Buffer.from(
	'%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n',
	'latin1',
);

export const EMAIL = Buffer.from(
	'Received: from mx.example (10.0.0.1)\r\n\tby mail.example; Thu, 26 Nov 2026 10:00:00 +0000\r\n' +
		'From: "A" <a@example.com>\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n\r\nHello\r\n',
);
