import type { IDataObject } from 'n8n-workflow';
import type { DocumentSource } from '../../../shared/files/upload';
import type { RunKind } from '../../../shared/runs/kinds';
import type { DocumentRunSpec, DocumentSettings } from '../document/types';
import type { ExecutionContext } from '../executionContext';
import type { JobResult } from '../types';

/** What an item asks for. */
export interface BatchRunSpec extends DocumentRunSpec {
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
	request: BatchRunSpec;
	/** `file` of the request, once it is there */
	file?: IDataObject;
}

export interface BatchPlan {
	/** documents that go together, a thousand at most */
	batches: BatchDocument[][];
	/** by position; documents leave theirs open */
	parts: Array<JobResult | undefined>;
}

/** One batch on its way. */
export interface BatchExecution {
	execution: ExecutionContext;
	plan: BatchPlan;
	documents: BatchDocument[];
	batchKind: RunKind;
	key: string;
	/** by our clock, in ms: for all batches */
	deadline: number;
	/** how many documents are uploaded or fetched at the same time */
	concurrency: number;
}
