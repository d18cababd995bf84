/** The file types that Extend reads (Extend docs: supported file types), by extension and by MIME type. */
import { getOwn } from '../../utils/objects';
import { getBefore } from '../../utils/sanitize';

export const FILE_GROUPS = ['pdf', 'image', 'office', 'text'] as const;
export type FileGroup = (typeof FILE_GROUPS)[number];

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
	'image/pjpeg': 'jpg',
	'image/tiff': 'tiff',
	'image/gif': 'gif',
	'image/bmp': 'bmp',
	'image/x-ms-bmp': 'bmp',
	'image/webp': 'webp',
	'image/heic': 'heic',
	'image/heic-sequence': 'heic',
	'image/heif': 'heif',
	'image/heif-sequence': 'heif',
	'image/svg+xml': 'svg',
	'image/vnd.adobe.photoshop': 'psd',
	'application/msword': 'doc',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.template': 'dotx',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.wordperfect': 'wpd',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.ms-excel.sheet.macroenabled.12': 'xlsm',
	'application/vnd.ms-excel.template.macroenabled.12': 'xltm',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.template': 'xltx',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'application/vnd.ms-powerpoint': 'ppt',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/rtf': 'rtf',
	'text/rtf': 'rtf',
	'text/csv': 'csv',
	'text/html': 'html',
	'application/xhtml+xml': 'html',
	'text/xml': 'xml',
	'application/xml': 'xml',
	'text/markdown': 'md',
	'message/rfc822': 'eml',
};

/**
 * MIME types that say nothing about the type. n8n labels `text/plain` whatever it does not know, also files from disk
 * without an extension; S3 has a type of its own for the same; `application/x-cfb` is any old Office file.
 */
const UNKNOWN_MIME_TYPES = [
	'',
	'text/plain',
	'application/octet-stream',
	'binary/octet-stream',
	'application/binary',
	'application/unknown',
	'application/x-unknown',
	'application/download',
	'application/x-download',
	'application/force-download',
	'application/x-cfb',
	'application/zip',
	'application/x-zip-compressed',
];

/** Extensions that say nothing either: of mail programs, portals, broken downloads and pages that give out files. */
const UNKNOWN_EXTENSIONS =
	'bin dat data tmp temp file att attach blob part download bak old orig php asp aspx ashx jsp do cgi'.split(
		' ',
	);

/** In lower case, without the dot; empty when there is none. A number is none: `Offer v1.2`, `Statement 2026.11`. */
export function getExtension(fileName: string): string {
	const extension = /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
	return /^\d+$/.test(extension) ? '' : extension;
}

/** Whether the name has an extension of another type, e.g. `.msg` or `.ics`. */
export function hasUnsupportedExtension(fileName: string): boolean {
	const extension = getExtension(fileName);
	if (extension === '' || UNKNOWN_EXTENSIONS.includes(extension)) return false;
	return getFileGroup(fileName) === undefined;
}

/** Undefined for an extension that Extend is not known to read. */
export function getFileGroup(fileName: string): FileGroup | undefined {
	const extension = getExtension(fileName);
	return FILE_GROUPS.find((group) => EXTENSIONS[group].includes(extension));
}

/** Undefined for types that Extend does not read, and for those that say nothing. */
export function mimeToExtension(mimeType: string): string | undefined {
	return getOwn(MIME_EXTENSIONS, normalizeMimeType(mimeType));
}

/** Whether the MIME type says nothing about the type. */
export function isUnknownMimeType(mimeType: string): boolean {
	return UNKNOWN_MIME_TYPES.includes(normalizeMimeType(mimeType));
}

function normalizeMimeType(mimeType: string): string {
	return getBefore(mimeType, ';').trim().toLowerCase();
}
