import type { INodeExecutionData } from 'n8n-workflow';
import { locateError } from '../../../shared/errors/documentError';
import type { BatchDocument, BatchResult } from './types';

/** The result of one document of a batch: its items, or its error, which says that it is about this document. */
export function toResult(
	{ position, itemIndex, failed }: BatchDocument,
	outcome: { items: INodeExecutionData[] } | { error: unknown },
): BatchResult {
	const result =
		'error' in outcome ? { error: locateError(outcome.error, [failed]) } : { items: outcome.items };
	return { position, itemIndexes: [itemIndex], ...result };
}
