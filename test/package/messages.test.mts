/** Every text that a user can read stands in a table of messages, is listed in docs/dev/messages.md and is well worded. */
import { readFileSync } from 'node:fs';
import type { INodeProperties } from 'n8n-workflow';
import { Extend, ExtendTrigger } from '../support/testedNodes.mts';
import { parseSources, readSources } from './house/sources.mts';
import { FILE, printDocument } from './messages/document.mts';
import { strayTexts, unusedExceptions, type Exception } from './messages/guard.mts';
import { complaints } from './messages/rules.mts';
import { readEntries, readTables } from './messages/tables.mts';

const LABELS = 'labels, which functions make parameters of';

/** Texts that are no messages. File names are used once in the sources (house.test.mts). */
const EXCEPTIONS: Exception[] = [
	['batchOptions.ts', /./, LABELS],
	['classifyText.ts', /./, LABELS],
	['create.operation.ts', /^'The extractor to /, LABELS],
	['download.operation.ts', /^'(files to download|Maximum time)/, LABELS],
	['events.ts', /./, LABELS],
	['excelOption.ts', /./, LABELS],
	['extractionOptions.ts', /./, LABELS],
	['get.operation.ts', /^'The extractor to /, LABELS],
	['editorHints.ts', /^'\$parameter/, 'expressions'],
	['kinds.ts', /^'form detection run'/, LABELS],
	['outputOptions.ts', /^.How to return each field/, LABELS],
	['parameters.ts', /^'Only trigger on runs of /, LABELS],
	['parseOptions.ts', /./, LABELS],
	['publish.operation.ts', /^'The extractor to /, LABELS],
	['reviewOptions.ts', /./, LABELS],
	['runFilters.ts', /^.Only return runs /, LABELS],
	['runOptions.ts', /./, LABELS],
	['runOutput.ts', /^.(Each result field|One item per)/, LABELS],
	['schemaProperties.ts', /./, `${LABELS}; the JSON of a new node`],
	['splitText.ts', /./, LABELS],
	['start.operation.ts', /^'Whether to wait /, LABELS],
	['update.operation.ts', /^'The extractor to /, LABELS],
	[
		'codeMessages.ts',
		/^'(Check that the file opens|Your Extend organization|Add credits under)/,
		'parts of messages',
	],
	['decideType.ts', /^'(csv|docx?) /, 'lists of file types'],
	['fileTypes.ts', /^'(png|xls|csv|bin) /, 'lists of file types'],
	['magicBytes.ts', /^'heic /, 'lists of file types'],
	['textTypes.ts', /^'html /, 'a list of elements'],
];

const sources = readSources();
const entries = readTables(sources);

/** Labels of several words, which are easily read as part of a sentence. */
const PARAMETERS = [
	...new Set(
		[new Extend(), new ExtendTrigger()].flatMap(({ description }) =>
			labelsOf(description.properties),
		),
	),
].filter((name) => /^[A-Z]\S* [A-Z]/.test(name) && !/^JSON |Options$/.test(name));

function labelsOf(properties: INodeProperties[]): string[] {
	return properties.flatMap(({ displayName, options = [] }) => [
		displayName,
		...labelsOf(
			(options as Array<Partial<INodeProperties> & { values?: INodeProperties[] }>).flatMap(
				(one) => [
					...(one.displayName && one.type ? [one as INodeProperties] : []),
					...(one.values ?? []),
				],
			),
		),
	]);
}

it('docs/dev/messages.md is what `npm run messages` writes', () => {
	expect(readFileSync(FILE, 'utf8')).toBe(printDocument(entries));
});

it('no text escapes the tables', () => {
	expect(strayTexts(sources, EXCEPTIONS)).toEqual([]);
});

it('no exception is left over', () => {
	expect(unusedExceptions(sources, EXCEPTIONS)).toEqual([]);
});

it('each message says what to do, in whole sentences and without words for programmers', () => {
	const faults = entries
		.map((entry) => ({ ...entry, faults: complaints(entry, PARAMETERS) }))
		.filter((entry) => entry.faults.length > 0);
	expect(faults).toEqual([]);
});

describe('the tables', () => {
	const read = (table: object) =>
		readEntries('nodes/made-up', 'TABLE', table).map(({ message, hint }) => [message, hint]);

	it('give texts, with names in place of values', () => {
		expect(
			read({
				text: 'it is empty',
				error: ({ fileName }: { fileName: string }) => ({
					message: `${fileName} is empty`,
					hint: 'Send another one.',
				}),
			}),
		).toEqual([
			['it is empty', undefined],
			['‹file name› is empty', 'Send another one.'],
		]);
	});

	it('give each variant of a text', () => {
		const count = ({ count }: { count: number }) => (count === 1 ? 'one file' : `${count} files`);
		expect(read({ count })).toEqual([
			['‹count› files', undefined],
			['one file', undefined],
		]);
	});

	it('have to be exported', () => {
		expect(() => readEntries('nodes/made-up', 'TABLE', undefined)).toThrow('export TABLE');
	});

	it('refuse what is no text', () => {
		expect(() => read({ wrong: () => undefined })).toThrow('nodes/made-up TABLE.wrong');
	});
});

describe('the guard', () => {
	const stray = (text: string) => strayTexts(parseSources({ 'nodes/made-up.ts': text }));

	it.each([
		['a text', "throw new Error('this and that');"],
		['a template', 'throw new Error(`this and that of ${name}`);'],
		['a text in a condition', "const text = count > 1 ? 'this and that' : '';"],
		['the description of an error', "throw new E({ description: 'this and that' });"],
		['a hint beside a message', "refuse({ message: 'no', hint: 'this and that' });"],
		['a member that is no label', "const one = { name: 'a', text: 'this and that' };"],
	])('finds %s', (_what, text) => {
		expect(stray(text)).toEqual([expect.stringMatching(/^nodes\/made-up\.ts: .*this and that/)]);
	});

	it.each([
		["const one = { displayName: 'This and That', name: 'a', hint: 'this and that' };"],
		["const TABLE = defineMessages({ one: () => ({ message: 'this and that' }) });"],
		["const error = read('Input Binary Field');"],
		["const one = picker('a', { description: 'this and that' });"],
	])('lets labels and tables pass: %s', (text) => {
		expect(stray(text)).toEqual([]);
	});

	it('lets messages.ts and exceptions pass', () => {
		const text = "const text = 'this and that';";
		const exception: Exception = ['made-up.ts', /^'this/, 'made up'];
		const other: Exception = ['made-up.ts', /^'other/, 'made up'];
		const madeUp = parseSources({ 'nodes/made-up.ts': text });
		expect(strayTexts(parseSources({ 'nodes/a/messages.ts': text }))).toEqual([]);
		expect(strayTexts(madeUp, [exception])).toEqual([]);
		expect(unusedExceptions(madeUp, [exception, other])).toEqual([other]);
	});
});

describe('the rules', () => {
	const error = { folder: 'nodes/made-up', table: 'FILE_MESSAGES', key: 'empty' };

	it.each([
		['it is empty', ''],
		['it is empty.', 'Enter a text.'],
		['it is empty', 'Enter a text'],
		['it is empty', 'enter a text.'],
		['it is empty', 'Please enter a text.'],
		['an error occurred', 'Enter a text.'],
		['it is empty!', 'Enter a text.'],
		['the payload is empty', 'Enter a text.'],
		['it is empty', 'Raise Max Credits.'],
	])('complain about "%s": "%s"', (message, hint) => {
		expect(complaints({ ...error, message, hint }, ['Max Credits'])).not.toEqual([]);
	});

	it.each([
		['FILE_HINTS', 'one file was skipped'],
		['FILE_ACTIONS', 'Reading the file.'],
	])('complain about "%s": "%s"', (table, message) => {
		expect(complaints({ ...error, table, message })).not.toEqual([]);
	});

	it('find nothing where there is nothing', () => {
		const hint = 'Increase \'Max Credits\', or enter JSON, e.g. { "a": null }.';
		expect(complaints({ ...error, message: 'it is empty', hint }, ['Max Credits'])).toEqual([]);
	});
});
