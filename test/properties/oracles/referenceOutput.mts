/**
 * An independent reference implementation of fields, rows and review flags: slow and simple, written from the
 * documentation (README, design, decisions). It shares no code with the node. Objects are lists of pairs, so
 * that no name is special.
 */

type Pair = [name: string, value: unknown];
type Settings = {
	rowsField?: string;
	fileName?: string;
	sourceField?: string;
	review?: { confidenceThreshold?: number; reviewScoreThreshold?: number };
};
interface LowConfidence {
	path: string;
	value: unknown;
	score: number;
	page: number | null;
}

const isObject = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function getMember(value: unknown, name: string): unknown {
	if (!isObject(value)) return undefined;
	for (const [key, inner] of Object.entries(value)) if (key === name) return inner;
	return undefined;
}

function hasName(pairs: Pair[], name: string): boolean {
	return pairs.some(([key]) => key === name);
}

/** "Output is { value, metadata }", or of old extractors a map from field to { value, … }. */
function getFields(output: unknown): Pair[] {
	if (!isObject(output)) return [];
	if (isCurrentFormat(output)) {
		const value = getMember(output, 'value');
		return isObject(value) ? Object.entries(value) : [];
	}
	return Object.entries(output).map(([name, field]) => {
		if (!isObject(field)) return [name, field];
		const value = getMember(field, 'value');
		return [name, value === undefined ? null : value];
	});
}

function isCurrentFormat(output: unknown): boolean {
	return getMember(output, 'value') !== undefined && getMember(output, 'metadata') !== undefined;
}

/** Reads the value at a path character by character. Null if it is missing or the path has another format. */
function getAtPath(value: unknown, path: string): unknown {
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
		current = getMember(current, name);
	}
	return first || current === undefined ? null : current;
}

/** "The lower of OCR and model confidence": the numbers among them, or none. */
function getConfidences(entry: unknown): number[] {
	return [getMember(entry, 'ocrConfidence'), getMember(entry, 'logprobsConfidence')].filter(
		(one): one is number => typeof one === 'number',
	);
}

/** "The confidence of a list or an object counts only when nothing inside has one." */
function isSummedUp(path: string, value: unknown, metadata: Pair[]): boolean {
	const single =
		isObject(value) &&
		(getMember(value, 'iso_4217_currency_code') !== undefined ||
			(getMember(value, 'is_signed') !== undefined &&
				getMember(value, 'printed_name') !== undefined));
	if (single || typeof value !== 'object' || value === null) return false;
	return metadata.some(
		([other, entry]) =>
			(other.startsWith(`${path}.`) || other.startsWith(`${path}[`)) &&
			getConfidences(entry).length > 0,
	);
}

function computeReview(
	output: unknown,
	settings: Settings,
): { needsReview: boolean | null; low: LowConfidence[] } {
	const value = getMember(output, 'value');
	const map = getMember(output, 'metadata');
	if (!isObject(value) || !isObject(map)) return { needsReview: null, low: [] };
	const threshold = settings.review?.confidenceThreshold ?? 0.8;
	const minScore = settings.review?.reviewScoreThreshold ?? 3;
	const metadata: Pair[] = Object.entries(map);
	const low: LowConfidence[] = [];
	let scores = 0;
	for (const [path, entry] of metadata) {
		if (!isObject(entry)) continue;
		const found = getAtPath(value, path);
		const agent = getMember(entry, 'reviewAgentScore');
		const confidences = getConfidences(entry);
		if (typeof agent === 'number') scores += 1;
		scores += confidences.length;
		const citations = getMember(entry, 'citations');
		const page = Array.isArray(citations)
			? getMember(getMember(citations[0], 'page'), 'number')
			: null;
		const about = { path, value: found, page: typeof page === 'number' ? page : null };
		if (typeof agent === 'number' && agent <= minScore) low.push({ ...about, score: agent });
		else if (
			confidences.length > 0 &&
			Math.min(...confidences) < threshold &&
			!isSummedUp(path, found, metadata)
		)
			low.push({ ...about, score: Math.min(...confidences) });
	}
	return { needsReview: scores === 0 ? null : low.length > 0, low };
}

/** "`error` and `_extend` get the prefix `field_`, again until the name is free." */
function renameReserved(pairs: Pair[]): Pair[] {
	return pairs.map(([name, value]) => {
		if (name !== 'error' && name !== '_extend') return [name, value];
		let free = `field_${name}`;
		while (hasName(pairs, free)) free = `field_${free}`;
		return [free, value];
	});
}

function asText(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

function getRunInfo(run: object, settings: Settings): Pair[] {
	const files = getMember(run, 'files');
	// "A run over several files has files": a list of one is that one's.
	const [only, ...others] = Array.isArray(files) ? (files as unknown[]) : [];
	const file = getMember(run, 'file') ?? (others.length === 0 ? only : undefined);
	const usage = getMember(run, 'usage');
	const numbers = [getMember(usage, 'totalCredits'), getMember(usage, 'credits')];
	const all: Pair[] = [
		['runId', asText(getMember(run, 'id'))],
		['status', asText(getMember(run, 'status'))],
		['fileId', asText(getMember(file, 'id'))],
		['fileName', asText(getMember(file, 'name')) ?? settings.fileName ?? null],
		['sourceField', settings.sourceField ?? null],
		['dashboardUrl', asText(getMember(run, 'dashboardUrl'))],
		['credits', numbers.find((one) => typeof one === 'number') ?? null],
	];
	if (Array.isArray(files)) {
		const short = files.map((one) => ({
			id: asText(getMember(one, 'id')),
			name: asText(getMember(one, 'name')),
		}));
		all.push(['files', short]);
	}
	const reason = asText(getMember(run, 'failureReason'));
	const message = asText(getMember(run, 'failureMessage'));
	if (reason !== null || message !== null)
		all.push(['failureReason', reason], ['failureMessage', message]);
	all.push(['run', getRest(run)]);
	return all;
}

/** "The run as sent without output and config." */
function getRest(run: unknown): object {
	const pairs = isObject(run) ? Object.entries(run) : [];
	return Object.fromEntries(pairs.filter(([name]) => name !== 'output' && name !== 'config'));
}

function createItem(fields: Pair[], extend: Pair[]): object {
	return Object.fromEntries([...renameReserved(fields), ['_extend', Object.fromEntries(extend)]]);
}

/** `fields`: one item with the fields at the top level and everything else in `_extend`. */
export function computeFields(run: object, settings: Settings): object[] {
	const output = getMember(run, 'output');
	const { needsReview, low } = computeReview(output, settings);
	const extend: Pair[] = [
		...getRunInfo(run, settings),
		['needsReview', needsReview],
		['lowConfidenceFields', low],
	];
	return [createItem(getFields(output), extend)];
}

function isListOfObjects(schema: unknown): boolean {
	const types = (one: unknown) => [getMember(one, 'type')].flat().filter((type) => type !== 'null');
	const list = types(schema);
	const element = types(getMember(schema, 'items'));
	return (
		list.length === 1 && list[0] === 'array' && element.length === 1 && element[0] === 'object'
	);
}

/** Finds lists that can become rows, by the schema in the run and by their content. */
function findTables(run: object, fields: Pair[]): string[] {
	const properties = getMember(getMember(getMember(run, 'config'), 'schema'), 'properties');
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
function createRowFields(header: Pair[], name: string, element: unknown): Pair[] {
	const row: Pair[] = isObject(element) ? Object.entries(element) : [[name, element]];
	const result = [...header];
	for (const [key, value] of row) {
		let free = key;
		if (hasName(header, key))
			while (hasName(header, free) || hasName(row, free) || hasName(result, free))
				free = `${name}_${free}`;
		result.push([free, value]);
	}
	return result;
}

/** `rows`: one item per element; undefined if the list is ambiguous. */
export function computeRows(run: object, settings: Settings): object[] | undefined {
	const output = getMember(run, 'output');
	const fields = getFields(output);
	const { needsReview, low } = computeReview(output, settings);
	const extend = (own: LowConfidence[], row: number | null): Pair[] => [
		...getRunInfo(run, settings),
		['needsReview', needsReview === null ? null : own.length > 0],
		['lowConfidenceFields', own],
		['row', row],
	];
	if (!isObject(output)) return [createItem([], extend(low, null))];

	const wanted = (settings.rowsField ?? '').trim();
	const tables = findTables(run, fields);
	if (wanted === '' && tables.length > 1) return undefined;
	const name = wanted === '' ? tables[0] : wanted;
	if (name === undefined) return [createItem(fields, extend(low, null))];
	const [found] = fields.filter(([key]) => key === name);
	if (found === undefined && !tables.includes(name))
		return tables.length > 0 ? undefined : [createItem(fields, extend(low, null))];
	if (found !== undefined && found[1] !== null && !Array.isArray(found[1])) return undefined;

	const header = fields.filter(([key]) => key !== name);
	const elements = (found?.[1] ?? []) as unknown[];
	const ofRow = (path: string, row: number) => path.startsWith(`${name}[${row}]`);
	const ofAnyRow = (path: string) =>
		path.startsWith(`${name}[`) && /^[0-9]+\]/.test(path.slice(name.length + 1));
	const ofNone = low.filter(({ path }) => !ofAnyRow(path));
	if (elements.length === 0) return [createItem(header, extend(ofNone, null))];
	return elements.map((element, index) => {
		const own = low.filter(({ path }) => ofRow(path, index));
		return createItem(
			createRowFields(header, name, element),
			extend([...own, ...ofNone], index + 1),
		);
	});
}
