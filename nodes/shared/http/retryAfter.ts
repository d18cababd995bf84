import { toText } from '../utils/sanitize';

/**
 * The wait that a response asks for with `Retry-After` (ms). A date is compared with the response's own `Date`
 * header where there is one, since our clock (`nowMs`) may be hours off.
 */
export function readRetryAfter(
	headers: Record<string, unknown>,
	nowMs: number,
): number | undefined {
	const serverNowMs = Date.parse(toText(headers.date));
	return parseRetryAfter(headers['retry-after'], Number.isNaN(serverNowMs) ? nowMs : serverNowMs);
}

/**
 * Parses a `Retry-After` header, seconds or an HTTP date, into milliseconds. Undefined when it is missing or
 * not readable; never negative.
 */
export function parseRetryAfter(header: unknown, nowMs: number): number | undefined {
	if (typeof header !== 'string' && typeof header !== 'number') return undefined;
	const text = String(header).trim();
	if (text === '') return undefined;
	const seconds = Number(text);
	if (Number.isFinite(seconds)) return seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
