/** Reads extractors and their versions (Extend docs: extractors). */
import type { IDataObject } from 'n8n-workflow';
import { clock } from './clock';
import { asObject } from './contract';
import { apiProblem, Stopped } from './errors';
import type { Api } from './transport';

const READ_TIMEOUT_MS = 60_000;

/**
 * The configuration of a version: `latest`, `draft` or a number. Throws ExtendProblem.
 * A `latest` that does not exist yet is the draft, as it is for runs.
 */
export async function readVersionConfig(
	api: Api,
	extractorId: string,
	version: string,
): Promise<IDataObject> {
	const path = `/extractors/${encodeURIComponent(extractorId)}/versions/${encodeURIComponent(version)}`;
	const deadline = clock.now() + READ_TIMEOUT_MS;
	const outcome = await api.send({ method: 'GET', path, policy: 'read', deadline });
	if (outcome.kind === 'answered') return asObject(outcome.body.config) ?? {};
	if (outcome.kind === 'aborted') throw new Stopped();
	if (version === 'latest' && outcome.problem.httpCode === 404) {
		return await readVersionConfig(api, extractorId, 'draft');
	}
	throw apiProblem(outcome.problem, 'reading the extractor');
}
