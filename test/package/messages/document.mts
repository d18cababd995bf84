/** docs/messages.md: everything that the product says, by where the builder meets it. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { PARTS, type Message } from './message.mts';
import { ROOT } from './program.mts';

export const FILE = path.join(ROOT, 'docs/messages.md');

/** How to write the file anew. */
export const COMMAND = 'node test/support/run.cjs test/package/messages-cli.mts';

const HEAD = `# Messages

Every error sentence and every hint of the product, read from the sources. Written by \`${COMMAND}\`; \`test/package/messages.test.mts\` fails while something is missing here. Values that come in at run time stand in ‹ ›, with an example or what they are.

How the sentences reach the builder:

- What is wrong with a **parameter** is shown as "'Parameter' cannot be used: …", with the place inside where there is one, and \`[item 0]\`; below it stands what to do.
- What **Extend answers** is shown as "… while starting the extract run" (the steps are listed below); below it stands what Extend said, and what to do.
- In an error item the first is \`message\`, the second \`description\`.
`;

const TITLES: Record<Message['kind'], string> = {
	error: '',
	reason: 'Reasons that stand in these sentences',
	step: 'Steps that they name',
	hint: '',
	answer: 'What Extend is answered (its dashboard shows it)',
	log: 'Lines in the log of n8n',
	frame: 'How they are put together',
};
const ORDER: Array<Message['kind']> = ['error', 'hint', 'reason', 'step', 'frame', 'answer', 'log'];

/** The document for these messages, as prettier leaves it. */
export function documentOf(messages: Message[]): string {
	const parts = PARTS.map((part) => {
		const own = messages.filter((message) => message.part === part);
		const tables = ORDER.map((kind) =>
			tableOf(
				kind,
				own.filter((one) => one.kind === kind),
			),
		);
		return [`## ${part}`, ...tables.filter((table) => table !== '')].join('\n\n');
	});
	const prettier = require.resolve('prettier/bin/prettier.cjs');
	return execFileSync(process.execPath, [prettier, '--stdin-filepath', FILE], {
		input: [HEAD, ...parts].join('\n\n'),
		encoding: 'utf8',
		cwd: ROOT,
	});
}

function tableOf(kind: Message['kind'], messages: Message[]): string {
	if (messages.length === 0) return '';
	const hasFix = messages.some(({ fix }) => fix !== '');
	const hasAbout = messages.some(({ about }) => about !== '');
	const columns = [
		'What it says',
		...(hasFix ? ['What to do'] : []),
		...(hasAbout ? ['About'] : []),
		'Where',
	];
	const rows = messages
		.map(({ says, fix, about, where }) => [
			says,
			...(hasFix ? [fix] : []),
			...(hasAbout ? [about] : []),
			`\`${where}\``,
		])
		.map((cells) => `| ${cells.map(escaped).join(' | ')} |`);
	const lines = [`| ${columns.join(' | ')} |`, `| ${columns.map(() => '---').join(' | ')} |`];
	const title = TITLES[kind] === '' ? [] : [`**${TITLES[kind]}**`, ''];
	return [...title, ...lines, ...new Set(rows)].join('\n');
}

/** Prettier and GitHub take some characters for markup. */
function escaped(text: string): string {
	return text.startsWith('`') ? text : text.replace(/[\\|*_<>[\]$]/g, '\\$&');
}
