/** Takes presigned URLs out of what becomes an item: anyone who has one can open the document (invariant 10). */
import type { IDataObject } from 'n8n-workflow';
import { getObjectName } from '../http/responses';
import { getOwn } from '../utils/objects';

/** The members of the API that hold one (Extend docs: files, parse runs, edit runs). */
const PRESIGNED = ['presignedUrl', 'outputUrl'];
/** What an extract run extracted: first, before a review and after it. */
const OUTPUTS = ['output', 'initialOutput', 'reviewedOutput'];

/** An object or list on the way from the root to the place that is looked at. */
interface Level {
	node: IDataObject | unknown[];
	/** the member names; undefined for a list */
	keys: string[] | undefined;
	/** of how many members */
	size: number;
	/** how many of them were looked at */
	count: number;
	/** the one that is looked at */
	current: string | number;
	/** once something below is changed; the node itself stays */
	copy?: IDataObject | unknown[];
}

/**
 * The value with null in place of each presigned URL, at any depth. What was extracted from a document is left alone,
 * whatever its fields are called. The value itself is not changed, and only what leads to a URL is copied. Without
 * recursion, since responses may be nested deeper than the call stack allows.
 */
export function stripPresignedUrls<T extends IDataObject>(value: T): T {
	const root = createLevel(value);
	const path = [root];
	for (let level = path.at(-1); level !== undefined; level = path.at(-1)) {
		const { node, keys, size, count } = level;
		const key = keys?.[count] ?? count;
		if (count >= size) {
			path.pop();
			continue;
		}
		level.count += 1;
		level.current = key;
		const member = Array.isArray(node) ? node[count] : node[key];
		if (typeof member === 'string') {
			if (member !== '' && PRESIGNED.includes(String(key))) setNull(path);
		} else if (isObjectOrList(member) && !isExtracted(path, key)) path.push(createLevel(member));
	}
	return (root.copy ?? value) as T;
}

function createLevel(node: IDataObject | unknown[]): Level {
	const keys = Array.isArray(node) ? undefined : Object.keys(node);
	const size = keys ? keys.length : Number(node.length);
	return { node, keys, size, count: 0, current: '' };
}

function isObjectOrList(value: unknown): value is IDataObject | unknown[] {
	return typeof value === 'object' && value !== null;
}

/** Whether the member holds what was extracted, or filled into a form. */
function isExtracted(path: Level[], key: string | number): boolean {
	if (key === 'filledValues') return true;
	if (key === 'value') return OUTPUTS.includes(String(path.at(-2)?.current));
	// The output of a legacy extractor holds its fields without a `value` around them.
	const node = path.at(-1)?.node;
	if (!OUTPUTS.includes(String(key)) || getObjectName(node) !== 'extract_run') return false;
	return getOwn(getOwn(node, String(key)), 'value') === undefined;
}

/** Sets the current member of the last level to null, in a copy that is reached from the copy of the root. */
function setNull(path: Level[]): void {
	let value: Level['copy'] | null = null;
	// From the last one on, without a copy of the path: then the time would grow with the square of the depth.
	for (let depth = 1, level = path.at(-1); level !== undefined; level = path.at(-++depth)) {
		const wasCopied = level.copy !== undefined;
		level.copy ??= copy(level.node);
		Object.assign(level.copy, { [level.current]: value });
		// Then the levels above lead to it already.
		if (wasCopied) return;
		value = level.copy;
	}
}

function copy(node: IDataObject | unknown[]): IDataObject | unknown[] {
	return Array.isArray(node) ? node.slice() : { ...node };
}
