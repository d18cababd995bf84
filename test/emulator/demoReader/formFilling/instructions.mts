/** A wish read from instructions. */
export interface Wish {
	label: string;
	value: string;
}

const trimmed = (text: string) => text.trim().replace(/^["'“”]+|["'“”]+$/g, '');

const forms: Array<(text: string) => Wish | undefined> = [
	// "Set the name to Ada", "Fill City with London"
	(text) => {
		const match = text.match(
			/^(?:please\s+)?(?:set|fill|enter|put|change)\s+(?:in\s+)?(?:the\s+)?(.+?)\s+(?:to|with|as)\s+(.+)$/i,
		);
		return match ? { label: trimmed(match[1]), value: trimmed(match[2]) } : undefined;
	},
	// "Check Newsletter"
	(text) => {
		const match = text.match(/^(?:please\s+)?(check|tick|uncheck)\s+(?:the\s+)?(.+)$/i);
		return match
			? { label: trimmed(match[2]), value: match[1].toLowerCase() === 'uncheck' ? 'no' : 'yes' }
			: undefined;
	},
	// "Name: Ada Lovelace", "Name = Ada Lovelace", "the name is Ada Lovelace"
	(text) => {
		const match = text.match(/^(?:the\s+)?(.{1,60}?)\s*(?::|=|\s+is\s)\s*(.+)$/i);
		return match ? { label: trimmed(match[1]), value: trimmed(match[2]) } : undefined;
	},
];

/**
 * The wishes in plain instructions, one per line, sentence or part divided by a semicolon. Only the forms above are
 * understood; everything else is left alone.
 */
export function wishesOf(instructions: string): Wish[] {
	return instructions
		.split(/\n|;|\.\s+(?=\p{L})|\.\s*$/u)
		.map((part) => part.trim().replace(/^[-*•]\s*/, ''))
		.filter(Boolean)
		.flatMap((part) => {
			for (const form of forms) {
				const wish = form(part);
				if (wish) return [wish];
			}
			return [];
		});
}
