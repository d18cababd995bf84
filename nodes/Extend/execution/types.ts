/** What an operation is for the router. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { ExecutionContext } from './executionContext';

/** One of several results of a job: items, or why there are none. */
export type JobResult = { itemIndexes: number[] } & (
	| { items: INodeExecutionData[] }
	| { error: unknown }
);

/** One piece of work that gives items: a document, several read as one, or several in one request. */
export interface Job {
	/** the items it comes from: one, or several for a run over all items */
	itemIndexes: number[];
	/**
	 * Does it. Throws what cannot be done; the router makes the error item. Pairing is the router's.
	 * Work whose documents go well or wrong one by one gives parts, in the order of the output.
	 */
	run(): Promise<INodeExecutionData[] | { parts: JobResult[] }>;
}

export interface Operation {
	/** the parameters of the operation */
	description: INodeProperties[];
	/** Reads the parameters of one item, without a request. Throws NodeOperationError for wrong input. */
	plan(execution: ExecutionContext, itemIndex: number): Promise<Job[]>;
	/**
	 * For operations that may take all items together: whether they do so now. Then `planAllItems` is asked
	 * instead of `plan`.
	 */
	handlesAllItems?(execution: ExecutionContext): boolean;
	planAllItems?(execution: ExecutionContext, itemIndexes: number[]): Promise<Job[]>;
}
