// Reads the text of PDFs with pdf.js in a worker thread. It is plain JavaScript, because pdf.js is only
// available as an ES module: neither jest nor the CommonJS hook can load it, but a thread uses Node's own
// loader.
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

async function read({ path, password }) {
	const task = getDocument({
		data: new Uint8Array(await readFile(path)),
		password,
		verbosity: 0,
		isEvalSupported: false,
		useSystemFonts: false,
	});
	try {
		const pdf = await task.promise;
		const pages = [];
		for (let number = 1; number <= pdf.numPages; number++) {
			const page = await pdf.getPage(number);
			const view = page.getViewport({ scale: 1 });
			const { items } = await page.getTextContent();
			pages.push({
				number,
				width: view.width,
				height: view.height,
				pieces: items.flatMap((item) => piece(item, view)),
			});
			page.cleanup();
		}
		return pages;
	} finally {
		await task.destroy();
	}
}

/** Converts an item to a text fragment. Returns nothing for blank items. */
function piece(item, view) {
	if (!item.str || !item.str.trim()) return [];
	const [x, baseline] = view.convertToViewportPoint(item.transform[4], item.transform[5]);
	const height = Math.hypot(item.transform[2], item.transform[3]);
	const lead = item.str.length - item.str.trimStart().length;
	const shift = (item.width * lead) / item.str.length;
	const text = item.str.trim();
	// Three quarters of the height are above the baseline: accurate enough for a word box.
	return [
		{
			text,
			x: x + shift,
			y: baseline - height * 0.75,
			width: (item.width * text.length) / item.str.length,
			height,
		},
	];
}

parentPort.on('message', async (request) => {
	try {
		parentPort.postMessage({ id: request.id, pages: await read(request) });
	} catch (error) {
		parentPort.postMessage({ id: request.id, error: error.name ?? 'Error' });
	}
});
