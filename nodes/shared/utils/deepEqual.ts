import { isRecord, getOwn } from './objects';

/**
 * Whether two JSON values are equal; the order of members does not matter. Without recursion, since responses may be
 * nested deeper than the call stack allows.
 */
export function deepEqual(one: unknown, other: unknown): boolean {
	const pending: Array<[unknown, unknown]> = [[one, other]];
	for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
		const [a, b] = pair;
		if (a === b) continue;
		if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
			a.forEach((element, index) => pending.push([element, b[index]]));
		} else if (isRecord(a) && isRecord(b) && Object.keys(a).length === Object.keys(b).length) {
			for (const name of Object.keys(a)) pending.push([a[name], getOwn(b, name)]);
		} else return false;
	}
	return true;
}
