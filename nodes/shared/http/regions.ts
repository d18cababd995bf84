import { getOwn } from '../utils/objects';

/**
 * Base URLs of the API by the region of the credential (Extend docs: authentication, regions). A key works in one
 * region only.
 */
export const REGION_URLS: Readonly<Record<string, string>> = {
	us: 'https://api.extend.ai',
	us2: 'https://api.us2.extend.app',
	eu: 'https://api.eu1.extend.ai',
};

/** The version of the API that this package is written for, sent with every request. */
export const API_VERSION = '2026-02-09';

/**
 * The base URL for a decrypted credential, without a trailing slash. An unknown region falls back to the custom
 * base URL, like 'Custom'.
 */
export function getBaseUrl(credential: { region?: unknown; baseUrl?: unknown }): string {
	const url =
		getOwn(REGION_URLS, String(credential.region ?? 'us')) ?? String(credential.baseUrl ?? '');
	return url.trim().replace(/\/$/, '');
}
