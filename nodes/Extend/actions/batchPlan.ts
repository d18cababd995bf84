/** Which documents go into which batch. Reads and checks all parameters; sends nothing. */
import type { IDataObject } from 'n8n-workflow';
import type { DocumentSource } from '../../shared/files';
import { batchOf } from '../../shared/runKinds';
import { rawOptions, readRunOptions } from '../fields/options';
import { readParameter } from '../fields/problem';
import { readSources } from '../fields/sources';
import { checkSource, skippedItem } from './documentJobs';
import { metadataOf, type DocumentRun, type DocumentSettings } from './documentWork';
import type { NodeRun } from './nodeRun';
import type { Part } from './operation';

/** Extend takes this many documents in one request (Extend docs: batch processing). */
const MOST_DOCUMENTS = 1000;
/** Documents wait for each other in a batch, so it has more time than one run. */
const DEFAULT_TIMEOUT_S = 3600;

/** What an item asks for. */
export interface BatchRequest extends DocumentRun {
	/** what goes into the request with this item's documents only */
	input: IDataObject;
}

/** One document on its way. */
export interface BatchDocument {
	/** where it stands among all parts of the output */
	position: number;
	itemIndex: number;
	source: DocumentSource;
	settings: DocumentSettings;
	request: BatchRequest;
	/** `file` of the request, once it is there */
	file?: IDataObject;
}

export interface BatchPlan {
	/** documents that go together, a thousand at most */
	batches: BatchDocument[][];
	/** by position; documents leave theirs open */
	parts: Array<Part | undefined>;
}

/** Documents of items that ask for different things go into different batches. Never throws: errors are parts. */
export async function planBatches(
	nodeRun: NodeRun,
	itemIndexes: number[],
	describe: (itemIndex: number) => BatchRequest,
): Promise<BatchPlan> {
	const plan: BatchPlan = { batches: [], parts: [] };
	const open = new Map<string, BatchDocument[]>();
	const place = (document: Omit<BatchDocument, 'position'>) => {
		const { identity } = document.request;
		const asked = JSON.stringify([identity, document.settings.priority]);
		let batch = open.get(asked);
		if (!batch || batch.length === MOST_DOCUMENTS) {
			batch = [];
			open.set(asked, batch);
			plan.batches.push(batch);
		}
		batch.push({ ...document, position: plan.parts.length });
		plan.parts.push(undefined);
	};
	for (const itemIndex of itemIndexes) {
		try {
			const { documents, skipped } = await documentsOf(nodeRun, itemIndex, describe);
			documents.forEach(place);
			if (documents.length === 0) plan.parts.push({ itemIndexes: [itemIndex], items: [skipped] });
		} catch (error) {
			plan.parts.push({ itemIndexes: [itemIndex], error });
		}
	}
	return plan;
}

/** The documents of an item, and the item that stands for it when all of them are skipped. */
async function documentsOf(
	nodeRun: NodeRun,
	itemIndex: number,
	describe: (itemIndex: number) => BatchRequest,
) {
	const { context, hints } = nodeRun;
	const options = rawOptions(context, itemIndex);
	const request = describe(itemIndex);
	const settings: DocumentSettings = {
		...readRunOptions({ timeout: DEFAULT_TIMEOUT_S, ...options }),
		// By its metadata a result is known to belong to its item.
		tagRun: true,
		itemIndexes: [itemIndex],
		waits: context.getNodeParameter('waitForCompletion', itemIndex, true) as boolean,
	};
	readParameter(context, itemIndex, 'Metadata', () =>
		metadataOf(nodeRun, settings, '0'.repeat(64), MOST_DOCUMENTS),
	);
	readParameter(context, itemIndex, 'Document Source', () => {
		checkSource(batchOf(request.kind), context.getNodeParameter('documentSource', itemIndex, ''));
	});
	const { sources, skipped } = await readSources(context, itemIndex, options);
	for (const { fileName } of skipped) hints.add('skipped', fileName);
	return {
		documents: sources.map((source) => ({ itemIndex, source, settings, request })),
		skipped: skippedItem(skipped),
	};
}
