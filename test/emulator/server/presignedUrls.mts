import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './apiError.mts';
import type { State } from '../state/state.mts';

/**
 * Presigned URLs: the signature grants access. A name is the path below `/__files/`, such as `files/file_1`.
 */

const signPath = (state: State, name: string, expires: string) =>
	createHmac('sha256', state.apiKey).update(`${name} ${expires}`).digest('hex');

/** Creates a URL that gives anyone access to `name` for `ms` milliseconds. */
export function createPresignedUrl(
	state: State,
	name: string,
	ms = state.behavior.presignedUrlMs,
): string {
	const expires = String(Date.now() + ms);
	return `${state.url}/__files/${name}?expires=${expires}&signature=${signPath(state, name, expires)}`;
}

/** Throws unless the URL is valid for `name`. A second authorization is rejected, as S3 does. */
export function verifyPresignedUrl(state: State, request: FastifyRequest, name: string): void {
	const { expires = '', signature: given } = request.query as Record<string, string>;
	if (request.headers.authorization)
		throw new ApiError(
			400,
			'INVALID_ARGUMENT',
			'Only one authorization is allowed: the URL carries its own.',
		);
	if (given !== signPath(state, name, expires) || Number(expires) < Date.now())
		throw new ApiError(403, 'ACCESS_DENIED', 'The URL is not valid or has expired.');
}
