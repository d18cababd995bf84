import type { INodeExecutionData } from 'n8n-workflow';
import { getDocumentName, type DocumentSource } from '../../../../shared/files/upload';
import type { Run } from '../../../../shared/http/responses';
import { SKIP_REASONS } from '../../../parameters/document/messages';
import type { ExecutionContext } from '../../executionContext';
import { createSkippedItems } from '../skippedFiles';
import type { DocumentSettings } from '../types';

/** An item like that of skipped files, with the run that has the result; none when these are dropped. */
export function createAlreadyProcessedItems(
	{ hints, runIds }: ExecutionContext,
	settings: DocumentSettings,
	documents: DocumentSource[],
	{ id: runId }: Run,
): INodeExecutionData[] {
	runIds.add(runId);
	const skipped = documents.map((document) => ({
		fileName: getDocumentName(document),
		fieldName: document.kind === 'binary' ? document.fieldName : null,
		reason: SKIP_REASONS.alreadyProcessed,
	}));
	for (const { fileName } of skipped) hints.add('alreadyProcessed', fileName);
	return createSkippedItems(skipped, settings, { runId });
}
