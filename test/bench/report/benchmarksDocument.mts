/** docs/dev/benchmarks.md: a header, and one section per benchmark after a comment with its name. */

const SECTION_MARKER = /^<!-- bench: ([\w-]+) -->\n/m;

/** Returns the sections by benchmark name. */
export function parseSections(text: string): Map<string, string> {
	const [, ...parts] = text.split(SECTION_MARKER);
	const sections = new Map<string, string>();
	for (let i = 0; i < parts.length; i += 2) sections.set(parts[i], parts[i + 1].trim());
	return sections;
}

/** Renders the document with the sections in the order of `names`. Names without a section are skipped. */
export function renderDocument(
	head: string,
	names: string[],
	sections: Map<string, string>,
): string {
	const known = names.filter((name) => sections.has(name));
	const texts = known.map((name) => `<!-- bench: ${name} -->\n\n${sections.get(name)}`);
	return `${[head.trim(), ...texts].join('\n\n')}\n`;
}

/** Replaces the text between `<!-- bench -->` and `<!-- /bench -->`. */
export function replaceMarkedPart(text: string, part: string): string {
	const [start, end] = ['<!-- bench -->', '<!-- /bench -->'];
	const [from, to] = [text.indexOf(start), text.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`There is no ${start} … ${end}`);
	return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`;
}
