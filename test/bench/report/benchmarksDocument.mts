/** docs/benchmarks.md: a head, and a section per bench, each behind a comment with the bench's name. */

const SECTION_MARKER = /^<!-- bench: ([\w-]+) -->\n/m;

/** The sections of the document by the name of their bench. */
export function parseSections(text: string): Map<string, string> {
	const [, ...parts] = text.split(SECTION_MARKER);
	const sections = new Map<string, string>();
	for (let i = 0; i < parts.length; i += 2) sections.set(parts[i], parts[i + 1].trim());
	return sections;
}

/** The whole document, with the sections in the order of `names`; those without a section are left out. */
export function renderDocument(
	head: string,
	names: string[],
	sections: Map<string, string>,
): string {
	const known = names.filter((name) => sections.has(name));
	const texts = known.map((name) => `<!-- bench: ${name} -->\n\n${sections.get(name)}`);
	return `${[head.trim(), ...texts].join('\n\n')}\n`;
}

/** A text with the part between `<!-- bench -->` and `<!-- /bench -->` replaced. */
export function replaceMarkedPart(text: string, part: string): string {
	const [start, end] = ['<!-- bench -->', '<!-- /bench -->'];
	const [from, to] = [text.indexOf(start), text.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`There is no ${start} … ${end}`);
	return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`;
}
