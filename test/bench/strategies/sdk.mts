import { openAsBlob } from 'node:fs';
import { ExtendClient } from 'extend-ai';
import { runConcurrently, type Strategy } from './strategy.mts';

/** The official SDK in a plain script, with concurrent documents. */
export const runSdk: Strategy = async ({ url, apiKey, extractorId, file, documents, parallel }) => {
	const client = new ExtendClient({ token: apiKey, environment: url });
	return await Promise.resolve(
		async () =>
			await runConcurrently(documents, parallel, async (index) => {
				const blob = await openAsBlob(file, { type: 'application/pdf' });
				const uploaded = await client.files.upload(new File([blob], `document-${index}.pdf`), {});
				await client.extract({ extractor: { id: extractorId }, file: { id: uploaded.id } });
			}),
	);
};

/** The call of its README for every document, all at once: nothing in it bounds them. */
export const runSdkAtOnce: Strategy = async (work) =>
	await runSdk({ ...work, parallel: work.documents });
