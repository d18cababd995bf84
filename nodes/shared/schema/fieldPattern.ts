/**
 * Fields as a user names them: `total`, `lines[*].amount` for a column, also as `lines.amount`, and `lines[0].amount`
 * for one cell.
 */
import { getOwn } from '../utils/objects';

/** Names, `[*]` for all elements of a list, and `[0]` for one. */
export type FieldPattern = readonly string[];

export interface FieldValue {
	/** as Extend writes it, e.g. `lines[0].amount` */
	path: string;
	/** undefined when there is none */
	value: unknown;
}

const WHOLE_PATTERN = /^[^.[\]]+(?:\.[^.[\]]+|\[(?:\d*|\*)\])*$/;
const STEP = /\[(?:\d*|\*)\]|[^.[\]]+/g;
const ALL = '[*]';

/** Undefined for a text that names no field. */
export function parseFieldPattern(text: string): FieldPattern | undefined {
	const trimmed = text.trim();
	if (!WHOLE_PATTERN.test(trimmed)) return undefined;
	return (trimmed.match(STEP) ?? []).map((step) => (step === '[]' ? ALL : step));
}

export function isPosition(step: string): boolean {
	return step.startsWith('[');
}

/** The path of a step inside of another one. */
export function joinStep(path: string, step: string): string {
	return path === '' || isPosition(step) ? `${path}${step}` : `${path}.${step}`;
}

/**
 * Whether the pattern means the field at the path, or something that it is in. A list that the pattern has no position
 * for is meant with all of its elements.
 */
export function coversPath(pattern: FieldPattern, path: FieldPattern): boolean {
	let next = 0;
	for (const step of path) {
		const wanted = pattern[next];
		if (wanted === undefined) return true;
		if (step === wanted || (wanted === ALL && isPosition(step))) next++;
		else if (!isPosition(step) || isPosition(wanted)) return false;
	}
	return next === pattern.length;
}

/** Every field that the pattern means. One that is not there is listed without a value, an empty list has none. */
export function findFieldValues(fields: unknown, pattern: FieldPattern): FieldValue[] {
	let found: FieldValue[] = [{ path: '', value: fields }];
	for (const step of pattern) found = found.flatMap((field) => takeStep(field, step));
	return found;
}

function takeStep({ path, value }: FieldValue, step: string): FieldValue[] {
	if (!Array.isArray(value)) {
		// What is missing stays the place where it is missing.
		if (isPosition(step)) return [{ path, value: undefined }];
		return [{ path: joinStep(path, step), value: getOwn(value, step) }];
	}
	if (isPosition(step) && step !== ALL) {
		return [{ path: `${path}${step}`, value: value[Number(step.slice(1, -1))] }];
	}
	const elements = value.map((element: unknown, index) => ({
		path: `${path}[${index}]`,
		value: element,
	}));
	return step === ALL ? elements : elements.flatMap((element) => takeStep(element, step));
}

/** A path as a person says it: `lines[2].amount` is "lines.amount in row 3". */
export function describeField(path: string): string {
	const rows = [...path.matchAll(/\[(\d+)\]/g)].map(([, position]) => Number(position) + 1);
	const name = path.replace(/\[(?:\d+|\*)\]/g, '');
	return rows.length === 0 ? name : `${name} in row ${rows.join('.')}`;
}
