/** Addresses that came with an answer or an event, and not from the builder: which may be asked. */
import { isPrivateHost } from './privateHosts';
import { InputProblem } from './problems';
import { entryOf } from './records';
import { baseUrlOf, REGION_URLS } from './regions';

/**
 * The origin that a credential trusts besides the public web: that of its custom base URL, since a
 * self-hosted Extend hands out addresses of its own. Undefined for the regions of Extend.
 */
export function trustedOriginOf(credential: {
	region?: unknown;
	baseUrl?: unknown;
}): string | undefined {
	if (entryOf(REGION_URLS, String(credential.region ?? 'us'))) return undefined;
	return URL.canParse(baseUrlOf(credential)) ? new URL(baseUrlOf(credential)).origin : undefined;
}

/**
 * Takes an address that someone else supplied; returns it normalised when it may be asked without the API
 * key: https and a public host, or exactly the origin that the credential trusts (`trustedOriginOf`).
 * Throws an InputProblem without the address, which may hold a signature.
 */
export function foreignUrl(address: string, trustedOrigin?: string): string {
	if (!URL.canParse(address)) throw refused('is no address');
	const url = new URL(address);
	if (url.username !== '' || url.password !== '') throw refused('holds a user name or a password');
	if (trustedOrigin !== undefined && url.origin === trustedOrigin) return url.href;
	if (url.protocol !== 'https:') throw refused('is not an https address');
	if (isPrivateHost(url.hostname)) throw refused('leads into a private network');
	return url.href;
}

function refused(what: string): InputProblem {
	return new InputProblem(
		'',
		`the download address ${what}`,
		"Nothing was fetched from there. For a self-hosted Extend, choose 'Custom Base URL' in the credential.",
	);
}
