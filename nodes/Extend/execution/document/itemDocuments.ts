/** The documents of an item, for every operation that has them: chosen, checked, and with their places. */
import { InputError } from '../../../shared/errors/inputError';
import type { FailedDocument } from '../../../shared/errors/types';
import { toFailedDocument, type DocumentSource } from '../../../shared/files/upload';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';
import type { RunKind } from '../../../shared/runs/kinds';
import { readSources, type ItemSources } from '../../parameters/document/readSources';
import type { ExecutionContext } from '../executionContext';
import { DOCUMENT_MESSAGES } from './messages';
import { addFileHints } from './skippedFiles';
import type { DocumentSettings } from './types';

/** Adds the hints about what was chosen. Throws NodeOperationError. */
export async function readDocuments(
	{ hints }: ExecutionContext,
	params: ItemParameters,
): Promise<ItemSources> {
	const found = await readSources(params);
	addFileHints(hints, found);
	return found;
}

/**
 * Whether this kind of run takes text, if that is the source: n8n keeps a parameter's value when the operation
 * changes, and expressions may yield anything. Throws NodeOperationError.
 */
export function checkSourceType(params: ItemParameters, { acceptsText }: RunKind): void {
	params.check('Document Source', () => {
		if (acceptsText || params.get('documentSource') !== 'text') return;
		throw new InputError(DOCUMENT_MESSAGES.noText);
	});
}

/** A document, and what an error that is about it says of it. */
export interface LocatedSource {
	source: DocumentSource;
	failed: FailedDocument;
}

export function locateSources(
	sources: DocumentSource[],
	{ password }: Pick<DocumentSettings, 'password'>,
): LocatedSource[] {
	return sources.map((source, index) => {
		const position = sources.length > 1 ? { position: index + 1 } : {};
		return { source, failed: toFailedDocument(source, { password, ...position }) };
	});
}
