import { readFile } from 'node:fs/promises';
import type { StoredFile } from '../../state/state.mts';
import { layOutPage, type Page } from './page.mts';
import { PdfReader } from './pdfReader.mts';
import { createCsvPages, createTextPages } from './textPages.mts';

/** A document and its text. */
export interface Document {
	fileId: string;
	pageCount: number;
	pages: Page[];
	/** an image: there is no OCR, so it has no text */
	image: boolean;
}

/** The document cannot be opened. The message is shown in the run, the reason in parse and edit runs. */
export class UnreadableDocumentError extends Error {
	constructor(
		readonly reason: 'CORRUPT_FILE' | 'PASSWORD_PROTECTED_FILE' | 'FILE_TYPE_NOT_SUPPORTED',
		message: string,
	) {
		super(message);
	}
}

/** A document that is not read: one page without text. */
export const createUnreadDocument = (file: StoredFile): Document => ({
	fileId: file.id,
	pageCount: 1,
	pages: [],
	image: false,
});

/** Reads stored files and caches them, since several runs often use the same file. */
export class DocumentReader {
	private readonly pdfs = new PdfReader();
	private readonly cache = new WeakMap<StoredFile, Promise<Document>>();

	/** Throws UnreadableDocumentError. */
	async read(file: StoredFile): Promise<Document> {
		const known = this.cache.get(file) ?? this.open(file);
		this.cache.set(file, known);
		return await known;
	}

	async close(): Promise<void> {
		await this.pdfs.close();
	}

	private async open(file: StoredFile): Promise<Document> {
		if (file.type === 'IMG') return { ...createUnreadDocument(file), image: true };
		if (file.type === 'PDF') return await this.openPdf(file);
		if (!['TXT', 'CSV', 'HTML', 'XML'].includes(file.type ?? ''))
			throw new UnreadableDocumentError(
				'FILE_TYPE_NOT_SUPPORTED',
				`Files such as ${file.name} cannot be read by the emulator.`,
			);
		const text = (await readFile(file.path, 'utf8')).replace(/^\uFEFF/, '');
		const pages =
			file.type === 'CSV'
				? createCsvPages(file.id, text)
				: createTextPages(file.id, stripMarkup(file, text));
		return { fileId: file.id, pageCount: pages.length, pages, image: false };
	}

	private async openPdf(file: StoredFile): Promise<Document> {
		const { pages, error } = await this.pdfs.read(file.path, file.password);
		if (error === 'PasswordException')
			throw new UnreadableDocumentError(
				'PASSWORD_PROTECTED_FILE',
				'The file is protected by a password.',
			);
		if (!pages)
			throw new UnreadableDocumentError(
				'CORRUPT_FILE',
				'The file could not be read. It may be corrupt.',
			);
		return {
			fileId: file.id,
			pageCount: pages.length,
			pages: pages.map(({ number, width, height, pieces }) =>
				layOutPage(file.id, number, width, height, pieces),
			),
			image: false,
		};
	}
}

const stripMarkup = (file: StoredFile, text: string) =>
	file.type === 'TXT'
		? text
		: text.replace(/<(br|\/p|\/tr|\/div|\/h\d)\b[^>]*>/gi, '\n').replace(/<[^>]+>/g, '  ');

type Ranges = Array<{ start: number; end: number }> | undefined;

/**
 * Returns the pages of all documents in order. Ranges are 1-based and inclusive, per document. A page has to
 * be in all lists of ranges, e.g. in those of the extraction and of its parse; an empty list has all pages.
 */
export function selectPages(documents: Document[], ...lists: Ranges[]): Page[] {
	const isSelected = ({ number }: Page) =>
		lists.every(
			(ranges) =>
				!ranges?.length || ranges.some(({ start, end }) => number >= start && number <= end),
		);
	return documents.flatMap(({ pages }) => pages.filter(isSelected));
}
