/** What a file is by its first bytes. */
import { detectTextType } from './textTypes';

/** Types that begin with the same bytes always. */
const MAGIC_BYTES: Array<[type: string, bytes: string]> = [
	['png', '\x89PNG\r\n\x1a\n'],
	['jpg', '\xff\xd8\xff'],
	['gif', 'GIF87a'],
	['gif', 'GIF89a'],
	['tiff', 'II*\0'],
	['tiff', 'MM\0*'],
	['tiff', 'II+\0'],
	['tiff', 'MM\0+'],
	['psd', '8BPS\0'],
	['rtf', '{\\rtf'],
	['wpd', '\xffWPC'],
	['ole', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
];

/** PDF readers accept the header within this many bytes. */
const PDF_HEADER_WITHIN = 1024;
/** Sizes of the header that follows the file header in bitmaps: `BM` alone may begin a text. */
const BMP_HEADER_BYTES = [12, 40, 52, 56, 64, 108, 124];
/** Brands of still images and sequences in HEIF containers. AVIF has some of them too. */
const HEIC_BRANDS = 'heic heix heim heis hevc hevx hevm hevs'.split(' ');
const HEIF_BRANDS = ['mif1', 'msf1'];

const ZIP = 'PK\x03\x04';
/** Parts of Office files, in the order in which they are looked for: binary workbooks have some of the others too. */
const OFFICE_PARTS: Array<[type: string, part: RegExp]> = [
	['xlsb', /^xl\/(_rels\/)?workbook\.bin/],
	['docx', /^word\/.*\.xml/],
	['xlsx', /^xl\/.*\.xml/],
	['pptx', /^ppt\/.*\.xml/],
];
const OPEN_DOCUMENT = /application\/vnd\.oasis\.opendocument\.(text|spreadsheet)(?![\w-])/;

/**
 * The type by the first bytes of a file, 64 KB at most: an extension that Extend reads or one of another type, `txt`
 * for any text, `zip` and `ole` for containers whose content is not seen. Undefined when the bytes say nothing.
 */
export function detectType(head: Buffer): string | undefined {
	const bytes = head.toString('latin1');
	const known = MAGIC_BYTES.find(([, magic]) => bytes.startsWith(magic));
	if (known) return known[0];
	if (bytes.startsWith(ZIP)) return detectZipType(head, bytes);
	if (bytes.startsWith('RIFF') && bytes.slice(8, 12) === 'WEBP') return 'webp';
	if (bytes.startsWith('BM') && head.length > 18 && isBitmap(head)) return 'bmp';
	if (bytes.slice(4, 8) === 'ftyp') return detectHeifType(bytes);
	const text = detectTextType(head);
	// An email may have a PDF within its first bytes.
	return text !== 'eml' && hasPdfHeader(bytes) ? 'pdf' : text;
}

/** Unless only blanks precede it, the header must end its line: a text may mention it. */
function hasPdfHeader(bytes: string): boolean {
	const at = bytes.slice(0, PDF_HEADER_WITHIN).search(/%PDF-\d/);
	if (at < 0) return false;
	if (/^[\s\0]*$/.test(bytes.slice(0, at).replace(/^(\xef\xbb\xbf|\xfe\xff|\xff\xfe)/, ''))) {
		return true;
	}
	return /^%PDF-\d\.\d[ \t]*([\r\n]|$)/.test(bytes.slice(at, at + 32));
}

function isBitmap(head: Buffer): boolean {
	return head.readUInt32LE(6) === 0 && BMP_HEADER_BYTES.includes(head.readUInt32LE(14));
}

function detectHeifType(bytes: string): string | undefined {
	const size = Math.min(bytes.charCodeAt(3) + 256 * bytes.charCodeAt(2), 256);
	const brands = bytes.slice(8, size).match(/.{4}/gs) ?? [];
	if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return 'heic';
	if (brands.some((brand) => brand.startsWith('avi'))) return 'avif';
	return brands.some((brand) => HEIF_BRANDS.includes(brand)) ? 'heif' : undefined;
}

/** By the names of the parts, which stand before each of them. */
function detectZipType(head: Buffer, bytes: string): string {
	const names = listZipNames(head, bytes);
	// OpenDocument says its MIME type in the first part, or in its list of parts; both are seldom compressed.
	if (names[0] === 'mimetype' || names.includes('META-INF/manifest.xml')) {
		const [, type] = OPEN_DOCUMENT.exec(bytes) ?? [];
		if (type) return type === 'text' ? 'odt' : 'ods';
	}
	const office = OFFICE_PARTS.find(([, part]) => names.some((name) => part.test(name)));
	return office ? office[0] : 'zip';
}

/** Of the parts that begin within the first bytes. A part of known size is skipped, since it may be a zip file itself. */
function listZipNames(head: Buffer, bytes: string): string[] {
	const names: string[] = [];
	let at = 0;
	while (bytes.startsWith(ZIP, at) && at + 30 <= head.length) {
		const nameEnd = at + 30 + head.readUInt16LE(at + 26);
		names.push(head.toString('utf8', at + 30, nameEnd));
		const start = nameEnd + head.readUInt16LE(at + 28);
		const isSizeBehind = (head.readUInt16LE(at + 6) & 8) !== 0;
		at = isSizeBehind ? bytes.indexOf(ZIP, start) : start + head.readUInt32LE(at + 18);
		if (at < 0) break;
	}
	return names;
}
