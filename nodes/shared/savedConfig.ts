/** Reads what is saved in Extend: versions of extractors, classifiers, splitters (Extend docs: versions). */
import type { IDataObject } from 'n8n-workflow';
import { clock } from './clock';
import { answered } from './calls';
import { asObject } from './contract';
import type { Api } from './transport';

const READ_TIMEOUT_MS = 60_000;

/**
 * A version: `latest`, `draft` or a number. Throws ExtendProblem.
 * A `latest` that does not exist yet is the draft, as it is for runs.
 * @param kind `extractor`, `classifier` or `splitter`
 */
export async function readVersion(
	api: Api,
	kind: string,
	id: string,
	version: string,
): Promise<IDataObject> {
	const path = `/${kind}s/${encodeURIComponent(id)}/versions/${encodeURIComponent(version)}`;
	const deadline = clock.now() + READ_TIMEOUT_MS;
	const outcome = await api.send({ method: 'GET', path, policy: 'read', deadline });
	if (outcome.kind === 'refused' && version === 'latest' && outcome.problem.httpCode === 404) {
		return await readVersion(api, kind, id, 'draft');
	}
	return answered(outcome, `reading the ${kind}`);
}

/** The configuration of a version. Throws ExtendProblem. */
export async function readVersionConfig(
	api: Api,
	kind: string,
	id: string,
	version: string,
): Promise<IDataObject> {
	return asObject((await readVersion(api, kind, id, version)).config) ?? {};
}
