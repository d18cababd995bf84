/** Equality and freezing of JSON at any depth. Jest's versions overflow the stack. */

type Pair = [unknown, unknown];

/** Ignores the order of properties. */
export function isSameJson(one: unknown, other: unknown): boolean {
	const open: Pair[] = [[one, other]];
	for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
		const [a, b] = pair;
		if (Object.is(a, b)) continue;
		if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
		if (Array.isArray(a) !== Array.isArray(b)) return false;
		const names = Object.keys(a);
		if (names.length !== Object.keys(b).length) return false;
		for (const name of names) {
			if (!Object.prototype.hasOwnProperty.call(b, name)) return false;
			open.push([(a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]]);
		}
	}
	return true;
}

/** Freezes a value deeply, so that code that modifies its input throws. */
export function deepFreeze<T>(value: T): T {
	const open: unknown[] = [value];
	while (open.length > 0) {
		const one = open.pop();
		if (typeof one !== 'object' || one === null || Object.isFrozen(one)) continue;
		Object.freeze(one);
		for (const inner of Object.values(one)) open.push(inner);
	}
	return value;
}
