/** The one decision what a file is: from its name, its MIME type and its first bytes together. */
import { safeFileName } from '../fileNames';
import {
	getFileGroup,
	hasUnsupportedExtension,
	isUnknownMimeType,
	mimeToExtension,
} from './fileTypes';

/** Also the newer ones, when they are protected by a password. */
const OLE_TYPES = 'doc xls ppt docx dotx xlsx xlsm xltm xltx pptx'.split(' ');

/** What begins like each type, so that only the MIME type can tell it. */
const SAME_BYTES: Record<string, string[]> = {
	txt: 'csv html xml md eml svg rtf'.split(' '),
	html: ['xml', 'eml'],
	xml: ['html', 'svg'],
	docx: ['dotx'],
	xlsx: ['xlsm', 'xltm', 'xltx'],
	heic: ['heif'],
	heif: ['heic'],
	zip: 'docx dotx odt xlsx xlsm xltm xltx ods pptx'.split(' '),
	ole: OLE_TYPES,
};

/** Whether name and MIME type leave it to the first bytes. */
export function needsFirstBytes(fileName: string, mimeType: string): boolean {
	if (getFileGroup(fileName) !== undefined) return false;
	return !hasUnsupportedExtension(fileName) || mimeToExtension(mimeType) !== undefined;
}

/** Whether only the directory of an old Office file tells its type. */
export function needsOleDirectory(mimeType: string, detected: string | undefined): boolean {
	return detected === 'ole' && !OLE_TYPES.includes(mimeToExtension(mimeType) ?? '');
}

/**
 * The name with an extension by which Extend recognizes the type. A known extension is kept, also one of another type;
 * otherwise one is added from MIME type and first bytes. Unchanged when nothing tells the type.
 * @param detected what the first bytes say (`detectType`)
 */
export function repairFileName(
	fileName: string,
	mimeType: string,
	detected: string | undefined,
): string {
	const name = safeFileName(fileName);
	const extension = getFileGroup(name) ? undefined : decideExtension(name, mimeType, detected);
	return extension ? safeFileName(`${name}.${extension}`) : name;
}

function decideExtension(
	name: string,
	mimeType: string,
	detected: string | undefined,
): string | undefined {
	const type = decideType(mimeType, detected);
	if (type === undefined || getFileGroup(`.${type}`) === undefined) return undefined;
	if (!hasUnsupportedExtension(name)) return type;
	// What looks like an extension of another type may be part of a name, e.g. `Offer Mr.Smith`, or a page that gives
	// out files: bytes and MIME type have to agree, and texts have no bytes of their own.
	const agree = detected !== undefined && mimeToExtension(mimeType) === type;
	return agree && getFileGroup(`.${type}`) !== 'text' ? type : undefined;
}

function decideType(mimeType: string, detected: string | undefined): string | undefined {
	const labelled = mimeToExtension(mimeType);
	if (detected === undefined || detected === labelled) return labelled;
	if (labelled !== undefined && SAME_BYTES[detected]?.includes(labelled)) return labelled;
	if (detected !== 'txt') return detected;
	// Browsers on Windows label CSV files as Excel's.
	if (labelled === 'xls' || labelled === 'xlsx') return 'csv';
	// Any text: with a label of another type it is what the label says, e.g. a calendar file.
	return labelled !== undefined || isUnknownMimeType(mimeType) ? 'txt' : undefined;
}
