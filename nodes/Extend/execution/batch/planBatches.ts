/** Which documents go into which batch. Reads and checks all parameters; sends nothing. */
import { toBatchKind } from '../../../shared/runs/kinds';
import { readOptions } from '../../parameters/common/readOptions';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { readParameter } from '../../parameters/common/readParameter';
import { readSources } from '../../parameters/document/readSources';
import { checkDocumentSource, createSkippedItem } from '../document/planDocuments';
import { buildMetadata } from '../document/executeDocuments';
import type { DocumentSettings } from '../document/types';
import type { BatchDocument, BatchPlan, BatchRunSpec } from './types';
import type { ExecutionContext } from '../executionContext';

/** Extend takes this many documents in one request (Extend docs: batch processing). */
const MAX_DOCUMENTS = 1000;
/** Documents wait for each other in a batch, so it has more time than one run. */
const DEFAULT_TIMEOUT_S = 3600;

/** Documents of items that ask for different things go into different batches. Never throws: errors are parts. */
export async function planBatches(
	execution: ExecutionContext,
	itemIndexes: number[],
	describe: (itemIndex: number) => BatchRunSpec,
): Promise<BatchPlan> {
	const plan: BatchPlan = { batches: [], parts: [] };
	const open = new Map<string, BatchDocument[]>();
	const place = (document: Omit<BatchDocument, 'position'>) => {
		const { identity } = document.request;
		const asked = JSON.stringify([identity, document.settings.priority]);
		let batch = open.get(asked);
		if (!batch || batch.length === MAX_DOCUMENTS) {
			batch = [];
			open.set(asked, batch);
			plan.batches.push(batch);
		}
		batch.push({ ...document, position: plan.parts.length });
		plan.parts.push(undefined);
	};
	for (const itemIndex of itemIndexes) {
		try {
			const { documents, skipped } = await readDocuments(execution, itemIndex, describe);
			documents.forEach(place);
			if (documents.length === 0) plan.parts.push({ itemIndexes: [itemIndex], items: [skipped] });
		} catch (error) {
			plan.parts.push({ itemIndexes: [itemIndex], error });
		}
	}
	return plan;
}

/** The documents of an item, and the item that stands for it when all of them are skipped. */
async function readDocuments(
	execution: ExecutionContext,
	itemIndex: number,
	describe: (itemIndex: number) => BatchRunSpec,
) {
	const { context, hints } = execution;
	const options = readOptions(context, itemIndex);
	const request = describe(itemIndex);
	const settings: DocumentSettings = {
		...readRunOptions({ timeout: DEFAULT_TIMEOUT_S, ...options }),
		// By its metadata a result is known to belong to its item.
		addKey: true,
		itemIndexes: [itemIndex],
		waitForCompletion: context.getNodeParameter('waitForCompletion', itemIndex, true) as boolean,
	};
	execution.api.redactor.add(settings.password);
	readParameter(context, itemIndex, 'Metadata', () =>
		buildMetadata(execution, settings, '0'.repeat(64), MAX_DOCUMENTS),
	);
	readParameter(context, itemIndex, 'Document Source', () => {
		checkDocumentSource(
			toBatchKind(request.kind),
			context.getNodeParameter('documentSource', itemIndex, ''),
		);
	});
	const { sources, skipped } = await readSources(context, itemIndex, options);
	for (const { fileName } of skipped) hints.add('skipped', fileName);
	return {
		documents: sources.map((source) => ({ itemIndex, source, settings, request })),
		skipped: createSkippedItem(skipped),
	};
}
