import { getOwn } from './objects';

const WHOLE_PATH = /^[^.[\]]+(?:\.[^.[\]]+|\[\d+\])*$/;
const STEP = /\[(\d+)\]|[^.[\]]+/g;

/**
 * The value at a path in Extend's grammar: dots between members of objects, `[n]` for elements of lists counted from
 * zero (`line_items[0].amount`; Extend docs: extraction/response-format). Null when there is none or the path does
 * not have that form.
 */
export function getByPath(value: unknown, path: string): unknown {
	if (!WHOLE_PATH.test(path)) return null;
	let current = value;
	for (const [step, position] of path.matchAll(STEP)) {
		if (position === undefined) current = getOwn(current, step);
		else current = Array.isArray(current) ? current[Number(position)] : undefined;
	}
	return current ?? null;
}

/** Undefined for a path at the top. */
export function getParentPath(path: string): string | undefined {
	const end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
	return end > 0 ? path.slice(0, end) : undefined;
}
