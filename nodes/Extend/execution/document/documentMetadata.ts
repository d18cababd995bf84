/** The metadata of runs over documents. */
import type { IDataObject } from 'n8n-workflow';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';
import { buildRunMetadata, tagMetadata, type RunTag } from '../../../shared/runs/metadata';
import type { RunOptions } from '../../parameters/run/readRunOptions';
import type { ExecutionContext } from '../executionContext';
import type { DocumentSettings } from './types';

/** As long as every key and fingerprint. */
const SAMPLE_KEY = '0'.repeat(64);

/** What only one run has. */
type OwnTag = Pick<RunTag, 'key' | 'item' | 'fingerprint'>;

/** The metadata of a run: that of its item with the tag by which the run is found. */
export function buildMetadata(
	execution: ExecutionContext,
	{ metadata, addKey }: DocumentSettings,
	own: OwnTag,
): IDataObject | undefined {
	return tagMetadata(metadata, addKey ? createTag(execution, own) : undefined);
}

/**
 * The metadata of an item, which has to have room for a tag that is not known yet. Throws NodeOperationError.
 * @param maxItem the highest position in a batch, since its digits count
 */
export function readMetadata(
	execution: ExecutionContext,
	params: ItemParameters,
	{ metadata, usageTags, addKey, whenAlreadyProcessed }: RunOptions,
	maxItem: number | undefined,
): IDataObject {
	const fingerprint = whenAlreadyProcessed === 'process' ? undefined : SAMPLE_KEY;
	const maxTag = createTag(execution, { key: SAMPLE_KEY, item: maxItem, fingerprint });
	return params.check('Metadata', () =>
		buildRunMetadata(metadata, usageTags, addKey ? maxTag : undefined),
	);
}

function createTag({ context }: ExecutionContext, { key, item, fingerprint }: OwnTag): RunTag {
	return {
		key,
		workflowId: String(context.getWorkflow().id ?? ''),
		executionId: String(context.getExecutionId() ?? ''),
		...(item === undefined ? {} : { item }),
		...(fingerprint === undefined ? {} : { fingerprint }),
	};
}
