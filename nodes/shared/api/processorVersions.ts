/** Reads the versions of extractors, classifiers and splitters (Extend docs: versions). */
import type { IDataObject } from 'n8n-workflow';
import type { ApiClient } from '../http/client';
import { isNotFound } from '../http/outcome';
import { VERSION_TIMEOUT_MS } from '../http/timeouts';
import { clock } from '../utils/clock';
import { toObject } from '../utils/objects';
import { API_ACTIONS } from './messages';
import { unwrapObject } from './requests';
import { encodePathPart } from '../utils/urlPath';

/**
 * A version: `latest`, `draft` or a number. Without a published version, `latest` is the draft, as it is for
 * runs. Throws ExtendApiError.
 * @param type `extractor`, `classifier` or `splitter`
 * @param deadline by our clock, in ms
 */
export async function readVersion(
	api: ApiClient,
	type: string,
	id: string,
	version: string,
	deadline = clock.now() + VERSION_TIMEOUT_MS,
): Promise<IDataObject> {
	const path = `/${type}s/${encodePathPart(id)}/versions/${encodePathPart(version)}`;
	const outcome = await api.send({ method: 'GET', path, idempotent: true, deadline });
	if (version === 'latest' && isNotFound(outcome)) {
		return await readVersion(api, type, id, 'draft', deadline);
	}
	return unwrapObject(outcome, API_ACTIONS.readVersion({ type }));
}

/** The configuration of a version. Throws ExtendApiError. */
export async function readVersionConfig(
	api: ApiClient,
	type: string,
	id: string,
	version: string,
): Promise<IDataObject> {
	return toObject((await readVersion(api, type, id, version)).config) ?? {};
}
