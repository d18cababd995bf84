import { getExtension, detectExtension, mimeToExtension, getFileGroup } from './fileTypes';

const MAX_NAME_LENGTH = 200;

/**
 * A file name that is safe in a multipart header and still the user's: no folders, no control characters
 * or newlines, double quotes made single, 200 characters at most with the extension kept (invariant 5).
 * Unicode stays. Parsers differ in how they undo escapes, so nothing is left that needs one.
 */
export function safeFileName(name: string): string {
	const clean = name
		.split('')
		.map((character) => (character < ' ' || character === '\u007f' ? ' ' : character))
		.join('')
		.replace(/"/g, "'")
		.split(/[/\\]/)
		.filter((part) => part.trim() !== '')
		.pop()
		?.replace(/ {2,}/g, ' ')
		.trim();
	if (!clean) return 'document';
	// Counted as people do: two halves of a rare character are one.
	const characters = Array.from(clean);
	if (characters.length <= MAX_NAME_LENGTH) return clean;
	const extension = getExtension(clean);
	const tail = extension ? `.${extension}` : '';
	return `${characters
		.slice(0, MAX_NAME_LENGTH - tail.length)
		.join('')
		.trimEnd()}${tail}`;
}

/** Whether the name says nothing about the type, so that the first bytes have to be looked at. */
export function needsTypeDetection(fileName: string, mimeType: string): boolean {
	return getFileGroup(fileName) === undefined && mimeToExtension(mimeType) === undefined;
}

/**
 * The name with the extension that Extend needs to tell the type: kept when it has a known one, else added
 * from the MIME type, else from the first bytes; unchanged when nothing is known.
 */
export function repairFileName(fileName: string, mimeType: string, head?: Buffer): string {
	const name = safeFileName(fileName);
	if (getFileGroup(name) !== undefined) return name;
	// A foreign extension such as .ics is information: it is replaced by nothing, and Extend says what it thinks.
	const foreign = getExtension(name) !== '' && !GENERIC_EXTENSIONS.includes(getExtension(name));
	const extension = mimeToExtension(mimeType) ?? (head ? detectExtension(head) : undefined);
	if (extension === undefined || (foreign && extension === 'txt')) return name;
	return safeFileName(`${name}.${extension}`);
}

/** Extensions that mail programs and portals give to anything. */
const GENERIC_EXTENSIONS = ['bin', 'dat', 'tmp', 'file', 'attachment'];
