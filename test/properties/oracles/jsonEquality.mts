/** Equality and freezing of JSON of any depth: what jest has for it runs out of stack. */

type Pair = [unknown, unknown];

/** Whether two JSON values are equal, the order of members aside. */
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

/** Freezes a value and all inside, so that code that changes its input throws. */
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
