import { readFile } from 'node:fs/promises';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { StoredFile } from '../../state/state.mts';
import type { Document } from './documentReader.mts';

/** An image embedded into a page of its size. */
async function drawImage(pdf: PDFDocument, bytes: Uint8Array): Promise<void> {
	const isPng = bytes[0] === 0x89;
	const isJpeg = bytes[0] === 0xff;
	// pdf-lib reads no other formats: those become an empty page.
	if (!isPng && !isJpeg) return void pdf.addPage();
	const image = isPng ? await pdf.embedPng(bytes) : await pdf.embedJpg(bytes);
	pdf.addPage([image.width, image.height]).drawImage(image);
}

/** The text of each page, at its place. */
async function drawText(pdf: PDFDocument, { pages }: Document): Promise<void> {
	const font = await pdf.embedFont(StandardFonts.Courier);
	const known = new Set(font.getCharacterSet());
	const encode = (text: string) =>
		Array.from(text, (char) => (known.has(char.codePointAt(0)!) ? char : '?')).join('');
	for (const { width, height, lines } of pages) {
		const page = pdf.addPage([width, height]);
		for (const { x, y, height: size, text } of lines.flatMap(({ cells }) => cells))
			page.drawText(encode(text), { x, y: height - y - size, size: size * 0.8, font });
	}
}

/**
 * Converts an image, an HTML file or a spreadsheet to a PDF. Spreadsheets cannot be read here and become an
 * empty page. `document` is the HTML file as it was read.
 */
export async function convertToPdf(file: StoredFile, document?: Document): Promise<Uint8Array> {
	const pdf = await PDFDocument.create();
	if (document) await drawText(pdf, document);
	else if (file.type === 'IMG') await drawImage(pdf, await readFile(file.path));
	if (pdf.getPageCount() === 0) pdf.addPage();
	return await pdf.save();
}
