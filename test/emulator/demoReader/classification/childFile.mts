import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Extend } from 'extend-ai';
import { UnreadableDocumentError } from '../layout/documentReader.mts';
import { renderSpatial } from '../parsing/render.mts';
import { storeFile } from '../../resources/files.mts';
import type { State, StoredFile } from '../../state/state.mts';
import type { PageGroup } from './splitPages.mts';

async function copyPdfPages(file: StoredFile, numbers: number[]): Promise<Uint8Array> {
	const source = await PDFDocument.load(await readFile(file.path)).catch(() => {
		throw new UnreadableDocumentError('CORRUPT_FILE', 'The pages of the file could not be copied.');
	});
	const child = await PDFDocument.create();
	const pages = await child.copyPages(
		source,
		numbers.map((number) => number - 1),
	);
	for (const page of pages) child.addPage(page);
	return await child.save();
}

/**
 * Stores the pages of a group as a new file: a PDF for a PDF, the image itself for an image, otherwise text.
 */
export async function createChildFile(
	state: State,
	file: StoredFile,
	part: PageGroup,
	split: Extend.ParentSplit,
): Promise<StoredFile> {
	const { files } = state;
	const numbers = part.pages.map(({ number }) => number);
	const { name, ext } = path.parse(file.name);
	const label = `${name} ${split.type} ${split.startPage}-${split.endPage}`;
	const child = await (file.type === 'PDF'
		? storeFile(state, `${label}.pdf`, await copyPdfPages(file, numbers))
		: file.type === 'IMG'
			? storeFile(state, `${label}${ext}`, await readFile(file.path))
			: storeFile(
					state,
					`${label}.txt`,
					part.pages.map((page) => renderSpatial(page, page)).join('\f'),
				));
	child.parent = { fileId: file.id, split };
	child.pageCount = numbers.length || 1;
	files.set(child.id, child);
	return child;
}
