import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Run, RunStatus } from '../../../shared/http/responses';
import type { ResourceType } from '../../../shared/parameters/resourcePicker';
import type { RunKind } from '../../../shared/runs/kinds';
import type { RunOptions } from '../../parameters/run/readRunOptions';
import type { RunOrigin } from '../output/types';
import type { ItemIndexes } from '../types';

/** How an operation runs a document. */
export interface DocumentRunSpec {
	kind: RunKind;
	/** the request without file and metadata: part of the idempotency key */
	identity: unknown;
	/** ID of the extractor, classifier …, which narrows the search for a run whose response was lost */
	processorId: string | undefined;
	/** the saved processor, whose latest version changes; undefined for a configuration of the node */
	processor?: { type: ResourceType; id: string; version: string };
	/**
	 * The request without file and metadata.
	 * @param version of the processor, in place of the chosen one
	 */
	buildBody(version?: string): IDataObject | Promise<IDataObject>;
	/** a final status at which to go on waiting: `NEEDS_REVIEW` */
	waitsAt?: RunStatus;
	/** The items of a finished run, or of one that was only started. */
	toItems(run: Run, origin: RunOrigin): INodeExecutionData[] | Promise<INodeExecutionData[]>;
}

/** How the documents of an item are handled. */
export interface DocumentSettings extends Omit<RunOptions, 'metadata' | 'usageTags'> {
	/** of each run, without its tag (`buildRunMetadata`) */
	metadata: IDataObject;
	itemIndexes: ItemIndexes;
	waitForCompletion: boolean;
	password: string | undefined;
	/** whether an item whose files are all skipped gives nothing */
	dropSkippedItems: boolean;
	includeInputFile: boolean;
}
