/** The file types that Extend reads (Extend docs: supported file types), and how a file's type is detected. */
import { getOwn } from '../utils/objects';

export type FileGroup = 'pdf' | 'image' | 'office' | 'text';

const EXTENSIONS: Record<FileGroup, string[]> = {
	pdf: ['pdf'],
	image: 'png jpg jpeg tiff tif svg heic heif bmp gif webp psd pcx'.split(' '),
	office: 'xls xlsx xlsm xltm xltx ods docx doc wpd dotx odt pptx ppt ppm'.split(' '),
	text: 'csv txt html htm xml rtf lis md eml'.split(' '),
};

/** Extensions for the MIME types that mail and drive nodes deliver. */
const MIME_EXTENSIONS: Record<string, string> = {
	'application/pdf': 'pdf',
	'application/x-pdf': 'pdf',
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/jpg': 'jpg',
	'image/tiff': 'tiff',
	'image/gif': 'gif',
	'image/bmp': 'bmp',
	'image/webp': 'webp',
	'image/heic': 'heic',
	'image/heif': 'heif',
	'image/svg+xml': 'svg',
	'application/msword': 'doc',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'application/vnd.ms-powerpoint': 'ppt',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/rtf': 'rtf',
	'text/rtf': 'rtf',
	'text/csv': 'csv',
	'text/html': 'html',
	'text/xml': 'xml',
	'application/xml': 'xml',
	'text/markdown': 'md',
	'message/rfc822': 'eml',
};

/** The first bytes of files by type. Zip and OLE containers need a closer look: see below. */
const MAGIC_BYTES: Array<[extension: string, bytes: string]> = [
	['pdf', '%PDF-'],
	['png', '\x89PNG\r\n\x1a\n'],
	['jpg', '\xff\xd8\xff'],
	['gif', 'GIF8'],
	['bmp', 'BM'],
	['tiff', 'II*\0'],
	['tiff', 'MM\0*'],
	['psd', '8BPS'],
	['rtf', '{\\rtf'],
];

/** In lower case, without the dot; empty when there is none. */
export function getExtension(fileName: string): string {
	return /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1].toLowerCase() ?? '';
}

/** Undefined for an extension that Extend is not known to read. */
export function getFileGroup(fileName: string): FileGroup | undefined {
	const extension = getExtension(fileName);
	const groups = Object.keys(EXTENSIONS) as FileGroup[];
	return groups.find((group) => EXTENSIONS[group].includes(extension));
}

/** Undefined for `application/octet-stream` and unknown MIME types. */
export function mimeToExtension(mimeType: string): string | undefined {
	return getOwn(MIME_EXTENSIONS, mimeType.split(';', 1)[0].trim().toLowerCase());
}

/** The extension by the first bytes of a file; a few kilobytes are enough. */
export function detectExtension(head: Buffer): string | undefined {
	const text = head.toString('latin1');
	const known = MAGIC_BYTES.find(([, bytes]) => text.startsWith(bytes));
	if (known) return known[0];
	if (text.startsWith('PK\x03\x04')) return detectZipExtension(text);
	if (text.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return detectOleExtension(text);
	if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
	if (text.slice(4, 8) === 'ftyp' && /^(heic|heix|mif1|hevc)/.test(text.slice(8, 12)))
		return 'heic';
	return detectTextExtension(text);
}

function detectZipExtension(text: string): string | undefined {
	if (text.includes('opendocument.text')) return 'odt';
	if (text.includes('opendocument.spreadsheet')) return 'ods';
	if (text.includes('word/')) return 'docx';
	if (text.includes('xl/')) return 'xlsx';
	return text.includes('ppt/') ? 'pptx' : undefined;
}

function detectOleExtension(text: string): string {
	// Stream names in old Office files are UTF-16.
	if (text.includes('W\0o\0r\0k\0b\0o\0o\0k')) return 'xls';
	return text.includes('P\0o\0w\0e\0r\0P\0o\0i\0n\0t') ? 'ppt' : 'doc';
}

function detectTextExtension(text: string): string | undefined {
	if (text === '' || text.includes('\0')) return undefined;
	const start = text.slice(0, 512).trimStart().toLowerCase();
	if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'html';
	if (start.startsWith('<?xml') || start.startsWith('\xef\xbb\xbf<?xml')) return 'xml';
	return 'txt';
}
