/** The idempotency key of a run over documents. */
import { getSize } from '../../../shared/files/binary';
import type { DocumentSource } from '../../../shared/files/upload';
import { createIdempotencyKey, sha256 } from '../../../shared/runs/idempotencyKey';
import { stripQuery } from '../../../shared/utils/sanitize';
import type { ExecutionContext } from '../executionContext';
import type { DocumentRunSpec, DocumentSettings } from './types';

/**
 * The same for every attempt at these documents in an execution.
 * @param position of the documents among those of the item
 */
export async function createDocumentKey(
	execution: ExecutionContext,
	{ kind, identity }: Pick<DocumentRunSpec, 'kind' | 'identity'>,
	{ itemIndexes }: Pick<DocumentSettings, 'itemIndexes'>,
	documents: DocumentSource[],
	position: number,
): Promise<string> {
	const { context, runIndex } = execution;
	const source: unknown[] = [];
	for (const document of documents) source.push(await identifyDocument(execution, document));
	return createIdempotencyKey({
		instanceId: context.getInstanceId(),
		workflowId: String(context.getWorkflow().id ?? ''),
		executionId: String(context.getExecutionId() ?? ''),
		nodeId: context.getNode().id,
		runIndex,
		itemIndex: itemIndexes[0],
		position,
		request: { path: kind.path, identity },
		source,
	});
}

async function identifyDocument(
	{ context, runIndex }: ExecutionContext,
	document: DocumentSource,
): Promise<object> {
	switch (document.kind) {
		case 'binary':
			return { name: document.fileName, size: await getSize(context, document.file) };
		case 'url':
			// Signatures change with every attempt. As agent tool, where no run index tells calls apart, the
			// address is what the model asked for, and stays.
			return { url: runIndex === undefined ? document.url : stripQuery(document.url) };
		case 'fileId':
			return { id: document.fileId };
		case 'text':
			return { text: sha256(document.text) };
	}
}
