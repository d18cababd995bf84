/**
 * Fields, rows and review flags once more: slow and obvious, written from what is promised (README, design,
 * decisions) and sharing nothing with the node. Lists of pairs stand for objects, so that no name is special.
 */

type Pair = [name: string, value: unknown];
type Settings = {
	rowsField?: string;
	fileName?: string;
	sourceField?: string;
	review?: { reviewThreshold?: number; minReviewScore?: number };
};
interface Low {
	path: string;
	value: unknown;
	score: number;
	page: number | null;
}

const isObject = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function member(value: unknown, name: string): unknown {
	if (!isObject(value)) return undefined;
	for (const [key, inner] of Object.entries(value)) if (key === name) return inner;
	return undefined;
}

function has(pairs: Pair[], name: string): boolean {
	return pairs.some(([key]) => key === name);
}

/** "Output is { value, metadata }", or of old extractors a map from field to { value, … }. */
function fieldsOf(output: unknown): Pair[] {
	if (!isObject(output)) return [];
	if (isCurrent(output)) {
		const value = member(output, 'value');
		return isObject(value) ? Object.entries(value) : [];
	}
	return Object.entries(output).map(([name, field]) => {
		if (!isObject(field)) return [name, field];
		const value = member(field, 'value');
		return [name, value === undefined ? null : value];
	});
}

function isCurrent(output: unknown): boolean {
	return member(output, 'value') !== undefined && member(output, 'metadata') !== undefined;
}

/** The value at a path, read letter by letter; null when there is none or the path has another form. */
function at(value: unknown, path: string): unknown {
	let rest = path;
	let current = value;
	let first = true;
	while (rest !== '') {
		if (rest[0] === '[' && !first) {
			const end = rest.indexOf(']');
			const digits = rest.slice(1, end);
			if (end < 0 || digits === '' || [...digits].some((one) => !'0123456789'.includes(one)))
				return null;
			current = Array.isArray(current) ? current[Number(digits)] : undefined;
			rest = rest.slice(end + 1);
			if (rest !== '' && rest[0] !== '.' && rest[0] !== '[') return null;
			continue;
		}
		if (!first) rest = rest.slice(1);
		first = false;
		let name = '';
		while (rest !== '' && rest[0] !== '.' && rest[0] !== '[') {
			if (rest[0] === ']') return null;
			name += rest[0];
			rest = rest.slice(1);
		}
		if (name === '') return null;
		current = member(current, name);
	}
	return first || current === undefined ? null : current;
}

/** "The lower of OCR and model confidence": the numbers among them, or none. */
function confidences(entry: unknown): number[] {
	return [member(entry, 'ocrConfidence'), member(entry, 'logprobsConfidence')].filter(
		(one): one is number => typeof one === 'number',
	);
}

/** "The confidence of a list or an object counts only when nothing inside has one." */
function isSummedUp(path: string, value: unknown, metadata: Pair[]): boolean {
	const single =
		isObject(value) &&
		(member(value, 'iso_4217_currency_code') !== undefined ||
			(member(value, 'is_signed') !== undefined && member(value, 'printed_name') !== undefined));
	if (single || typeof value !== 'object' || value === null) return false;
	return metadata.some(
		([other, entry]) =>
			(other.startsWith(`${path}.`) || other.startsWith(`${path}[`)) &&
			confidences(entry).length > 0,
	);
}

function review(output: unknown, settings: Settings): { needsReview: boolean | null; low: Low[] } {
	const value = member(output, 'value');
	const map = member(output, 'metadata');
	if (!isObject(value) || !isObject(map)) return { needsReview: null, low: [] };
	const threshold = settings.review?.reviewThreshold ?? 0.8;
	const least = settings.review?.minReviewScore ?? 3;
	const metadata: Pair[] = Object.entries(map);
	const low: Low[] = [];
	let scores = 0;
	for (const [path, entry] of metadata) {
		if (!isObject(entry)) continue;
		const found = at(value, path);
		const agent = member(entry, 'reviewAgentScore');
		const sure = confidences(entry);
		if (typeof agent === 'number') scores += 1;
		scores += sure.length;
		const citations = member(entry, 'citations');
		const page = Array.isArray(citations) ? member(member(citations[0], 'page'), 'number') : null;
		const about = { path, value: found, page: typeof page === 'number' ? page : null };
		if (typeof agent === 'number' && agent <= least) low.push({ ...about, score: agent });
		else if (sure.length > 0 && Math.min(...sure) < threshold && !isSummedUp(path, found, metadata))
			low.push({ ...about, score: Math.min(...sure) });
	}
	return { needsReview: scores === 0 ? null : low.length > 0, low };
}

/** "`error` and `_extend` get the prefix `field_`, again until the name is free." */
function renamed(pairs: Pair[]): Pair[] {
	return pairs.map(([name, value]) => {
		if (name !== 'error' && name !== '_extend') return [name, value];
		let free = `field_${name}`;
		while (has(pairs, free)) free = `field_${free}`;
		return [free, value];
	});
}

function text(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

function facts(run: object, settings: Settings): Pair[] {
	const file = member(run, 'file');
	const files = member(run, 'files');
	const usage = member(run, 'usage');
	const numbers = [member(usage, 'totalCredits'), member(usage, 'credits')];
	const all: Pair[] = [
		['runId', text(member(run, 'id'))],
		['status', text(member(run, 'status'))],
		['fileId', text(member(file, 'id'))],
		['fileName', text(member(file, 'name')) ?? settings.fileName ?? null],
		['sourceField', settings.sourceField ?? null],
		['dashboardUrl', text(member(run, 'dashboardUrl'))],
		['credits', numbers.find((one) => typeof one === 'number') ?? null],
	];
	if (Array.isArray(files)) {
		const short = files.map((one) => ({
			id: text(member(one, 'id')),
			name: text(member(one, 'name')),
		}));
		all.push(['files', short]);
	}
	const reason = text(member(run, 'failureReason'));
	const message = text(member(run, 'failureMessage'));
	if (reason !== null || message !== null)
		all.push(['failureReason', reason], ['failureMessage', message]);
	return all;
}

function item(fields: Pair[], extend: Pair[]): object {
	return Object.fromEntries([...renamed(fields), ['_extend', Object.fromEntries(extend)]]);
}

/** `fields`: one item, the fields at the top and all else under `_extend`. */
export function referenceFields(run: object, settings: Settings): object[] {
	const output = member(run, 'output');
	const { needsReview, low } = review(output, settings);
	const extend: Pair[] = [
		...facts(run, settings),
		['needsReview', needsReview],
		['lowConfidenceFields', low],
	];
	return [item(fieldsOf(output), extend)];
}

function isListOfObjects(schema: unknown): boolean {
	const types = (one: unknown) => [member(one, 'type')].flat().filter((type) => type !== 'null');
	const list = types(schema);
	const element = types(member(schema, 'items'));
	return (
		list.length === 1 && list[0] === 'array' && element.length === 1 && element[0] === 'object'
	);
}

/** The lists that could become rows: by the schema that the run echoes, and by what they hold. */
function tablesOf(run: object, fields: Pair[]): string[] {
	const properties = member(member(member(run, 'config'), 'schema'), 'properties');
	const planned = isObject(properties) ? Object.entries(properties) : [];
	const names: string[] = [];
	for (const [name, schema] of planned) {
		const value = fields.find(([key]) => key === name)?.[1] ?? [];
		if (isListOfObjects(schema) && Array.isArray(value)) names.push(name);
	}
	for (const [name, value] of fields)
		if (Array.isArray(value) && value.some(isObject) && !names.includes(name)) names.push(name);
	return names;
}

/** "A member whose name a field beside the list has too gets the list's name as prefix, again until free." */
function rowFields(header: Pair[], name: string, element: unknown): Pair[] {
	const row: Pair[] = isObject(element) ? Object.entries(element) : [[name, element]];
	const result = [...header];
	for (const [key, value] of row) {
		let free = key;
		if (has(header, key))
			while (has(header, free) || has(row, free) || has(result, free)) free = `${name}_${free}`;
		result.push([free, value]);
	}
	return result;
}

/** `rows`: one item for each element; undefined when it is not clear which list is meant. */
export function referenceRows(run: object, settings: Settings): object[] | undefined {
	const output = member(run, 'output');
	const fields = fieldsOf(output);
	const { needsReview, low } = review(output, settings);
	const extend = (own: Low[], row: number | null): Pair[] => [
		...facts(run, settings),
		['needsReview', needsReview === null ? null : own.length > 0],
		['lowConfidenceFields', own],
		['row', row],
	];
	if (!isObject(output)) return [item([], extend(low, null))];

	const wanted = (settings.rowsField ?? '').trim();
	const tables = tablesOf(run, fields);
	if (wanted === '' && tables.length > 1) return undefined;
	const name = wanted === '' ? tables[0] : wanted;
	if (name === undefined) return [item(fields, extend(low, null))];
	const [found] = fields.filter(([key]) => key === name);
	if (found === undefined && !tables.includes(name))
		return tables.length > 0 ? undefined : [item(fields, extend(low, null))];
	if (found !== undefined && found[1] !== null && !Array.isArray(found[1])) return undefined;

	const header = fields.filter(([key]) => key !== name);
	const elements = (found?.[1] ?? []) as unknown[];
	const ofRow = (path: string, row: number) => path.startsWith(`${name}[${row}]`);
	const ofAnyRow = (path: string) =>
		path.startsWith(`${name}[`) && /^[0-9]+\]/.test(path.slice(name.length + 1));
	const ofNone = low.filter(({ path }) => !ofAnyRow(path));
	if (elements.length === 0) return [item(header, extend(ofNone, null))];
	return elements.map((element, index) => {
		const own = low.filter(({ path }) => ofRow(path, index));
		return item(rowFields(header, name, element), extend([...own, ...ofNone], index + 1));
	});
}
