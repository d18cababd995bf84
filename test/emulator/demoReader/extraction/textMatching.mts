/** Lower case without accents, of the same length, so that places found in it are places in the original. */
export const foldText = (text: string) =>
	text.replace(/[^\x00-\x40\x5b-\x7f]|[A-Z]/g, (char) => {
		const [first] = char.normalize('NFD').toLowerCase();
		return first.length === char.length ? first : char;
	});

const PATTERN_CACHE = new Map<string, RegExp>();

/** Finds a label such as `invoice no` in folded text, whatever stands between its words: "Invoice-No." too. */
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

/** The words of a field name: `invoiceNumber`, `invoice_number` and `Invoice-Number` are the same. */
export const normalizeWords = (name: string) =>
	foldText(name.replace(/([a-z0-9])([A-Z])/g, '$1 $2'))
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
