/** Which documents go into which batch. Reads and checks all parameters; sends nothing. */
import { toBatchKind } from '../../../shared/runs/kinds';
import { readOptions } from '../../parameters/common/readOptions';
import { readSources } from '../../parameters/document/readSources';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { checkMetadata } from '../document/documentMetadata';
import { checkSourceType, createSkippedItem } from '../document/planDocuments';
import type { DocumentSettings } from '../document/types';
import type { ExecutionContext } from '../executionContext';
import type { BatchDocument, BatchPlan, BatchRunSpec } from './types';

/** Extend takes this many documents in one request (Extend docs: batch processing). */
const MAX_DOCUMENTS = 1000;
/** Documents wait for each other in a batch, so it has more time than one run. */
const DEFAULT_TIMEOUT_S = 3600;

/** Documents whose requests differ go into different batches. Never throws: errors are results. */
export async function planBatches(
	execution: ExecutionContext,
	itemIndexes: number[],
	describeRun: (itemIndex: number) => BatchRunSpec,
): Promise<BatchPlan> {
	const plan: BatchPlan = { batches: [], results: [] };
	const open = new Map<string, BatchDocument[]>();
	const addDocument = (document: BatchDocument) => {
		const groupKey = JSON.stringify([document.spec.identity, document.settings.priority]);
		let batch = open.get(groupKey);
		if (!batch || batch.length === MAX_DOCUMENTS) {
			batch = [];
			open.set(groupKey, batch);
			plan.batches.push(batch);
		}
		batch.push(document);
	};
	let position = 0;
	for (const itemIndex of itemIndexes) {
		const itemResult = { itemIndexes: [itemIndex] };
		try {
			const { documents, skipped } = await readDocuments(execution, itemIndex, describeRun);
			for (const document of documents) addDocument({ ...document, position: position++ });
			if (documents.length > 0) continue;
			plan.results.push({ ...itemResult, position: position++, items: [skipped] });
		} catch (error) {
			plan.results.push({ ...itemResult, position: position++, error });
		}
	}
	return plan;
}

/** The documents of an item, and the item that comes out when all of them are skipped. */
async function readDocuments(
	execution: ExecutionContext,
	itemIndex: number,
	describeRun: (itemIndex: number) => BatchRunSpec,
) {
	const { context, hints } = execution;
	const options = readOptions(context, itemIndex);
	const spec = describeRun(itemIndex);
	const settings: DocumentSettings = {
		...readRunOptions({ timeout: DEFAULT_TIMEOUT_S, ...options }),
		// The metadata tells to which item a result belongs.
		addKey: true,
		itemIndexes: [itemIndex],
		waitForCompletion: context.getNodeParameter('waitForCompletion', itemIndex, true) as boolean,
	};
	checkMetadata(execution, itemIndex, settings, MAX_DOCUMENTS);
	checkSourceType(execution, itemIndex, toBatchKind(spec.kind));
	const { sources, skipped } = await readSources(context, itemIndex, options);
	for (const { fileName } of skipped) hints.add('skipped', fileName);
	return {
		documents: sources.map((source) => ({ itemIndex, source, settings, spec })),
		skipped: createSkippedItem(skipped),
	};
}
