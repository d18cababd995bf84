// Reads the text of PDFs with pdf.js in a worker thread. Plain JavaScript: pdf.js exists as an ES module only,
// which neither jest nor the CommonJS hook can load, but a thread loads it with Node's own loader.
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

/** An item with its top left corner; empty when it shows nothing. */
function piece(item, view) {
	if (!item.str || !item.str.trim()) return [];
	const [x, baseline] = view.convertToViewportPoint(item.transform[4], item.transform[5]);
	const height = Math.hypot(item.transform[2], item.transform[3]);
	const lead = item.str.length - item.str.trimStart().length;
	const shift = (item.width * lead) / item.str.length;
	const text = item.str.trim();
	// three quarters above the baseline and one below: near enough for a box around a word
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
