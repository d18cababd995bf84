import type { FastifyRequest } from 'fastify';
import { Problem, invalid } from './apiError.mts';
import type { State } from '../state/state.mts';

/** The version of the API that is imitated. */
export const apiVersion = '2026-02-09';

/** Throws unless the request has the right key, the version header and, for an organization key, a workspace. */
export function allowRequest(state: State, { headers }: FastifyRequest): void {
	if (headers.authorization !== `Bearer ${state.apiKey}`)
		throw new Problem(401, 'UNAUTHORIZED', 'The API key is missing or not valid.');
	const version = headers['x-extend-api-version'];
	if (version !== apiVersion) {
		throw invalid(
			version ? 'Unknown API version' : 'API version is required',
			'headers.x-extend-api-version',
		);
	}
	if (!state.behaviour.organizationKey) return;
	const workspace = headers['x-extend-workspace-id'];
	if (!workspace) {
		throw invalid('Organization-scoped keys need a workspace', 'headers.x-extend-workspace-id');
	}
	if (workspace !== state.workspaceId)
		throw new Problem(403, 'FORBIDDEN', 'The key may not use this workspace.');
}
