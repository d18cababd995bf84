/** What a text is: by its first lines. */
import { getBefore } from '../../utils/sanitize';

/** Texts of types that Extend does not read. */
const UNSUPPORTED_TEXTS: Array<[type: string, start: RegExp]> = [
	['ics', /^BEGIN:VCALENDAR/i],
	['vcf', /^BEGIN:VCARD/i],
	['pem', /^-----BEGIN [A-Z]/],
	['ps', /^%!PS/],
	['mbox', /^From \S+ .*\r?\n[\w-]+:/],
];

/** Header lines that only programs write: a typed text may contain `From:` and `Date:`, too. */
const EMAIL_HEADERS =
	/^(received|return-path|message-id|mime-version|dkim-signature|delivered-to):/im;
const HTML_ELEMENTS = 'html head body meta title style table div span p'.split(' ');

/** Tabulator, line breaks, page break, end of file, and what begins a code of a terminal. */
const TEXT_CONTROLS = [9, 10, 12, 13, 26, 27];
/** How much of a text is looked at, in characters. */
const START_LENGTH = 8192;

/** `txt` for a text of no special type; undefined for what is no text. */
export function detectTextType(head: Buffer): string | undefined {
	const text = decodeText(head)?.slice(0, START_LENGTH).trimStart();
	if (!text) return undefined;
	const unsupported = UNSUPPORTED_TEXTS.find(([, start]) => start.test(text));
	if (unsupported) return unsupported[0];
	if (text.startsWith('<')) return detectMarkup(text);
	return isEmail(text) ? 'eml' : 'txt';
}

/** Undefined for what is no text: bytes that no text has, or few letters in a text of an old encoding. */
function decodeText(head: Buffer): string | undefined {
	if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le').slice(1);
	if (head[0] === 0xfe && head[1] === 0xff) {
		const even = Buffer.from(head.subarray(0, head.length - (head.length % 2)));
		return even.swap16().toString('utf16le').slice(1);
	}
	if (head.some((byte) => byte < 32 && !TEXT_CONTROLS.includes(byte))) return undefined;
	// The last character may be cut.
	const text = head.toString('utf8').replace(/\ufffd{1,3}$/, '');
	if (!text.includes('\ufffd')) return text.replace(/^\ufeff/, '');
	const ascii = head.filter((byte) => byte < 128).length;
	return ascii > head.length / 2 ? head.toString('latin1') : undefined;
}

function detectMarkup(text: string): string {
	let rest = text;
	// Declaration and comments come before the first element.
	for (;;) {
		const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : undefined;
		const at = end === undefined ? -1 : rest.indexOf(end);
		if (end === undefined || at < 0) break;
		rest = rest.slice(at + end.length).trimStart();
	}
	const [, doctype] = /^<!doctype\s+([\w:]+)/i.exec(rest) ?? [];
	const [, element] = /^<([\w:]+)/.exec(rest) ?? [];
	const name = (doctype ?? element ?? '').toLowerCase();
	if (name === 'svg') return 'svg';
	if (HTML_ELEMENTS.includes(name)) return 'html';
	return text.startsWith('<?xml') || doctype !== undefined || rest.includes('xmlns')
		? 'xml'
		: 'txt';
}

function isEmail(text: string): boolean {
	const headers = getBefore(text, /\r?\n\r?\n/);
	const lines = headers.split(/\r?\n/);
	return lines.every((line) => /^([\w-]+:|[ \t])/.test(line)) && EMAIL_HEADERS.test(headers);
}
