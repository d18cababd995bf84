/** The jobs for the documents of items: for all operations that run documents one by one. */
import { InputError } from '../../../shared/errors/inputError';
import { locateErrors } from '../../../shared/errors/documentError';
import type { DocumentSource } from '../../../shared/files/upload';
import type { RunKind } from '../../../shared/runs/kinds';
import type { NonEmpty } from '../../../shared/utils/objects';
import { stripQuery } from '../../../shared/utils/sanitize';
import type { SkippedFile } from '../../parameters/document/readSources';
import type { ExecutionContext } from '../executionContext';
import type { Job, Operation } from '../types';
import { readDocumentSettings } from './documentSettings';
import { executeDocuments } from './executeDocuments';
import { DOCUMENT_MESSAGES } from './messages';
import { checkSourceType, locateSources, readDocuments, type LocatedSource } from './itemDocuments';
import { createSkippedItems } from './skippedFiles';
import type { DocumentRunSpec, DocumentSettings } from './types';
import type { ItemParameters } from '../../../shared/parameters/nodeParameters';

/** The plans of an operation that can also handle the files of several items as one. */
export function multiFileOperation(
	describeRun: (execution: ExecutionContext, params: ItemParameters) => DocumentRunSpec,
): Required<Omit<Operation, 'description'>> {
	return {
		plan: async (execution, params) =>
			await planDocumentJobs(execution, [params], describeRun(execution, params)),
		handlesAllItems: (first) => first.get('options.combineFiles', 'no') === 'allItems',
		/** One job over the files of all items; everything but the files is taken from the first. */
		planAllItems: async (execution, items) => {
			const [first] = items;
			return await planDocumentJobs(execution, items, describeRun(execution, first));
		},
	};
}

/**
 * One job per document, or a single one when the files are handled as one. Reads and checks all parameters;
 * sends nothing. Throws NodeOperationError.
 */
export async function planDocumentJobs(
	execution: ExecutionContext,
	items: NonEmpty<ItemParameters>,
	spec: DocumentRunSpec,
): Promise<Job[]> {
	const { kind } = spec;
	const [first] = items;
	const settings = readDocumentSettings(execution, items);
	const { itemIndexes } = settings;
	checkSourceType(first, kind);
	first.check('When Already Processed', () => checkReuse(kind, settings));

	const sources: DocumentSource[] = [];
	const skipped: SkippedFile[] = [];
	for (const params of items) {
		const found = await readDocuments(execution, params);
		for (const source of found.sources) sources.push(source);
		for (const file of found.skipped) skipped.push(file);
	}
	if (sources.length === 0) {
		const skippedItems = createSkippedItems(skipped, settings);
		return [{ itemIndexes, run: () => skippedItems }];
	}

	const asOne = kind.maxFiles > 1 && settings.combineFiles !== 'no';
	const located = locateSources(sources, settings);
	const groups = asOne ? [located] : located.map((document) => [document]);
	for (const group of groups) first.check('Combine Files', () => checkFiles(kind, group));
	return groups.map((group, position) => createJob(execution, spec, settings, group, position));
}

/** A function of its own, so that a job that waits does not keep the parameters of its items in memory. */
function createJob(
	execution: ExecutionContext,
	spec: DocumentRunSpec,
	settings: DocumentSettings,
	group: LocatedSource[],
	position: number,
): Job {
	const documents = group.map(({ source }) => source);
	const failed = group.map((document) => document.failed);
	const run = async () =>
		await locateErrors(
			failed,
			async () => await executeDocuments(execution, spec, settings, documents, position),
		);
	return { itemIndexes: settings.itemIndexes, run };
}

/** Earlier results are found by the metadata that 'Untracked' leaves out. */
function checkReuse({ isReusable }: RunKind, settings: DocumentSettings): void {
	if (!isReusable || settings.whenAlreadyProcessed === 'process' || settings.addKey) return;
	throw new InputError(DOCUMENT_MESSAGES.untrackedReuse);
}

function checkFiles({ maxFiles, uniqueFiles }: RunKind, documents: LocatedSource[]): void {
	const references = new Set<string>();
	for (const { source } of documents) {
		const reference = getReference(source);
		if (reference === undefined) continue;
		if (uniqueFiles && references.has(reference)) {
			throw new InputError(DOCUMENT_MESSAGES.repeatedFile({ file: reference }));
		}
		references.add(reference);
	}
	const { length: count } = documents;
	if (count <= maxFiles) return;
	throw new InputError(DOCUMENT_MESSAGES.tooManyFiles({ count, max: maxFiles }));
}

/** What two sources of the same file have in common, for files that have something like it. */
function getReference(source: DocumentSource): string | undefined {
	if (source.kind === 'fileId') return source.fileId;
	return source.kind === 'url' ? stripQuery(source.url) : undefined;
}
