/** What identifies the result of a job in every execution. */
import type { IDataObject } from 'n8n-workflow';
import { readVersion } from '../../../../shared/api/processorVersions';
import { hashFile } from '../../../../shared/files/binary';
import type { DocumentSource } from '../../../../shared/files/upload';
import { LISTING_TIMEOUT_MS } from '../../../../shared/http/timeouts';
import { sha256 } from '../../../../shared/utils/hash';
import { createFingerprint } from '../../../../shared/runs/reuse/fingerprint';
import { clock } from '../../../../shared/utils/clock';
import type { ExecutionContext } from '../../executionContext';
import type { DocumentRunSpec, DocumentSettings } from '../types';

export interface Fingerprint {
	value: string;
	/** the request that it stands for, without file and metadata: with this very version of the processor */
	body: IDataObject;
}

/**
 * Undefined when the documents are processed in any case: because of the settings, or because nothing says that a
 * result is still theirs. Then a hint says so. Throws InputError, or AbortedError after Stop.
 */
export async function fingerprintDocuments(
	execution: ExecutionContext,
	spec: DocumentRunSpec,
	settings: DocumentSettings,
	documents: DocumentSource[],
): Promise<Fingerprint | undefined> {
	const { kind } = spec;
	if (settings.whenAlreadyProcessed === 'process' || !kind.isReusable) return undefined;
	if (documents.some(({ kind: source }) => source === 'url') && !settings.matchUrls) {
		execution.hints.add('urlsNotReused');
		return undefined;
	}
	const resolved = await resolveVersion(execution, spec);
	if (!resolved) return undefined;
	const body = await spec.buildBody(resolved.version);
	const contents: unknown[] = [];
	for (const document of documents) {
		contents.push(await identifyContent(execution, document, settings));
	}
	return { value: createFingerprint(kind, body, contents), body };
}

/**
 * The processor's version as a number; without one when no processor is saved. Undefined for a draft, since nothing
 * says what it asked earlier, and when the version cannot be read.
 */
async function resolveVersion(
	{ api, hints, once }: ExecutionContext,
	{ processor }: DocumentRunSpec,
): Promise<{ version?: string } | undefined> {
	if (!processor) return {};
	const { type, id, version: chosen } = processor;
	const readLatest = async () => {
		const deadline = clock.now() + LISTING_TIMEOUT_MS;
		// Without it the documents are processed, and the start says what is wrong, if it still is.
		return await readVersion(api, type, id, 'latest', deadline).catch(() => undefined);
	};
	const version =
		chosen === 'latest' ? (await once(`latest ${type} ${id}`, readLatest))?.version : chosen;
	if (typeof version === 'string' && version !== 'latest' && version !== 'draft')
		return { version };
	hints.add(version === 'draft' ? 'draftNotReused' : 'lookBackFailed');
	return undefined;
}

/** The content of a document, or what stands for it. Names do not count. */
async function identifyContent(
	{ context, api }: ExecutionContext,
	document: DocumentSource,
	{ password }: DocumentSettings,
): Promise<object> {
	// Whoever does not know the password does not get the result. Hashed with the key of the account, which makes it
	// useless to guess.
	const lock = password ? { password: sha256(`${api.getAccount()} ${password}`) } : {};
	switch (document.kind) {
		case 'binary':
			return { sha256: await hashFile(context, document), ...lock };
		case 'url':
			// A query may name the document, so it counts.
			return { url: document.url, ...lock };
		case 'fileId':
			return { fileId: document.fileId };
		case 'text':
			return { text: sha256(document.text) };
	}
}
