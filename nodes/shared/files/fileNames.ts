import { getExtension, detectExtension, mimeToExtension, getFileGroup } from './fileTypes';

const MAX_NAME_LENGTH = 200;

/**
 * A file name that is safe in a multipart header (invariant 5): without folders, control characters and newlines,
 * double quotes as single ones, MAX_NAME_LENGTH characters at most with the extension kept. Unicode stays.
 * Characters are replaced and not escaped, since parsers differ in how they undo escapes.
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
	// Counts code points, so that no surrogate pair is cut in two.
	const characters = Array.from(clean);
	if (characters.length <= MAX_NAME_LENGTH) return clean;
	const extension = getExtension(clean);
	const tail = extension ? `.${extension}` : '';
	return `${characters
		.slice(0, MAX_NAME_LENGTH - tail.length)
		.join('')
		.trimEnd()}${tail}`;
}

/** Whether neither name nor MIME type tells the file type, so that the first bytes are needed. */
export function needsTypeDetection(fileName: string, mimeType: string): boolean {
	return getFileGroup(fileName) === undefined && mimeToExtension(mimeType) === undefined;
}

/**
 * The name with an extension by which Extend detects the type. A known extension is kept; otherwise one is added
 * from the MIME type or the first bytes. Unchanged when neither tells the type.
 */
export function repairFileName(fileName: string, mimeType: string, head?: Buffer): string {
	const name = safeFileName(fileName);
	if (getFileGroup(name) !== undefined) return name;
	// An unknown extension such as .ics stays: Extend decides whether it reads the file.
	const isUnknownType =
		getExtension(name) !== '' && !GENERIC_EXTENSIONS.includes(getExtension(name));
	const extension = mimeToExtension(mimeType) ?? (head ? detectExtension(head) : undefined);
	if (extension === undefined || (isUnknownType && extension === 'txt')) return name;
	return safeFileName(`${name}.${extension}`);
}

/** Extensions that mail programs and portals give to files of any type. */
const GENERIC_EXTENSIONS = ['bin', 'dat', 'tmp', 'file', 'attachment'];
