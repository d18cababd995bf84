/** Binary objects as n8n, expressions and Code nodes give them: checked, and in one form. */
import type { IBinaryData } from 'n8n-workflow';
import { InputError } from '../errors/inputError';
import { isRecord, type JsonRecord } from '../utils/objects';
import { getBefore, toNonEmptyText } from '../utils/sanitize';
import { decodePercent, safeFileName } from './fileNames';
import { FILE_MESSAGES } from './messages';

/** Names of n8n's storages. As `data` of a file without an ID they are no content, although they can be decoded. */
const STORAGES = /^(default|filesystem|s3|azure|database)(-[\w-]+)?$/;
/** At both ends of a text, so that a large one is not read as a whole. */
const CHECKED_CHARACTERS = 4096;

/** Whether the value is a file: of n8n, or made in a Code node. `$binary` omits `data`. */
export function isBinaryObject(value: unknown): value is JsonRecord {
	if (!isRecord(value)) return false;
	if (typeof value.id === 'string' && typeof value.mimeType === 'string') return true;
	const label = ['mimeType', 'fileName', 'fileSize', 'fileExtension'];
	const labels = label.filter((name) => typeof value[name] === 'string').length;
	return labels > 1 || (labels > 0 && 'data' in value);
}

/**
 * The file as n8n's helpers take it: with a MIME type, empty when there is none, and with an ID or with the content
 * as base64. Throws InputError.
 */
export function toBinaryData(value: IBinaryData, fieldName: string): IBinaryData {
	const id = toNonEmptyText(value.id);
	const mimeType = toNonEmptyText(value.mimeType) ?? '';
	const file = { ...value, mimeType };
	if (id) return { ...file, id, data: toNonEmptyText(value.data) ?? getBefore(id, ':') };
	const names = { fileName: getBinaryName(file, fieldName), fieldName };
	const data: unknown = value.data;
	if (typeof data !== 'string' || STORAGES.test(data)) {
		throw new InputError(FILE_MESSAGES.noData(names));
	}
	const content = data.startsWith('data:') ? readDataUri(data) : { base64: data, mimeType: '' };
	// As mail programs wrap it.
	const isWrapped = /\s/.test(content.base64.slice(0, CHECKED_CHARACTERS));
	const base64 = isWrapped ? content.base64.replace(/\s+/g, '') : content.base64;
	if (!isBase64(base64)) throw new InputError(FILE_MESSAGES.notBase64(names));
	return { ...file, data: base64, mimeType: mimeType || content.mimeType };
}

/** The name of a file as its node gave it, or the field's if it gave none. */
export function getBinaryName(file: Partial<IBinaryData>, fieldName: string): string {
	const name = toNonEmptyText(file.fileName);
	if (name === undefined) return safeFileName(fieldName);
	// n8n takes the name of a download from its URL, where it is percent-encoded.
	const isFromUrl = /^https?:/i.test(toNonEmptyText(file.directory) ?? '');
	return safeFileName(isFromUrl ? decodePercent(name) : name);
}

/** Size in bytes of what the base64 text holds. */
export function getBase64Size(base64: string): number {
	return Math.floor((countDigits(base64) * 3) / 4);
}

/** Without the padding at the end. */
function countDigits(base64: string): number {
	const padding = /={0,2}$/.exec(base64.slice(-2))?.[0].length ?? 0;
	return base64.length - padding;
}

function isBase64(text: string): boolean {
	const ends = [text.slice(0, CHECKED_CHARACTERS), text.slice(-CHECKED_CHARACTERS)];
	const hasOnlyBase64 = ends.every((part) => /^[\w+/-]*={0,2}$/.test(part));
	return hasOnlyBase64 && countDigits(text) % 4 !== 1;
}

/** The content of a `data:` URI as base64, and its MIME type. */
function readDataUri(uri: string): { base64: string; mimeType: string } {
	const comma = uri.indexOf(',');
	const label = uri.slice('data:'.length, Math.max(comma, 0));
	const content = comma < 0 ? '' : uri.slice(comma + 1);
	const mimeType = getBefore(label, ';');
	if (/;\s*base64\s*$/i.test(label))
		return { base64: content.includes('%') ? decodePercent(content) : content, mimeType };
	return { base64: Buffer.from(decodePercent(content)).toString('base64'), mimeType };
}
