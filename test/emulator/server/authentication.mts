import type { FastifyRequest } from 'fastify';
import { ApiError, invalidRequest } from './apiError.mts';
import type { State } from '../state/state.mts';

/** The emulated API version. */
export const API_VERSION = '2026-02-09';

/**
 * Throws unless the request has the API key, the version header and, for an organization key, a workspace.
 */
export function authenticate(state: State, { headers }: FastifyRequest): void {
	if (headers.authorization !== `Bearer ${state.apiKey}`)
		throw new ApiError(401, 'UNAUTHORIZED', 'The API key is missing or not valid.');
	const version = headers['x-extend-api-version'];
	if (version !== API_VERSION) {
		throw invalidRequest(
			version ? 'Unknown API version' : 'API version is required',
			'headers.x-extend-api-version',
		);
	}
	if (!state.behavior.organizationKey) return;
	const workspace = headers['x-extend-workspace-id'];
	if (!workspace) {
		throw invalidRequest(
			'Organization-scoped keys need a workspace',
			'headers.x-extend-workspace-id',
		);
	}
	if (workspace !== state.workspaceId)
		throw new ApiError(403, 'FORBIDDEN', 'The key may not use this workspace.');
}
