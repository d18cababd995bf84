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
