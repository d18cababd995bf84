/** What a user reads is short, in whole clauses, and has one word for one thing. */
import { Extend, ExtendApi, ExtendTrigger } from '../support/testedNodes.mts';
import { readSources } from './house/sources.mts';
import { readTables } from './messages/tables.mts';
import { EXCEPTIONS, NAME_EXCEPTIONS, OTHER_NAMES, type Exception } from './wording/exceptions.mts';
import { checkForms } from './wording/forms.mts';
import { MADE_UP_NODE } from './wording/madeUpNode.mts';
import { checkLength, MAX_LENGTHS } from './wording/lengths.mts';
import { findCollisions, findRelabeled, findRenamed, findUnknownNames } from './wording/names.mts';
import { checkPatterns } from './wording/patterns.mts';
import { readStrings } from './wording/strings.mts';
import { toWordings, type TextKind, type Wording } from './wording/texts.mts';

const strings = [
	...readStrings(new Extend().description),
	...readStrings(new ExtendTrigger().description),
	...readStrings(new ExtendApi()),
];
const wordings: Wording[] = [...strings, ...readTables(readSources()).flatMap(toWordings)];

interface Fault {
	place: string;
	fault: string;
	text: string;
}

function findFaults(texts: Wording[]): Fault[] {
	return texts.flatMap((wording) =>
		[
			...checkLength(wording),
			...checkPatterns(wording.kind, wording.text),
			...checkForms(wording),
		].map((fault) => ({ place: wording.place, fault, text: wording.text })),
	);
}

function isExcepted({ place, fault }: Fault, exception: Exception): boolean {
	return exception.place.test(place) && exception.fault.test(fault);
}

const faults = findFaults(wordings);
const unknownNames = findUnknownNames(strings, wordings);
const nameFaults = [...findRelabeled(strings), ...findRenamed(strings)];

it('each text follows the rules', () => {
	const open = faults.filter((fault) => !EXCEPTIONS.some((one) => isExcepted(fault, one)));
	expect(open).toEqual([]);
});

it('no exception is left over', () => {
	expect(EXCEPTIONS.filter((one) => !faults.some((fault) => isExcepted(fault, one)))).toEqual([]);
	expect(Object.keys(NAME_EXCEPTIONS).filter((one) => !nameFaults.includes(one))).toEqual([]);
	const isNeeded = (name: string) => unknownNames.some((found) => found.endsWith(`: ${name}`));
	expect(Object.keys(OTHER_NAMES).filter((name) => !isNeeded(name))).toEqual([]);
});

it('no two parameters side by side have the same label', () => {
	expect(findCollisions(strings)).toEqual([]);
});

it('a parameter has one label, and a label means one parameter', () => {
	expect(nameFaults.filter((one) => !(one in NAME_EXCEPTIONS))).toEqual([]);
});

it('what a text names in quotes is in the editor', () => {
	const isOther = (found: string) =>
		Object.keys(OTHER_NAMES).some((name) => found.endsWith(`: ${name}`));
	expect(unknownNames.filter((found) => !isOther(found))).toEqual([]);
});

it('all kinds of texts are found', () => {
	const kinds = new Set<TextKind>(wordings.map(({ kind }) => kind));
	// There is no notice, and n8n writes the texts of its panel of triggers itself.
	const expected = Object.keys(MAX_LENGTHS).filter((kind) => !['notice', 'panel'].includes(kind));
	expect([...kinds]).toEqual(expect.arrayContaining([...expected, 'log', 'phrase']));
	expect(wordings.length).toBeGreaterThan(1000);
});

describe('the rules', () => {
	const check = (text: string, kind: TextKind = 'tooltip', type = 'string') =>
		findFaults([{ place: 'Made Up', kind, text, type }]).map(({ fault }) => fault);

	it.each([
		['1', 'The name of a workflow of Extend'],
		['2', 'The text when it is no JSON object'],
		['3', 'Used when the run is not done in time'],
		['4', 'Pictures of the pages'],
		['5', 'The classifier that knows the types of documents'],
		['6', 'Which version to use. Empty: the newest.'],
		['7', 'Extend could not read the file'],
		['8', 'A key by which the run is found again'],
		['10', 'What to mind when tables are corrected'],
		['11', 'Run it again to get a result'],
		['12 no semicolon', 'Uses extra credits; one file only'],
		['12 no dash', 'Uses extra credits — one file only'],
		['12 e.g.', 'A file such as an invoice'],
		['12 in Options', "Change it under 'Timeout'"],
		['12 Increase', "Raise 'Timeout' to wait longer"],
		['12 Oxford comma', 'Images, Excel and HTML files'],
		['12 Oxford comma', "Choose 'URL', 'Text' or 'Extend File'"],
		['no please', 'Please enter a name'],
		['no exclamation', 'Enter a name!'],
		['present', 'The run will be deleted'],
		['American', 'Runs that were cancelled'],
		['American', 'Organise the documents'],
		['response', 'The answer of the server'],
		['URL', 'The address of the server'],
		['field', 'A member of the object'],
		['document type', 'The class of the document'],
		['API key', 'The key of the workspace'],
		['publish', 'When the workflow is activated'],
		['one sentence', 'The first sentence. The second sentence'],
		['one sentence', 'The only sentence.'],
		['9 only a boolean', 'Whether to wait'],
		['length', 'x'.repeat(121)],
	])('%s: "%s"', (rule, text) => {
		expect(check(text)).toContainEqual(expect.stringContaining(rule));
	});

	it('finds a boolean that begins with another word', () => {
		expect(check('Rotates pages upright', 'tooltip', 'boolean')).toEqual([
			expect.stringContaining('9 a boolean'),
		]);
		expect(check('Whether to rotate pages upright', 'tooltip', 'boolean')).toEqual([]);
	});

	it.each<[string, TextKind, string]>([
		['9 the description', 'optionDescription', 'A server that Extend can reach'],
		['length', 'label', 'A Label That Is Much Too Long'],
		['length', 'errorTitle', `The run ${'x'.repeat(60)} failed`],
		['length', 'errorTitle', `The run ‹run id› ${'x'.repeat(50)} failed`],
		['a title', 'errorTitle', 'The run failed.'],
		['a title', 'errorTitle', 'The run failed. Start another one'],
		['each sentence', 'errorDescription', 'Start another one'],
		['an action', 'action', 'Classify a document'],
		['a label', 'label', 'Timeout:'],
	])('%s: %s "%s"', (rule, kind, text) => {
		expect(check(text, kind)).toEqual([expect.stringContaining(rule)]);
	});

	it.each<[TextKind, string]>([
		['tooltip', 'Maximum time per item, e.g. for long documents'],
		['tooltip', 'Use AI to correct complex tables. Uses extra credits.'],
		['tooltip', "n8n slows down because of Extend's rate limit"],
		['optionDescription', 'Images, Excel, and HTML files'],
		['errorTitle', "The extract run ‹run id› didn't finish in time"],
		['errorDescription', "Increase 'Timeout' in Options."],
		['placeholder', 'e.g. open, paid, overdue'],
		['action', 'Classify document'],
	])('find nothing in a good %s: "%s"', (kind, text) => {
		expect(check(text, kind)).toEqual([]);
	});
});

describe('the names', () => {
	const label = (text: string, name: string, group = 'Made Up') => ({
		place: `${group} › ${text}`,
		kind: 'label' as const,
		text,
		name,
		group,
	});

	it('are compared within a collection', () => {
		expect(findCollisions([label('Format', 'target'), label('Format', 'layout')])).toEqual([
			'Made Up › Format: layout, target',
		]);
		expect(findCollisions([label('Format', 'target'), label('Format', 'target')])).toEqual([]);
		expect(findCollisions([label('Format', 'target'), label('Format', 'x', 'Other')])).toEqual([]);
	});

	it('in texts are those of labels and options', () => {
		const text = (own: string) => [{ place: 'Text', kind: 'hint' as const, text: own }];
		const labels = [label('Timeout (Seconds)', 'timeout')];
		expect(findUnknownNames(labels, text("Increase 'Timeout', it's 'Limit'."))).toEqual([
			'Text: Limit',
		]);
		expect(findUnknownNames(labels, text("See 'timeout' of n8n's node."))).toEqual([]);
	});

	it('are compared everywhere', () => {
		const both = [label('Chunking', 'chunking'), label('Chunk By', 'chunking', 'Other')];
		expect(findRelabeled(both)).toEqual(['chunking: Chunk By, Chunking']);
		const same = [label('Chunking', 'chunking'), label('Chunking', 'strategy', 'Other')];
		expect(findRenamed(same)).toEqual(['Chunking: chunking, strategy']);
	});
});

it('reads every string of a description', () => {
	expect(readStrings(MADE_UP_NODE).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
		'title: Made Up',
		'prose: Node text',
		'prose:  for ',
		'label: Label',
		'tooltip: Tooltip',
		'hint: Hint',
		'optionName: By ID',
		'placeholder: Mode example',
		'hint: Wrong',
		'label: Group',
		'placeholder: Add Row',
		'button: Add Another',
		'label: Row',
		'label: Cell',
		'label: Choice',
		'optionName: First',
		'optionDescription: Choice text',
		'action: Do it',
	]);
});
