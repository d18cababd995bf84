/** Which documents go into which batch. Reads and checks all parameters; sends nothing. */
import { toBatchKind } from '../../../shared/runs/kinds';
import { BATCH_TIMEOUT_S } from '../../parameters/run/batchOptions';
import { checkMetadata } from '../document/documentMetadata';
import { readDocumentSettings } from '../document/documentSettings';
import { checkSourceType, locateSources, readDocuments } from '../document/planDocuments';
import { createSkippedItems } from '../document/skippedFiles';
import type { DocumentSettings } from '../document/types';
import type { ExecutionContext } from '../executionContext';
import type { BatchDocument, BatchDocuments, BatchPlan, BatchResult, BatchRunSpec } from './types';

/** Extend takes this many documents in one request (Extend docs: batch processing). */
const MAX_DOCUMENTS = 1000;

/** Documents whose requests differ go into different batches. Never throws: errors are results. */
export async function planBatches(
	execution: ExecutionContext,
	itemIndexes: number[],
	describeRun: (itemIndex: number) => BatchRunSpec,
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
	for (const itemIndex of itemIndexes) {
		const itemResult: Pick<BatchResult, 'itemIndexes'> = { itemIndexes: [itemIndex] };
		try {
			const { documents, skippedItems } = await readBatchDocuments(
				execution,
				itemIndex,
				describeRun,
			);
			for (const document of documents) addDocument({ ...document, position: position++ });
			if (documents.length > 0) continue;
			plan.results.push({ ...itemResult, position: position++, items: skippedItems });
		} catch (error) {
			plan.results.push({ ...itemResult, position: position++, error });
		}
	}
	return plan;
}

/** The documents of an item, and the items that come out when all of them are skipped. */
async function readBatchDocuments(
	execution: ExecutionContext,
	itemIndex: number,
	describeRun: (itemIndex: number) => BatchRunSpec,
) {
	const { context } = execution;
	const spec = describeRun(itemIndex);
	const settings: DocumentSettings = {
		// Documents wait for each other in a batch, so it has more time than one run.
		...readDocumentSettings(context, [itemIndex], BATCH_TIMEOUT_S),
		// The metadata tells to which item a result belongs.
		addKey: true,
	};
	execution.api.redactor.add(settings.password);
	checkMetadata(execution, itemIndex, settings, MAX_DOCUMENTS);
	checkSourceType(execution, itemIndex, toBatchKind(spec.kind));
	const { sources, skipped } = await readDocuments(execution, itemIndex);
	return {
		documents: locateSources(sources, settings).map((located) => ({
			...located,
			itemIndex,
			settings,
			spec,
		})),
		skippedItems: createSkippedItems(skipped, settings),
	};
}
