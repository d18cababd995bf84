/** An instruction to fill one field. */
export interface Instruction {
	label: string;
	value: string;
}

const trimQuotes = (text: string) => text.trim().replace(/^["'“”]+|["'“”]+$/g, '');

const PATTERNS: Array<(text: string) => Instruction | undefined> = [
	// "Set the name to Ada", "Fill City with London"
	(text) => {
		const match = text.match(
			/^(?:please\s+)?(?:set|fill|enter|put|change)\s+(?:in\s+)?(?:the\s+)?(.+?)\s+(?:to|with|as)\s+(.+)$/i,
		);
		return match ? { label: trimQuotes(match[1]), value: trimQuotes(match[2]) } : undefined;
	},
	// "Check Newsletter"
	(text) => {
		const match = text.match(/^(?:please\s+)?(check|tick|uncheck)\s+(?:the\s+)?(.+)$/i);
		return match
			? { label: trimQuotes(match[2]), value: match[1].toLowerCase() === 'uncheck' ? 'no' : 'yes' }
			: undefined;
	},
	// "Name: Ada Lovelace", "Name = Ada Lovelace", "the name is Ada Lovelace"
	(text) => {
		const match = text.match(/^(?:the\s+)?(.{1,60}?)\s*(?::|=|\s+is\s)\s*(.+)$/i);
		return match ? { label: trimQuotes(match[1]), value: trimQuotes(match[2]) } : undefined;
	},
];

/**
 * Parses instructions in plain language, separated by line breaks, sentences or semicolons. Only the patterns
 * above are recognized. Other text is ignored.
 */
export function parseInstructions(instructions: string): Instruction[] {
	return instructions
		.split(/\n|;|\.\s+(?=\p{L})|\.\s*$/u)
		.map((part) => part.trim().replace(/^[-*•]\s*/, ''))
		.filter(Boolean)
		.flatMap((part) => {
			for (const form of PATTERNS) {
				const instruction = form(part);
				if (instruction) return [instruction];
			}
			return [];
		});
}
