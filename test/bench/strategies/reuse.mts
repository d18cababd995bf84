/** Documents that were processed before. Each has other bytes, the same in every process. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { INodeExecutionData } from 'n8n-workflow';
import { byId, runExtend } from '../../support/extendNode.mts';
import { createBinaryItem, initBinaryData } from '../../support/harness.mts';
import { runConcurrently, type Strategy, type StrategyInput } from './strategy.mts';

async function createItems({ file, documents }: StrategyInput): Promise<INodeExecutionData[]> {
	await initBinaryData('filesystem');
	const bytes = readFileSync(file);
	const items: INodeExecutionData[] = [];
	for (let number = 0; number < documents; number++) {
		const meta = { fileName: `document-${number}.pdf`, mimeType: 'application/pdf' };
		const own = Buffer.concat([bytes, Buffer.from(`\n%${number}`)]);
		items.push(await createBinaryItem(own, meta, { number }));
	}
	return items;
}

/** The Extend node with 'When Already Processed'. */
const runNode =
	(whenAlreadyProcessed: string): Strategy =>
	async (work) => {
		const items = await createItems(work);
		const { url, apiKey } = work;
		return async () => {
			const { thrown, items: out } = await runExtend({
				emulator: { url, apiKey },
				items,
				parameters: {
					extractUsing: 'extractor',
					extractor: byId(work.extractorId),
					output: 'fields',
				},
				options: { whenAlreadyProcessed },
			});
			if (thrown) throw thrown;
			return { done: out.length, failed: 0 };
		};
	};

export const runReuse = runNode('reuse');
export const runSkip = runNode('skip');

/** The newest runs, and the result of each. */
const listRuns =
	(hashesFiles: boolean): Strategy =>
	async ({ url, apiKey, extractorId, documents, parallel, file }) => {
		await Promise.resolve();
		const headers = { authorization: `Bearer ${apiKey}`, 'x-extend-api-version': '2026-02-09' };
		const get = async (path: string) =>
			(await (await fetch(`${url}${path}`, { headers })).json()) as { data: Array<{ id: string }> };
		return async () => {
			const { data } = await get(
				`/extract_runs?extractorId=${extractorId}&source=API&sortBy=createdAt&sortDir=desc&maxPageSize=${documents}`,
			);
			return await runConcurrently(data.length, parallel, async (index) => {
				if (hashesFiles) await pipeline(createReadStream(file), createHash('sha256'));
				await get(`/extract_runs/${data[index].id}`);
			});
		};
	};

export const runListing = listRuns(false);
/** What nobody can do without who does not know which run belongs to which file. */
export const runHashedListing = listRuns(true);
