/** Lower case without accents. The length stays the same, so that positions match the original. */
export const foldText = (text: string) =>
	text.replace(/[^\x00-\x40\x5b-\x7f]|[A-Z]/g, (char) => {
		const [first] = char.normalize('NFD').toLowerCase();
		return first.length === char.length ? first : char;
	});

const PATTERN_CACHE = new Map<string, RegExp>();

/**
 * Returns a pattern for a label such as `invoice no` in normalized text. Any separator between the words
 * matches: "Invoice-No.".
 */
export function getLabelPattern(label: string): RegExp {
	let pattern = PATTERN_CACHE.get(label);
	if (!pattern) {
		const words = foldText(label)
			.split(/[^\p{L}\p{N}°#]+/u)
			.filter(Boolean);
		pattern = new RegExp(
			`(?<![\\p{L}\\p{N}])${words.join("[\\s.,:/&’'()-]*")}(?![\\p{L}\\p{N}])`,
			'u',
		);
		PATTERN_CACHE.set(label, pattern);
	}
	return pattern;
}

/** Normalizes a field name: `invoiceNumber`, `invoice_number` and `Invoice-Number` become the same words. */
export const normalizeWords = (name: string) =>
	foldText(name.replace(/([a-z0-9])([A-Z])/g, '$1 $2'))
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
