/** Makes jobs of the documents of an item: shared by all operations that turn documents into runs. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { DocumentSource } from '../../shared/files';
import { InputProblem } from '../../shared/problems';
import type { RunKind } from '../../shared/runKinds';
import { withoutQuery } from '../../shared/text';
import { rawOptions, readRunOptions } from '../fields/options';
import { readParameter } from '../fields/problem';
import { readSources, type SkippedFile } from '../fields/sources';
import {
	metadataOf,
	processDocuments,
	type DocumentRun,
	type DocumentSettings,
} from './documentWork';
import type { NodeRun } from './nodeRun';
import type { Job, Operation } from './operation';

/** The plans of an operation that can also take the files of several items as one. */
export function packagePlans(
	describe: (nodeRun: NodeRun, itemIndex: number) => DocumentRun,
): Required<Omit<Operation, 'description'>> {
	return {
		/** One job per document, or per item when its files are taken as one. */
		plan: async (nodeRun, itemIndex) =>
			await documentJobs(nodeRun, [itemIndex], describe(nodeRun, itemIndex)),
		/** The first item decides. */
		takesAll: ({ context }) =>
			context.getNodeParameter('multipleFiles', 0, 'separate') === 'allItems',
		/** One job over the files of all items; everything but the files is taken from the first. */
		planAll: async (nodeRun, itemIndexes) =>
			await documentJobs(nodeRun, itemIndexes, describe(nodeRun, itemIndexes[0])),
	};
}

/** The jobs for the documents of the items. Reads and checks all parameters; sends nothing. */
export async function documentJobs(
	nodeRun: NodeRun,
	itemIndexes: number[],
	documentRun: DocumentRun,
): Promise<Job[]> {
	const { context } = nodeRun;
	const { kind } = documentRun;
	const [first] = itemIndexes;
	const settings: DocumentSettings = {
		...readRunOptions(rawOptions(context, first)),
		itemIndexes,
		waits: context.getNodeParameter('waitForCompletion', first, true) as boolean,
	};
	readParameter(context, first, 'Metadata', () => metadataOf(nodeRun, settings, '0'.repeat(64)));
	readParameter(context, first, 'Document Source', () => {
		checkSource(kind, context.getNodeParameter('documentSource', first, ''));
	});

	const sources: DocumentSource[] = [];
	const skipped: SkippedFile[] = [];
	for (const index of itemIndexes) {
		const found = await readSources(context, index, rawOptions(context, index));
		sources.push(...found.sources);
		skipped.push(...found.skipped);
	}
	for (const { fileName } of skipped) nodeRun.hints.add('skipped', fileName);
	if (sources.length === 0) return [skippedJob(itemIndexes, skipped)];

	const several = context.getNodeParameter('multipleFiles', first, 'separate') as string;
	const together = kind.mostFiles > 1 && several !== 'separate';
	const groups = together ? [sources] : sources.map((source) => [source]);
	return groups.map((group, position) => {
		readParameter(context, first, 'Multiple Files', () => checkGroup(kind, group));
		return {
			itemIndexes,
			run: async () => await processDocuments(nodeRun, documentRun, settings, group, position),
		};
	});
}

/** Throws InputProblem. A choice made for one operation stays when another one is chosen, and expressions give anything. */
export function checkSource({ label, takesText }: RunKind, source: unknown): void {
	if (source !== 'text' || takesText) return;
	throw new InputProblem(
		'',
		`${label}s take no text`,
		"Choose 'Binary File', 'URL' or 'Extend File'.",
	);
}

function checkGroup({ mostFiles, uniqueFiles }: RunKind, group: DocumentSource[]): void {
	const given = group.map(addressOf).filter((address) => address !== undefined);
	const twice = given.find((address, index) => given.indexOf(address) !== index);
	if (uniqueFiles && twice !== undefined) {
		throw new InputProblem('', `${twice} is there twice`, 'Send each file once.');
	}
	if (group.length <= mostFiles) return;
	throw new InputProblem(
		'',
		`${group.length} files are more than the ${mostFiles} that Extend takes in one run`,
		"Send fewer, or choose 'One Run per File'.",
	);
}

function addressOf(source: DocumentSource): string | undefined {
	if (source.kind === 'fileId') return source.fileId;
	return source.kind === 'url' ? withoutQuery(source.url) : undefined;
}

function skippedJob(itemIndexes: number[], skipped: SkippedFile[]): Job {
	return { itemIndexes, run: async () => await Promise.resolve([skippedItem(skipped)]) };
}

/** An item whose files are all skipped still comes out, so that it is not lost. */
export function skippedItem(skipped: SkippedFile[]): INodeExecutionData {
	return { json: { _extend: { skipped: skipped as unknown as IDataObject[] } } };
}
