/** The metadata of runs over documents. */
import type { IDataObject } from 'n8n-workflow';
import { buildRunMetadata } from '../../../shared/runs/metadata';
import { readParameter } from '../../parameters/common/readParameter';
import type { ExecutionContext } from '../executionContext';
import type { DocumentSettings } from './types';

/** As long as every key. */
const SAMPLE_KEY = '0'.repeat(64);

/**
 * The metadata of a run. Throws InputError.
 * @param item position of the document in its batch
 * @param fingerprint by which other executions find the run
 */
export function buildMetadata(
	{ context }: ExecutionContext,
	settings: DocumentSettings,
	key: string,
	item?: number,
	fingerprint?: string,
): IDataObject | undefined {
	const tag = {
		key,
		workflowId: String(context.getWorkflow().id ?? ''),
		executionId: String(context.getExecutionId() ?? ''),
		...(item === undefined ? {} : { item }),
		...(fingerprint === undefined ? {} : { fingerprint }),
	};
	return buildRunMetadata(settings.metadata, settings.usageTags, settings.addKey ? tag : undefined);
}

/**
 * Checks the metadata of an item before its key is known. Throws NodeOperationError.
 * @param maxItem the highest position in a batch, since its digits count
 */
export function checkMetadata(
	execution: ExecutionContext,
	itemIndex: number,
	settings: DocumentSettings,
	maxItem?: number,
): void {
	const fingerprint = settings.whenAlreadyProcessed === 'process' ? undefined : SAMPLE_KEY;
	readParameter(execution.context, itemIndex, 'Metadata', () =>
		buildMetadata(execution, settings, SAMPLE_KEY, maxItem, fingerprint),
	);
}
