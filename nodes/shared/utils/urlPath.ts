/** Paths of requests. */
import { toWellFormed } from './unicode';

/** A text as one part of a path. Unlike `encodeURIComponent` it takes any text: IDs from outside may hold anything. */
export function encodePathPart(text: string): string {
	return encodeURIComponent(toWellFormed(text));
}

/**
 * Whether a path reaches the server unchanged. HTTP clients resolve `.` and `..`, encoded or not, so such an ID
 * would lead to another path.
 */
export function isSafePath(path: string): boolean {
	const [, ...parts] = path.split('/');
	return parts.every((part) => part !== '' && part !== '.' && part !== '..');
}
