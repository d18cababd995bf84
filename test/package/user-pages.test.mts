/** The documents for users say what the nodes have: labels, options with their defaults, operations, messages. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ExtendTrigger } from '../support/testedNodes.mts';
import { readSources } from './house/sources.mts';
import { readTables } from './messages/tables.mts';
import { checkPatterns } from './wording/patterns.mts';
import { listOperations } from './docs/operations.mts';
import { listByOperation, listLabels, listOptionRows } from './docs/options.mts';
import {
	jsonExamples,
	proseOf,
	quotedLabels,
	readUserPages,
	section,
	tableRows,
} from './docs/userPages.mts';

const pages = readUserPages();
const labels = listLabels();
const textOf = (name: string) => pages.find((page) => page.name === name)?.text ?? '';

/** Rules that take a long sentence of a page for something else. */
const LOOSE_RULES = ['12 Oxford comma'];
/** n8n 1.x calls it so, and examples have names of their own. */
const ALLOWED_WORDS = ['activate', 'person', 'Done'];

describe.each(pages)('$name', ({ text }) => {
	it('quotes labels that there are', () => {
		expect(quotedLabels(text).filter((label) => !labels.has(label))).toEqual([]);
	});

	it('follows the rules of docs/dev/style.md', () => {
		const faults = proseOf(text).flatMap((line) =>
			checkPatterns('prose', line)
				.filter((fault) => !LOOSE_RULES.some((rule) => fault.startsWith(rule)))
				.filter((fault) => !ALLOWED_WORDS.some((word) => fault.includes(`"${word}"`)))
				.map((fault) => `${fault} (${line})`),
		);
		expect(faults).toEqual([]);
	});

	it('has examples in JSON that can be read', () => {
		for (const json of jsonExamples(text)) expect(() => JSON.parse(json) as unknown).not.toThrow();
	});
});

describe('docs/options.md', () => {
	const text = textOf('docs/options.md');
	const rows = listOptionRows();
	const collections = [...new Set(rows.map(({ collection }) => collection))];

	it.each(collections)('%s: every option with its name, default, and choices', (collection) => {
		const part = section(text, `## ${collection}`).split('\n### ')[0];
		const listed = tableRows(part).map((cells) => cells.slice(0, 4));
		const expected = rows
			.filter((row) => row.collection === collection)
			.map((row) => [row.label, `\`${row.name}\``, row.default, row.choices]);
		expect(listed.sort(byFirst)).toEqual(expected.sort(byFirst));
	});

	it('says which operation has which option', () => {
		const listed = tableRows(section(text, '### Which operation has which'));
		const expected = [...listByOperation('Options')].map(([operation, options]) => [
			operation,
			options.sort().join(', '),
		]);
		expect(listed.sort(byFirst)).toEqual(expected.sort(byFirst));
	});

	it('says something about each', () => {
		const silent = tableRows(text).filter((cells) => cells.length === 5 && cells[4] === '');
		expect(silent).toEqual([]);
	});
});

describe('docs/operations.md', () => {
	const text = textOf('docs/operations.md');
	const operations = listOperations();

	it('lists every operation', () => {
		const listed = tableRows(section(text, '## All operations')).map(
			([resource, operation]) => `${resource} › ${operation}`,
		);
		const expected = operations.map(({ resource, operation }) => `${resource} › ${operation}`);
		const missing = expected.filter((name) => !listed.includes(name));
		const stale = listed.filter((name) => !expected.includes(name));
		expect([
			...missing.map((name) => `Add a row for ${name} to 'All operations' of docs/operations.md.`),
			...stale.map((name) => `Remove the row of ${name} from docs/operations.md.`),
		]).toEqual([]);
	});

	it.each(operations)('$resource › $operation: every parameter', (operation) => {
		const part = section(text, `### ${operation.resource} › ${operation.operation}`);
		const shared = quotedLabels(section(text, '## The document'));
		const known = [...quotedLabels(part), ...shared];
		const missing = operation.properties
			.filter(({ type }) => type !== 'notice')
			.map(({ displayName }) => displayName)
			.filter((label) => !known.includes(label));
		expect(missing).toEqual([]);
	});
});

describe('docs/trigger.md', () => {
	const rows = tableRows(section(textOf('docs/trigger.md'), '## Events'));
	const { properties } = new ExtendTrigger().description;
	const scopes = properties.find(({ name }) => name === 'scope')?.options as INodePropertyOptions[];
	const eventsOf = (scope: INodePropertyOptions) =>
		properties.find(
			({ name, displayOptions }) =>
				name === 'events' && displayOptions?.show?.scope?.includes(scope.value),
		) as INodeProperties;

	it.each(scopes)('$name: every event, and the default', (scope) => {
		const { options, default: values } = eventsOf(scope);
		const choices = options as INodePropertyOptions[];
		const defaults = choices.filter(({ value }) => (values as unknown[]).includes(value));
		const [, events, standard] = rows.find(([name]) => name === `_${scope.name}_`) ?? [];
		expect(quotedLabels(events).sort()).toEqual(choices.map(({ name }) => name).sort());
		expect(quotedLabels(standard)).toEqual(defaults.map(({ name }) => name));
	});
});

describe('docs/errors.md', () => {
	const text = textOf('docs/errors.md');
	const tables = readTables(readSources());
	const messages = tables.map(({ message }) => message);
	const listed = tableRows(text).map((cells) => ({ message: cells[0], code: cells[1] }));

	it('quotes messages that there are', () => {
		const unknown = listed
			.map(({ message }) => message)
			.filter((message) => !messages.some((known) => known.startsWith(message)));
		expect(unknown).toEqual([]);
	});

	it('has the message of every code', () => {
		const expected = tables
			.filter(({ table }) => table === 'CODE_MESSAGES')
			.map(({ message }) => message);
		const known = listed.map(({ message }) => message);
		expect(expected.filter((message) => !known.includes(message))).toEqual([]);
	});

	it('has codes that belong to their messages', () => {
		const codes = new Map(
			tables
				.filter(({ table }) => table === 'CODE_MESSAGES')
				.map(({ key, message }) => [`\`${key}\``, message]),
		);
		const wrong = listed.filter(
			({ message, code }) =>
				codes.has(code) && codes.get(code) !== message && !isRunTimeout(message),
		);
		expect(wrong).toEqual([]);
	});
});

it('finds a label, an option, a message, and JSON that are wrong', () => {
	expect(quotedLabels('Set _Made Up_ to `_x_`, but snake_case_name is none')).toEqual(['Made Up']);
	expect(labels.has('Made Up')).toBe(false);
	expect(jsonExamples('```json\n{ "a": }\n```')).toEqual(['{ "a": }\n']);
	expect(tableRows('| A | B |\n| --- | --- |\n| x | y |')).toEqual([['x', 'y']]);
	expect(() => section('# A', '## B')).toThrow('no heading');
	expect(section('## A\nx\n### C\ny\n## B\nz', '## A')).toBe('## A\nx\n### C\ny');
});

/** A run that did not finish has a title of its own. */
function isRunTimeout(message: string): boolean {
	return message.includes("didn't finish in time");
}

function byFirst(a: string[], b: string[]): number {
	return a[0] < b[0] ? -1 : Number(a[0] > b[0]);
}
