/** The idempotency key of a run over documents. */
import type { BinarySource, DocumentSource } from '../../../shared/files/upload';
import { createIdempotencyKey } from '../../../shared/runs/idempotencyKey';
import { sha256 } from '../../../shared/utils/hash';
import { stripQuery } from '../../../shared/utils/sanitize';
import type { ExecutionContext } from '../executionContext';
import type { DocumentRunSpec, DocumentSettings } from './types';

/**
 * The same for every attempt at these documents in an execution.
 * @param position of the documents among those of the item
 */
export function createDocumentKey(
	execution: ExecutionContext,
	{ kind, identity }: Pick<DocumentRunSpec, 'kind' | 'identity'>,
	{ itemIndexes }: Pick<DocumentSettings, 'itemIndexes'>,
	documents: DocumentSource[],
	position: number,
): string {
	const { context, executionId, runIndex } = execution;
	const source = documents.map((document) => identifyDocument(execution, document));
	return createIdempotencyKey({
		instanceId: context.getInstanceId(),
		workflowId: String(context.getWorkflow().id ?? ''),
		executionId,
		nodeId: context.getNode().id,
		runIndex,
		itemIndex: itemIndexes[0],
		position,
		// Expressions such as `$now` may change the configuration with every attempt. With a run index there is only one
		// run in this place; as agent tool, calls with the same document may differ in nothing else.
		request: { path: kind.path, ...(runIndex === undefined ? { identity } : {}) },
		source,
	});
}

function identifyDocument({ runIndex }: ExecutionContext, document: DocumentSource): object {
	switch (document.kind) {
		case 'binary':
			// A file that cannot be read has no content, and is not sent.
			return document.problem === undefined
				? { name: document.fileName, ...identifyFile(document) }
				: { name: document.fileName };
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

/**
 * Files with the same name and size are not the same. n8n never changes what it stores under an ID; in memory mode the
 * file is known by its base64 text, which need not be decoded for that.
 */
function identifyFile({ data: { id, data } }: BinarySource): object {
	return id ? { id } : { sha256: sha256(data) };
}
