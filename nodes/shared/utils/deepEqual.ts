import { isRecord, getOwn } from './objects';

/**
 * Takes two values of JSON; returns whether they are equal. The order of members does not matter. Without
 * recursion: answers may be nested deeper than the stack.
 */
export function deepEqual(one: unknown, other: unknown): boolean {
	const open: Array<[unknown, unknown]> = [[one, other]];
	for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
		const [a, b] = pair;
		if (a === b) continue;
		if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
			a.forEach((element, index) => open.push([element, b[index]]));
		} else if (isRecord(a) && isRecord(b) && Object.keys(a).length === Object.keys(b).length) {
			for (const name of Object.keys(a)) open.push([a[name], getOwn(b, name)]);
		} else return false;
	}
	return true;
}
