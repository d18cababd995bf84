/** Which documents go into which batch. Reads and checks all parameters; sends nothing. */
import { toBatchKind } from '../../../shared/runs/kinds';
import { BATCH_TIMEOUT_S } from '../../parameters/run/batchOptions';
import { readDocumentSettings } from '../document/documentSettings';
import { checkSourceType, locateSources, readDocuments } from '../document/itemDocuments';
import { createSkippedItems } from '../document/skippedFiles';
import type { ExecutionContext } from '../executionContext';
import type { ItemIndexes } from '../types';
import type { BatchDocument, BatchDocuments, BatchPlan, BatchRunSpec } from './types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** Extend takes this many documents in one request (Extend docs: batch processing). */
const MAX_DOCUMENTS = 1000;

/** Documents whose requests differ go into different batches. Never throws: errors are results. */
export async function planBatches(
	execution: ExecutionContext,
	items: ItemParameters[],
	describeRun: (params: ItemParameters) => BatchRunSpec,
): Promise<BatchPlan> {
	const plan: BatchPlan = { batches: [], results: [] };
	const open = new Map<string, BatchDocuments>();
	const addDocument = (document: BatchDocument) => {
		const groupKey = JSON.stringify([document.spec.identity, document.settings.priority]);
		const batch = open.get(groupKey);
		if (batch && batch.length < MAX_DOCUMENTS) {
			batch.push(document);
			return;
		}
		const next: BatchDocuments = [document];
		open.set(groupKey, next);
		plan.batches.push(next);
	};
	let position = 0;
	for (const params of items) {
		const itemIndexes: ItemIndexes = [params.itemIndex];
		try {
			const { documents, skippedItems } = await readBatchDocuments(execution, params, describeRun);
			for (const document of documents) addDocument({ ...document, position: position++ });
			if (documents.length > 0) continue;
			plan.results.push({ itemIndexes, position: position++, items: skippedItems });
		} catch (error) {
			plan.results.push({ itemIndexes, position: position++, error });
		}
	}
	return plan;
}

/** The documents of an item, and the items that come out when all of them are skipped. */
async function readBatchDocuments(
	execution: ExecutionContext,
	params: ItemParameters,
	describeRun: (params: ItemParameters) => BatchRunSpec,
) {
	const spec = describeRun(params);
	// Documents wait for each other in a batch, so it has more time than one run.
	const rules = { timeoutS: BATCH_TIMEOUT_S, maxDocuments: MAX_DOCUMENTS };
	const settings = readDocumentSettings(execution, [params], rules);
	checkSourceType(params, toBatchKind(spec.kind));
	const { sources, skipped } = await readDocuments(execution, params);
	return {
		documents: locateSources(sources, settings).map((located) => ({
			...located,
			itemIndex: params.itemIndex,
			settings,
			spec,
		})),
		skippedItems: createSkippedItems(skipped, settings),
	};
}
