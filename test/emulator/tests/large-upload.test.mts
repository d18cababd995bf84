import http from 'node:http';
import { callApi, createApiHeaders, minimalConfig, useBareEmulator } from '../support/client.mts';
import { createBigPdf } from '../../samples/index.mts';

const emulator = useBareEmulator();
const boundary = 'the-edge';

test('a large upload is streamed to disk and remains a PDF', async () => {
	const size = 150_000_000;
	const { stream, expected } = await createBigPdf(size, { seed: 51 });
	const before = process.memoryUsage();
	let peak = 0;
	const source = stream();
	source.on('data', () => {
		const { external, heapUsed } = process.memoryUsage();
		peak = Math.max(peak, external + heapUsed);
	});
	source.pause();
	const id = await new Promise<string>((resolve, reject) => {
		const request = http.request(
			`${emulator.url}/files/upload`,
			{
				method: 'POST',
				headers: {
					...createApiHeaders(emulator),
					'content-type': `multipart/form-data; boundary=${boundary}`,
				},
			},
			(response) => {
				let body = '';
				response.on('data', (chunk: Buffer) => (body += chunk.toString()));
				response.on('end', () => resolve((JSON.parse(body) as { id: string }).id));
			},
		);
		request.on('error', reject);
		request.write(
			`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="big.pdf"\r\n\r\n`,
		);
		source.pipe(request, { end: false });
		source.on('end', () => request.end(`\r\n--${boundary}--\r\n`));
	});
	expect(emulator.files()).toMatchObject([{ id, bytes: size, type: 'PDF' }]);
	// Whole in memory it would be more than its size; how much less it is depends on the garbage collector.
	expect(peak - (before.external + before.heapUsed)).toBeLessThan(0.9 * size);
	const { json } = await callApi(emulator, 'POST', '/extract', {
		file: { id },
		config: minimalConfig,
	});
	expect(json.output.value.invoice_number).toBe(expected.invoice_number);
});
