/** Addresses that came with an answer or an event, and not from the builder: which may be asked. */
import { isPrivateHost } from './privateHosts';
import { InputError } from '../errors/inputError';
import { getOwn } from '../utils/objects';
import { getBaseUrl, REGION_URLS } from '../http/regions';

/**
 * The origin that a credential trusts besides the public web: that of its custom base URL, since a
 * self-hosted Extend hands out addresses of its own. Undefined for the regions of Extend.
 */
export function getTrustedOrigin(credential: {
	region?: unknown;
	baseUrl?: unknown;
}): string | undefined {
	if (getOwn(REGION_URLS, String(credential.region ?? 'us'))) return undefined;
	return URL.canParse(getBaseUrl(credential)) ? new URL(getBaseUrl(credential)).origin : undefined;
}

/**
 * Takes an address that someone else supplied; returns it normalised when it may be asked without the API
 * key: https and a public host, or exactly the origin that the credential trusts (`trustedOriginOf`).
 * Throws an InputError without the address, which may hold a signature.
 */
export function checkExternalUrl(address: string, trustedOrigin?: string): string {
	if (!URL.canParse(address)) throw refusedUrlError('is no address');
	const url = new URL(address);
	if (url.username !== '' || url.password !== '')
		throw refusedUrlError('holds a user name or a password');
	if (trustedOrigin !== undefined && url.origin === trustedOrigin) return url.href;
	if (url.protocol !== 'https:') throw refusedUrlError('is not an https address');
	if (isPrivateHost(url.hostname)) throw refusedUrlError('leads into a private network');
	return url.href;
}

function refusedUrlError(what: string): InputError {
	return new InputError({
		message: `the download address ${what}`,
		hint: "Nothing was fetched from there. For a self-hosted Extend, choose 'Custom Base URL' in the credential.",
	});
}
