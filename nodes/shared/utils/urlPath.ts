/** Paths of requests. */
import { toWellFormed } from './unicode';

/**
 * A text as one part of a path. Empty, so that nothing is sent (`isSafePath`), for a text with half a character, which
 * no path can hold: IDs come from outside, and `encodeURIComponent` throws there.
 */
export function encodePathPart(text: string): string {
	return toWellFormed(text) === text ? encodeURIComponent(text) : '';
}

/**
 * Whether a path reaches the server unchanged. HTTP clients resolve `.` and `..`, encoded or not, so such an ID
 * would lead to another path.
 */
export function isSafePath(path: string): boolean {
	const [, ...parts] = path.split('/');
	return parts.every((part) => part !== '' && part !== '.' && part !== '..');
}
