/** One run over the documents of a job: from the upload to the items. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ExtendApiError } from '../../../shared/errors/apiError';
import { formatCredits } from '../../../shared/errors/hints';
import { getDocumentName, toFileInput, type DocumentSource } from '../../../shared/files/upload';
import type { RunKind } from '../../../shared/runs/kinds';
import { runLedger } from '../../../shared/runs/ledger';
import { executeRun } from '../../../shared/runs/lifecycle';
import { clock } from '../../../shared/utils/clock';
import type { ExecutionContext } from '../executionContext';
import { createDocumentKey } from './documentKey';
import { buildMetadata } from './documentMetadata';
import { finishDocuments } from './finishDocuments';
import { DOCUMENT_MESSAGES } from './messages';
import type { DocumentRunSpec, DocumentSettings } from './types';

/** @param position of the documents among those of the item */
export async function executeDocuments(
	execution: ExecutionContext,
	spec: DocumentRunSpec,
	settings: DocumentSettings,
	documents: DocumentSource[],
	position: number,
): Promise<INodeExecutionData[]> {
	const { kind } = spec;
	const deadline = clock.now() + settings.timeoutMs;
	const key = await createDocumentKey(execution, spec, settings, documents, position);
	// What an earlier attempt has started is billed already.
	if (!runLedger.get(key)) checkCredits(execution, settings);
	// Kept for a second start after an indeterminate outcome: the file is in Extend already.
	let request: Promise<{ body: IDataObject; fileId?: string }> | undefined;
	const buildRequest = async () => {
		const body = await spec.buildBody();
		const { file, uploadedIds } = await toFileInputs(execution, documents, settings, deadline);
		return {
			body: { ...body, ...file, ...buildRunFields(execution, kind, settings, key) },
			fileId: uploadedIds[0],
		};
	};

	const run = await executeRun(execution, {
		kind,
		key,
		processorId: spec.processorId,
		name: documents.map(getDocumentName).join(', '),
		mode: getRunMode(kind, settings),
		waitsAt: spec.waitsAt,
		deadline,
		request: async () => await (request ??= buildRequest()),
		hasKey: settings.addKey && kind.acceptsMetadata,
		onIndeterminate: settings.onIndeterminate,
		cancelOnStop: settings.cancelOnStop,
		cancelOnTimeout: settings.cancelOnTimeout,
	});

	return await finishDocuments(execution, spec, settings, documents, run);
}

/** Throws ExtendApiError when the finished runs have used up the credits that the options allow. */
function checkCredits(execution: ExecutionContext, { maxCredits }: DocumentSettings): void {
	if (maxCredits === undefined) return;
	const { credits, hints } = execution;
	execution.showsCost = true;
	if (credits < maxCredits) return;
	hints.add('maxCredits');
	const values = { credits: formatCredits(credits), maxCredits };
	const message = DOCUMENT_MESSAGES.maxCredits(values);
	throw new ExtendApiError('MAX_CREDITS', message, { retryable: false });
}

/** A synchronous call is not possible for all kinds, nor with a priority, nor without waiting. */
function getRunMode(
	{ syncPath }: RunKind,
	{ waitForCompletion, priority, processingMode }: DocumentSettings,
): 'sync' | 'async' | 'start' {
	if (!waitForCompletion) return 'start';
	return syncPath && priority === undefined ? processingMode : 'async';
}

/** `file`, or `package` for several (Extend docs: multi-file extraction), and the IDs of what was uploaded. */
async function toFileInputs(
	{ context, api }: ExecutionContext,
	documents: DocumentSource[],
	{ password }: DocumentSettings,
	deadline: number,
): Promise<{ file: IDataObject; uploadedIds: string[] }> {
	const inputs: IDataObject[] = [];
	const uploadedIds: string[] = [];
	for (const source of documents) {
		const { input, uploadedId } = await toFileInput(context, api, source, { password, deadline });
		inputs.push(input);
		if (uploadedId) uploadedIds.push(uploadedId);
	}
	const file = inputs.length === 1 ? { file: inputs[0] } : { package: { files: inputs } };
	return { file, uploadedIds };
}

/** Metadata and priority, where the kind of run takes them. */
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
