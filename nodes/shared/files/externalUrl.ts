/** Decides which URLs that came with a response or an event, and not from the user, may be requested. */
import { isPrivateHost } from './privateHosts';
import { InputError } from '../errors/inputError';
import { getOwn } from '../utils/objects';
import { readCredential, type CredentialInput } from '../http/credential';
import { REGION_URLS } from '../http/regions';
import { URL_MESSAGES } from './messages';

/**
 * The origin that is trusted besides the public web: that of the credential's custom base URL, since a self-hosted
 * Extend returns URLs of its own. Undefined for the regions of Extend.
 */
export function getTrustedOrigin(credential: CredentialInput): string | undefined {
	if (getOwn(REGION_URLS, String(credential.region ?? 'us'))) return undefined;
	const { baseUrl } = readCredential(credential);
	return URL.canParse(baseUrl) ? new URL(baseUrl).origin : undefined;
}

/**
 * Returns the normalised URL when it may be requested without the API key: https on a public host, or exactly the
 * trusted origin (`getTrustedOrigin`). Throws an InputError that does not contain the URL, which may be signed.
 */
export function checkExternalUrl(address: string, trustedOrigin?: string): string {
	if (!URL.canParse(address)) throw new InputError(URL_MESSAGES.noUrl);
	const url = new URL(address);
	if (url.username !== '' || url.password !== '') {
		throw new InputError(URL_MESSAGES.hasCredentials);
	}
	if (trustedOrigin !== undefined && url.origin === trustedOrigin) return url.href;
	if (url.protocol !== 'https:') throw new InputError(URL_MESSAGES.notHttps);
	if (isPrivateHost(url.hostname)) throw new InputError(URL_MESSAGES.privateHost);
	return url.href;
}
