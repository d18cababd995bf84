/** One run over the documents of a job: from the upload to the items. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ExtendApiError } from '../../../shared/errors/apiError';
import { formatCredits } from '../../../shared/errors/hints';
import {
	checkReadable,
	getDocumentName,
	toFileInput,
	type DocumentSource,
} from '../../../shared/files/upload';
import type { Run } from '../../../shared/http/responses';
import type { RunKind } from '../../../shared/runs/kinds';
import { runLedger } from '../../../shared/runs/ledger';
import { executeRun } from '../../../shared/runs/lifecycle';
import type { RunRequest } from '../../../shared/runs/types';
import { clock } from '../../../shared/utils/clock';
import type { ExecutionContext } from '../executionContext';
import { createDocumentKey } from './documentKey';
import { buildMetadata } from './documentMetadata';
import { finishDocuments } from './finishDocuments';
import { DOCUMENT_MESSAGES } from './messages';
import { createAlreadyProcessedItems } from './reuse/alreadyProcessedItems';
import { fingerprintDocuments, type Fingerprint } from './reuse/fingerprintDocuments';
import { processOnce, type OnceRequest } from './reuse/processOnce';
import type { DocumentRunSpec, DocumentSettings } from './types';

/** @param position of the documents among those of the item */
export async function executeDocuments(
	execution: ExecutionContext,
	spec: DocumentRunSpec,
	settings: DocumentSettings,
	documents: DocumentSource[],
	position: number,
): Promise<INodeExecutionData[]> {
	const { kind, processorId } = spec;
	const { lookBackDays, waitForCompletion: waits } = settings;
	// Before any other file is sent.
	for (const source of documents) checkReadable(source);
	const deadline = clock.now() + settings.timeoutMs;
	const key = createDocumentKey(execution, spec, settings, documents, position);
	const identify = async () => await fingerprintDocuments(execution, spec, settings, documents);
	const fingerprint = documents.some(isInMemory)
		? await execution.uploads.run(identify)
		: await identify();
	let isInBudget = false;
	const start = async () => {
		// What an earlier attempt has started is billed already.
		if (!runLedger.get(key)) isInBudget = await enterBudget(execution, settings, documents.length);
		return await startDocuments(execution, spec, settings, documents, { key, fingerprint });
	};
	try {
		if (!fingerprint) {
			return await finishDocuments(execution, spec, settings, documents, { run: await start() });
		}
		const request: OnceRequest = {
			kind,
			processorId,
			fingerprint: fingerprint.value,
			isResumed: runLedger.get(key) !== undefined,
			lookBackDays,
			deadline,
			waits,
			needsResult: settings.whenAlreadyProcessed === 'reuse',
		};
		const result = await processOnce(execution, request, start);
		if (result.isReused && settings.whenAlreadyProcessed === 'skip') {
			return createAlreadyProcessedItems(execution, settings, documents, result.run);
		}
		return await finishDocuments(execution, spec, settings, documents, result);
	} finally {
		// Not before it is known what they cost.
		if (isInBudget) execution.budget.leave(documents.length);
	}
}

/** How the run of a job is started. */
interface Start {
	/** `createDocumentKey` */
	key: string;
	fingerprint: Fingerprint | undefined;
}

/** The run over the documents: started, or resumed from an earlier attempt. */
async function startDocuments(
	execution: ExecutionContext,
	spec: DocumentRunSpec,
	settings: DocumentSettings,
	documents: DocumentSource[],
	{ key, fingerprint }: Start,
): Promise<Run> {
	const { kind } = spec;
	const mode = getRunMode(kind, settings);
	const deadline = clock.now() + settings.timeoutMs;
	// Kept for a second start after an indeterminate outcome: the file is in Extend already.
	let request: Promise<{ body: IDataObject; fileId?: string }> | undefined;
	const buildRequest = async () => {
		if (execution.haltSignal.aborted) throw notStartedError();
		const body = fingerprint?.body ?? (await spec.buildBody());
		const { file, uploadedIds } = await toFileInputs(execution, documents, settings, deadline);
		const fields = buildRunFields(execution, kind, mode, settings, {
			key,
			fingerprint: fingerprint?.value,
		});
		return { body: { ...body, ...file, ...fields }, fileId: uploadedIds[0] };
	};

	return await executeRun(execution, {
		kind,
		key,
		processorId: spec.processorId,
		name: documents.map(getDocumentName).join(', '),
		mode,
		waitsAt: spec.waitsAt,
		deadline,
		request: async () => await (request ??= buildRequest()),
		hasKey: settings.addKey && kind.acceptsMetadata,
		onIndeterminate: settings.onIndeterminate,
		cancelOnStop: settings.cancelOnStop,
		cancelOnTimeout: settings.cancelOnTimeout,
	});
}

/**
 * Waits until 'Max Credits' lets the documents be started. Returns whether they count as in progress. Throws
 * ExtendApiError when the finished runs have used up the credits.
 */
async function enterBudget(
	execution: ExecutionContext,
	{ maxCredits }: DocumentSettings,
	documents: number,
): Promise<boolean> {
	if (maxCredits === undefined) return false;
	const { budget, hints, api, haltSignal } = execution;
	execution.showsCost = true;
	if (await budget.enter(documents, maxCredits, api.isStopped)) return true;
	if (haltSignal.aborted) throw notStartedError();
	hints.add('maxCredits');
	const values = { credits: formatCredits(budget.credits), maxCredits };
	const message = DOCUMENT_MESSAGES.maxCredits(values);
	throw new ExtendApiError('MAX_CREDITS', message, { retryable: false });
}

/** Never shown: the error that stops the node is. */
function notStartedError(): ExtendApiError {
	return new ExtendApiError('NOT_STARTED', { message: '', hint: '' });
}

/** In n8n's memory mode files are read as a whole. */
function isInMemory(source: DocumentSource): boolean {
	return source.kind === 'binary' && !source.data.id;
}

/** A synchronous call is not possible for all kinds, nor with a priority, nor without waiting. */
function getRunMode(
	{ syncPath }: RunKind,
	{ waitForCompletion, priority, processingMode }: DocumentSettings,
): RunRequest['mode'] {
	if (!waitForCompletion) return 'start';
	return syncPath && priority === undefined ? processingMode : 'async';
}

/** `file`, or `package` for several (Extend docs: multi-file extraction), and the IDs of what was uploaded. */
async function toFileInputs(
	{ context, api, uploads }: ExecutionContext,
	documents: DocumentSource[],
	{ password }: DocumentSettings,
	deadline: number,
): Promise<{ file: IDataObject; uploadedIds: string[] }> {
	const inputs: IDataObject[] = [];
	const uploadedIds: string[] = [];
	for (const source of documents) {
		const convert = async () => await toFileInput(context, api, source, { password, deadline });
		const { input, uploadedId } =
			source.kind === 'binary' ? await uploads.run(convert) : await convert();
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
	mode: RunRequest['mode'],
	settings: DocumentSettings,
	own: { key: string; fingerprint: string | undefined },
): IDataObject {
	const metadata = kind.acceptsMetadata ? buildMetadata(execution, settings, own) : undefined;
	const { priority } = settings;
	const acceptsPriority = kind.acceptsPriority && mode !== 'sync';
	return {
		...(metadata ? { metadata } : {}),
		...(priority === undefined || !acceptsPriority ? {} : { priority }),
	};
}
