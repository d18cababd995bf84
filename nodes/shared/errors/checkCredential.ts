import type { ApiClient } from '../http/client';
import { ExtendApiError } from './apiError';

/**
 * Throws ExtendApiError when nothing can be sent with the credential: before a file is opened for a request that n8n
 * would refuse to send.
 */
export function checkCredential({ credentialProblem }: ApiClient): void {
	if (credentialProblem) throw new ExtendApiError('NOT_SENT', credentialProblem);
}
