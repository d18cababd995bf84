import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeInvoice } from './invoice.mts';
import type { Locale } from './locales.mts';
import { makeCsv, makeText } from './textAndCsv.mts';
import { makePng } from './png.mts';

/**
 * Writes `invoice.pdf`, `invoice-<language>.pdf` for the other languages, a text, a CSV file and an image.
 * Returns the paths.
 */
export async function writeSamples(folder: string, seed = 1): Promise<string[]> {
	mkdirSync(folder, { recursive: true });
	const written: string[] = [];
	const write = (name: string, bytes: Uint8Array | string) => {
		const file = path.join(folder, name);
		writeFileSync(file, bytes);
		written.push(file);
	};
	write('invoice.pdf', (await makeInvoice({ seed })).pdf);
	const others: Locale[] = ['de', 'fr', 'nl'];
	for (const [i, locale] of others.entries()) {
		write(`invoice-${locale}.pdf`, (await makeInvoice({ seed: seed + i + 1, locale })).pdf);
	}
	write('note.txt', makeText({ seed: seed + 4 }).text);
	write('lines.csv', makeCsv({ seed: seed + 5 }).csv);
	write('logo.png', makePng(24, 24));
	return written;
}
