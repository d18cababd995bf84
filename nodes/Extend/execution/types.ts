/** What an operation is for the router. */
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { NonEmpty } from '../../shared/utils/objects';
import type { ExecutionContext } from './executionContext';
import type { ItemParameters } from '../../shared/parameters/nodeParameters';

/** The input items that something comes from: one, or several that are handled together. */
export type ItemIndexes = NonEmpty<number>;

export function getItemIndexes([first, ...others]: NonEmpty<ItemParameters>): ItemIndexes {
	return [first.itemIndex, ...others.map(({ itemIndex }) => itemIndex)];
}

/** One of several results of a job: items, or why there are none. */
export type JobResult = { itemIndexes: ItemIndexes } & (
	| { items: INodeExecutionData[] }
	| { error: unknown }
);

type JobOutput = INodeExecutionData[] | { parts: JobResult[] };

/** One piece of work that gives items: a document, several read as one, or several in one request. */
export interface Job {
	itemIndexes: ItemIndexes;
	/**
	 * Gives the items, without their pairing. What it throws becomes the error of its items. A job whose
	 * documents succeed or fail one by one gives parts, in the order of the output.
	 */
	run(): JobOutput | Promise<JobOutput>;
}

export interface Operation {
	/** the parameters of the operation */
	description: INodeProperties[];
	/** Reads the parameters of one item, without a request. Throws NodeOperationError for wrong input. */
	plan(execution: ExecutionContext, params: ItemParameters): Job[] | Promise<Job[]>;
	/**
	 * Whether the operation handles all items together in this execution. Then `planAllItems` is called in place
	 * of `plan`.
	 */
	handlesAllItems?(first: ItemParameters): boolean;
	planAllItems?(execution: ExecutionContext, items: NonEmpty<ItemParameters>): Promise<Job[]>;
}
