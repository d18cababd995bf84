/** Makes jobs of the documents of an item: shared by all operations that turn documents into runs. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { DocumentSource } from '../../../shared/files/upload';
import { InputError } from '../../../shared/errors/inputError';
import type { RunKind } from '../../../shared/runs/kinds';
import { stripQuery } from '../../../shared/utils/sanitize';
import { readOptions } from '../../parameters/common/readOptions';
import { readRunOptions } from '../../parameters/run/readRunOptions';
import { readParameter } from '../../parameters/common/readParameter';
import { readSources, type SkippedFile } from '../../parameters/document/readSources';
import { buildMetadata, executeDocuments } from './executeDocuments';
import type { DocumentRunSpec, DocumentSettings } from './types';
import type { ExecutionContext } from '../executionContext';
import type { Job, Operation } from '../types';
import { DOCUMENT_MESSAGES } from './messages';

/** The plans of an operation that can also take the files of several items as one. */
export function multiFileOperation(
	describe: (execution: ExecutionContext, itemIndex: number) => DocumentRunSpec,
): Required<Omit<Operation, 'description'>> {
	return {
		/** One job per document, or per item when its files are taken as one. */
		plan: async (execution, itemIndex) =>
			await planDocumentJobs(execution, [itemIndex], describe(execution, itemIndex)),
		/** The first item decides. */
		handlesAllItems: ({ context }) =>
			context.getNodeParameter('multipleFiles', 0, 'separate') === 'allItems',
		/** One job over the files of all items; everything but the files is taken from the first. */
		planAllItems: async (execution, itemIndexes) =>
			await planDocumentJobs(execution, itemIndexes, describe(execution, itemIndexes[0])),
	};
}

/** The jobs for the documents of the items. Reads and checks all parameters; sends nothing. */
export async function planDocumentJobs(
	execution: ExecutionContext,
	itemIndexes: number[],
	documentRun: DocumentRunSpec,
): Promise<Job[]> {
	const { context } = execution;
	const { kind } = documentRun;
	const [first] = itemIndexes;
	const settings: DocumentSettings = {
		...readRunOptions(readOptions(context, first)),
		itemIndexes,
		waitForCompletion: context.getNodeParameter('waitForCompletion', first, true) as boolean,
	};
	// Not only when it is sent: a run of an earlier attempt, or of a stored file, may repeat it in its failure.
	execution.api.redactor.add(settings.password);
	readParameter(context, first, 'Metadata', () =>
		buildMetadata(execution, settings, '0'.repeat(64)),
	);
	readParameter(context, first, 'Document Source', () => {
		checkDocumentSource(kind, context.getNodeParameter('documentSource', first, ''));
	});

	const sources: DocumentSource[] = [];
	const skipped: SkippedFile[] = [];
	for (const index of itemIndexes) {
		const found = await readSources(context, index, readOptions(context, index));
		sources.push(...found.sources);
		skipped.push(...found.skipped);
	}
	for (const { fileName } of skipped) execution.hints.add('skipped', fileName);
	if (sources.length === 0) return [createSkippedJob(itemIndexes, skipped)];

	const several = context.getNodeParameter('multipleFiles', first, 'separate') as string;
	const together = kind.maxFiles > 1 && several !== 'separate';
	const groups = together ? [sources] : sources.map((source) => [source]);
	return groups.map((group, position) => {
		readParameter(context, first, 'Multiple Files', () => checkGroup(kind, group));
		return {
			itemIndexes,
			run: async () => await executeDocuments(execution, documentRun, settings, group, position),
		};
	});
}

/** Throws InputError. A choice made for one operation stays when another one is chosen, and expressions give anything. */
export function checkDocumentSource({ label, acceptsText }: RunKind, source: unknown): void {
	if (source !== 'text' || acceptsText) return;
	throw new InputError(DOCUMENT_MESSAGES.noText({ kind: label }));
}

function checkGroup({ maxFiles, uniqueFiles }: RunKind, group: DocumentSource[]): void {
	const given = group.map(getReference).filter((address) => address !== undefined);
	const repeated = given.find((file, index) => given.indexOf(file) !== index);
	if (uniqueFiles && repeated !== undefined) {
		throw new InputError(DOCUMENT_MESSAGES.repeatedFile({ file: repeated }));
	}
	if (group.length <= maxFiles) return;
	throw new InputError(DOCUMENT_MESSAGES.tooManyFiles({ count: group.length, max: maxFiles }));
}

function getReference(source: DocumentSource): string | undefined {
	if (source.kind === 'fileId') return source.fileId;
	return source.kind === 'url' ? stripQuery(source.url) : undefined;
}

function createSkippedJob(itemIndexes: number[], skipped: SkippedFile[]): Job {
	return { itemIndexes, run: async () => await Promise.resolve([createSkippedItem(skipped)]) };
}

/** An item whose files are all skipped still comes out, so that it is not lost. */
export function createSkippedItem(skipped: SkippedFile[]): INodeExecutionData {
	return { json: { _extend: { skipped: skipped as unknown as IDataObject[] } } };
}
