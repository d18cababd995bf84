import { readFile } from 'node:fs/promises';
import { Pool } from 'undici';
import { runConcurrently, type Strategy } from './strategy.mts';

/** Two plain requests per document: the lower bound. */
export const runUndici: Strategy = async ({
	url,
	apiKey,
	extractorId,
	file,
	documents,
	parallel,
}) => {
	const connections = new Pool(url, { connections: parallel });
	const post = async (path: string, type: string, body: Buffer | string) => {
		const answer = await connections.request({
			method: 'POST',
			path,
			headers: {
				authorization: `Bearer ${apiKey}`,
				'x-extend-api-version': '2026-02-09',
				'content-type': type,
			},
			body,
		});
		if (answer.statusCode >= 300) throw new Error(await answer.body.text());
		return (await answer.body.json()) as { id: string };
	};
	return await Promise.resolve(async () => {
		const outcome = await runConcurrently(documents, parallel, async (index) => {
			const body = Buffer.concat([
				Buffer.from(
					`--b\r\nContent-Disposition: form-data; name="file"; filename="document-${index}.pdf"\r\nContent-Type: application/pdf\r\n\r\n`,
				),
				await readFile(file),
				Buffer.from('\r\n--b--\r\n'),
			]);
			const { id } = await post('/files/upload', 'multipart/form-data; boundary=b', body);
			const request = { extractor: { id: extractorId }, file: { id } };
			await post('/extract', 'application/json', JSON.stringify(request));
		});
		await connections.close();
		return outcome;
	});
};
