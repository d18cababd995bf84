import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../../shared/http/responses';
import type { DocumentOrigin } from '../../../shared/output/runInfo';
import type { RunKind } from '../../../shared/runs/kinds';
import type { RunOptions } from '../../parameters/run/readRunOptions';

/** What an operation makes of a document. */
export interface DocumentRunSpec {
	kind: RunKind;
	/** what is asked for, without file and metadata: part of the key of the work */
	identity: unknown;
	/** ID of the extractor, classifier …, which narrows the search for a lost run */
	processorId: string | undefined;
	/** the request without file and metadata */
	body(): Promise<IDataObject>;
	/** a status at which others stop and this run is isComplete for on: `NEEDS_REVIEW` */
	waitsAt?: string;
	/** the items of a finished run, or of a started one that is not isComplete for */
	items(run: Run, source: RunOrigin): INodeExecutionData[] | Promise<INodeExecutionData[]>;
}

/** Where a run's document came from, for the result. */
export interface RunOrigin extends DocumentOrigin {
	fileName: string;
	isComplete: boolean;
}

/** How the documents of an item are worked on. */
export interface DocumentSettings extends RunOptions {
	itemIndexes: number[];
	waitForCompletion: boolean;
}
