/** Carries out a job on documents: from the upload to the items of its run. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { sizeOf } from '../../shared/binary';
import { clock } from '../../shared/clock';
import type { Run } from '../../shared/contract';
import { ExtendProblem } from '../../shared/errors';
import { nameOf, toFileInput, type DocumentSource } from '../../shared/files';
import { creditsText } from '../../shared/hints';
import { hashOf, workKey } from '../../shared/key';
import { runMetadata } from '../../shared/metadata';
import type { SourceFacts } from '../../shared/runFacts';
import type { RunKind } from '../../shared/runKinds';
import { carryOut } from '../../shared/runs';
import { withoutQuery } from '../../shared/text';
import type { RunOptions } from '../fields/options';
import { itemsOfRun } from './documentItems';
import type { NodeRun } from './nodeRun';

/** What an operation makes of a document. */
export interface DocumentRun {
	kind: RunKind;
	/** what is asked for, without file and metadata: part of the key of the work */
	identity: unknown;
	/** ID of the extractor, classifier …, which narrows the search for a lost run */
	processorId: string | undefined;
	/** the request without file and metadata */
	body(): Promise<IDataObject>;
	/** a status at which others stop and this run is waited for on: `NEEDS_REVIEW` */
	waitsAt?: string;
	/** the items of a finished run, or of a started one that is not waited for */
	items(run: Run, source: SourceInfo): INodeExecutionData[] | Promise<INodeExecutionData[]>;
}

/** Where a run's document came from, for the result. */
export interface SourceInfo extends SourceFacts {
	fileName: string;
	waited: boolean;
}

/** How the documents of an item are worked on. */
export interface DocumentSettings extends RunOptions {
	itemIndexes: number[];
	waits: boolean;
}

/** One run over a group of documents: from the upload to its items. */
export async function processDocuments(
	nodeRun: NodeRun,
	documentRun: DocumentRun,
	settings: DocumentSettings,
	group: DocumentSource[],
	position: number,
): Promise<INodeExecutionData[]> {
	checkCredits(nodeRun, settings);
	const { kind } = documentRun;
	const deadline = clock.now() + settings.timeoutMs;
	const key = await keyOf(nodeRun, documentRun, settings, group, position);
	const name = group.map(nameOf).join(', ');
	// Kept for a second start after a lost answer: the file is in Extend already.
	let request: Promise<{ body: IDataObject; fileId?: string }> | undefined;
	const makeRequest = async () => {
		const body = await documentRun.body();
		const { file, uploaded } = await filesOf(nodeRun, group, settings, deadline);
		return {
			body: { ...body, ...file, ...restOf(nodeRun, kind, settings, key) },
			fileId: uploaded[0],
		};
	};

	const run = await carryOut(nodeRun, {
		kind,
		key,
		processorId: documentRun.processorId,
		name,
		mode: modeOf(kind, settings),
		waitsAt: documentRun.waitsAt,
		deadline,
		request: async () => await (request ??= makeRequest()),
		tagged: settings.tagRun && kind.takesMetadata,
		afterLostAnswer: settings.afterLostAnswer,
		cancelOnStop: settings.cancelOnStop,
		cancelOnTimeout: settings.cancelOnTimeout,
	});

	return await itemsOfRun(nodeRun, documentRun, settings, group, run);
}

function checkCredits({ credits, hints }: NodeRun, { maxCredits }: DocumentSettings): void {
	if (maxCredits === undefined || credits < maxCredits) return;
	hints.add('maxCredits');
	throw new ExtendProblem({
		code: 'MAX_CREDITS',
		message: `Not started: the finished runs have cost ${creditsText(credits)}`,
		description: `'Max Credits' under Options is ${maxCredits}. Raise it, or send the rest later.`,
		retryable: false,
	});
}

/** Waiting in one request is not possible for all kinds, nor with a priority, nor without waiting. */
function modeOf(
	{ syncPath }: RunKind,
	{ waits, priority, processingMode }: DocumentSettings,
): 'sync' | 'async' | 'start' {
	if (!waits) return 'start';
	return syncPath && priority === undefined ? processingMode : 'async';
}

/** `file`, or `package` for several (Extend docs: multi-file extraction), and what was uploaded for it. */
async function filesOf(
	{ context, api }: NodeRun,
	group: DocumentSource[],
	{ password }: DocumentSettings,
	deadline: number,
): Promise<{ file: IDataObject; uploaded: string[] }> {
	const inputs: IDataObject[] = [];
	const uploaded: string[] = [];
	for (const source of group) {
		const { input, uploadedId } = await toFileInput(context, api, source, { password, deadline });
		inputs.push(input);
		if (uploadedId) uploaded.push(uploadedId);
	}
	const file = inputs.length === 1 ? { file: inputs[0] } : { package: { files: inputs } };
	return { file, uploaded };
}

function restOf(
	nodeRun: NodeRun,
	kind: RunKind,
	settings: DocumentSettings,
	key: string,
): IDataObject {
	const metadata = kind.takesMetadata ? metadataOf(nodeRun, settings, key) : undefined;
	const { priority } = settings;
	const takesPriority = kind.takesPriority && modeOf(kind, settings) !== 'sync';
	return {
		...(metadata ? { metadata } : {}),
		...(priority === undefined || !takesPriority ? {} : { priority }),
	};
}

/** The metadata of a run with this key, and of a batch with its place in it. Throws InputProblem. */
export function metadataOf(
	{ context }: NodeRun,
	settings: DocumentSettings,
	key: string,
	item?: number,
): IDataObject | undefined {
	const tag = {
		key,
		workflowId: String(context.getWorkflow().id ?? ''),
		executionId: String(context.getExecutionId() ?? ''),
		...(item === undefined ? {} : { item }),
	};
	return runMetadata(settings.metadata, settings.usageTags, settings.tagRun ? tag : undefined);
}

/** The key by which the work on these documents is found again. */
export async function keyOf(
	{ context, runIndex }: NodeRun,
	{ kind, identity }: Pick<DocumentRun, 'kind' | 'identity'>,
	{ itemIndexes }: Pick<DocumentSettings, 'itemIndexes'>,
	group: DocumentSource[],
	position: number,
): Promise<string> {
	const source: unknown[] = [];
	for (const document of group) {
		if (document.kind === 'binary') {
			source.push({ name: document.fileName, size: await sizeOf(context, document.file) });
		} else if (document.kind === 'url') {
			// Signatures change with every attempt. As agent tool, where no run index tells calls apart, the
			// address is what the model asked for, and stays.
			const url = runIndex === undefined ? document.url : withoutQuery(document.url);
			source.push({ url });
		} else if (document.kind === 'fileId') source.push({ id: document.fileId });
		else source.push({ text: hashOf(document.text) });
	}
	return workKey({
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
