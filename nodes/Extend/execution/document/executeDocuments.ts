/** Carries out a job on documents: from the upload to the items of its run. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { getSize } from '../../../shared/files/binary';
import { clock } from '../../../shared/utils/clock';
import { ExtendApiError } from '../../../shared/errors/apiError';
import { getDocumentName, toFileInput, type DocumentSource } from '../../../shared/files/upload';
import { formatCredits } from '../../../shared/errors/hints';
import { sha256, createIdempotencyKey } from '../../../shared/runs/idempotencyKey';
import { buildRunMetadata } from '../../../shared/runs/metadata';
import type { RunKind } from '../../../shared/runs/kinds';
import { runLedger } from '../../../shared/runs/ledger';
import { executeRun } from '../../../shared/runs/lifecycle';
import { stripQuery } from '../../../shared/utils/sanitize';
import { toDocumentItems } from './documentItems';
import type { DocumentRunSpec, DocumentSettings } from './types';
import type { ExecutionContext } from '../executionContext';
import { DOCUMENT_MESSAGES } from './messages';

/** One run over a group of documents: from the upload to its items. */
export async function executeDocuments(
	execution: ExecutionContext,
	documentRun: DocumentRunSpec,
	settings: DocumentSettings,
	group: DocumentSource[],
	position: number,
): Promise<INodeExecutionData[]> {
	const { kind } = documentRun;
	const deadline = clock.now() + settings.timeoutMs;
	const key = await createDocumentKey(execution, documentRun, settings, group, position);
	// What an earlier attempt has started is paid for already.
	if (!runLedger.get(key)) checkCredits(execution, settings);
	const name = group.map(getDocumentName).join(', ');
	// Kept for a second start after a lost answer: the file is in Extend already.
	let request: Promise<{ body: IDataObject; fileId?: string }> | undefined;
	const makeRequest = async () => {
		const body = await documentRun.body();
		const { file, uploaded } = await toFileInputs(execution, group, settings, deadline);
		return {
			body: { ...body, ...file, ...buildRunFields(execution, kind, settings, key) },
			fileId: uploaded[0],
		};
	};

	const run = await executeRun(execution, {
		kind,
		key,
		processorId: documentRun.processorId,
		name,
		mode: getRunMode(kind, settings),
		waitsAt: documentRun.waitsAt,
		deadline,
		request: async () => await (request ??= makeRequest()),
		hasKey: settings.addKey && kind.acceptsMetadata,
		onIndeterminate: settings.onIndeterminate,
		cancelOnStop: settings.cancelOnStop,
		cancelOnTimeout: settings.cancelOnTimeout,
	});

	return await toDocumentItems(execution, documentRun, settings, group, run);
}

function checkCredits(
	{ credits, hints }: ExecutionContext,
	{ maxCredits }: DocumentSettings,
): void {
	if (maxCredits === undefined || credits < maxCredits) return;
	hints.add('maxCredits');
	const values = { credits: formatCredits(credits), maxCredits };
	throw new ExtendApiError('MAX_CREDITS', DOCUMENT_MESSAGES.maxCredits(values), {
		retryable: false,
	});
}

/** Waiting in one request is not possible for all kinds, nor with a priority, nor without waiting. */
function getRunMode(
	{ syncPath }: RunKind,
	{ waitForCompletion, priority, processingMode }: DocumentSettings,
): 'sync' | 'async' | 'start' {
	if (!waitForCompletion) return 'start';
	return syncPath && priority === undefined ? processingMode : 'async';
}

/** `file`, or `package` for several (Extend docs: multi-file extraction), and what was uploaded for it. */
async function toFileInputs(
	{ context, api }: ExecutionContext,
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

function buildRunFields(
	execution: ExecutionContext,
	kind: RunKind,
	settings: DocumentSettings,
	key: string,
): IDataObject {
	const metadata = kind.acceptsMetadata ? buildMetadata(execution, settings, key) : undefined;
	const { priority } = settings;
	const acceptsPriority = kind.acceptsPriority && getRunMode(kind, settings) !== 'sync';
	return {
		...(metadata ? { metadata } : {}),
		...(priority === undefined || !acceptsPriority ? {} : { priority }),
	};
}

/** The metadata of a run with this key, and of a batch with its place in it. Throws InputError. */
export function buildMetadata(
	{ context }: ExecutionContext,
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
	return buildRunMetadata(settings.metadata, settings.usageTags, settings.addKey ? tag : undefined);
}

/** The key by which the work on these documents is found again. */
export async function createDocumentKey(
	{ context, runIndex }: ExecutionContext,
	{ kind, identity }: Pick<DocumentRunSpec, 'kind' | 'identity'>,
	{ itemIndexes }: Pick<DocumentSettings, 'itemIndexes'>,
	group: DocumentSource[],
	position: number,
): Promise<string> {
	const source: unknown[] = [];
	for (const document of group) {
		if (document.kind === 'binary') {
			source.push({ name: document.fileName, size: await getSize(context, document.file) });
		} else if (document.kind === 'url') {
			// Signatures change with every attempt. As agent tool, where no run index tells calls apart, the
			// address is what the model asked for, and stays.
			const url = runIndex === undefined ? document.url : stripQuery(document.url);
			source.push({ url });
		} else if (document.kind === 'fileId') source.push({ id: document.fileId });
		else source.push({ text: sha256(document.text) });
	}
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
