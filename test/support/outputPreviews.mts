/** Output previews: JSON Schemas that the editor shows before the first execution. */

export interface Preview {
	type: string;
	properties?: Record<string, Preview>;
	items?: Preview;
}

/** The type of a value, in the words of a preview. */
function nameType(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return typeof value;
}

// JSON has one type of number.
const simplify = (type: string) => (type === 'integer' ? 'number' : type);

/** What a preview names and the value does not have, or has with another type: a sentence for each. */
export function describeDifferences(preview: Preview, value: unknown, at = 'json'): string[] {
	if (value === undefined) return [`${at} is not emitted.`];
	const type = nameType(value);
	if (type !== simplify(preview.type)) return [`${at} is ${type}, not ${preview.type}.`];
	if (preview.type === 'integer' && !Number.isInteger(value)) return [`${at} is no integer.`];
	if (Array.isArray(value) && preview.items) {
		if (value.length === 0) return [`${at} is empty, so nothing can be said about its entries.`];
		// The first stands for all, as in the editor: a list of values has entries of several types.
		return describeDifferences(preview.items, value[0], `${at}[0]`);
	}
	return Object.entries(preview.properties ?? {}).flatMap(([name, below]) =>
		describeDifferences(below, (value as Record<string, unknown>)[name], `${at}.${name}`),
	);
}
