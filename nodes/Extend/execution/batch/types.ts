import type { IDataObject } from 'n8n-workflow';
import type { FailedDocument } from '../../../shared/errors/types';
import type { DocumentSource } from '../../../shared/files/upload';
import type { RunKind } from '../../../shared/runs/kinds';
import type { NonEmpty } from '../../../shared/utils/objects';
import type { DocumentRunSpec, DocumentSettings } from '../document/types';
import type { ExecutionContext } from '../executionContext';
import type { JobResult } from '../types';

/** How the documents of an item are run. */
export interface BatchRunSpec extends DocumentRunSpec {
	/** what goes into the request with this item's documents only */
	input: IDataObject;
}

/** A document of a batch. */
export interface BatchDocument {
	/** where its result stands in the output */
	position: number;
	itemIndex: number;
	source: DocumentSource;
	/** for an error that is about it */
	failed: FailedDocument;
	settings: DocumentSettings;
	spec: BatchRunSpec;
}

/** The result of a document, or of an item without documents. */
export type BatchResult = JobResult & { position: number };

/** Documents that go together, a thousand at most. */
export type BatchDocuments = NonEmpty<BatchDocument>;

export interface BatchPlan {
	batches: BatchDocuments[];
	/** of items that have nothing to send */
	results: BatchResult[];
}

/** A batch that is executed. */
export interface BatchExecution {
	execution: ExecutionContext;
	documents: BatchDocuments;
	batchKind: RunKind;
	key: string;
	/** by our clock (ms), for all batches */
	deadline: number;
	/** how many results are fetched at the same time, and files uploaded at most */
	concurrency: number;
}
