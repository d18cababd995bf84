import { isIP } from 'node:net';

const getHost = (url: string) => new URL(url).hostname.replace(/^\[|\]$/g, '');

export const isLoopbackUrl = (url: string) =>
	['localhost', '::1'].includes(getHost(url)) || getHost(url).startsWith('127.');

/** Whether a public service cannot reach the URL: plain HTTP, this machine or a private network. */
export function isPrivateUrl(url: string): boolean {
	const host = getHost(url);
	if (!url.startsWith('https:') || isLoopbackUrl(url)) return true;
	return isIP(host) === 4 && /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\./.test(host);
}
