/** All sentences of the product stand in docs/messages.md, and each says what to do in words that need no code. */
import { readFileSync } from 'node:fs';
import type { INodeProperties } from 'n8n-workflow';
import { Extend, ExtendTrigger } from '../support/testedNodes.mts';
import { collect } from './messages/collect.mts';
import { COMMAND, documentOf, FILE } from './messages/document.mts';
import { readOne, readSources } from './messages/program.mts';
import { complaints } from './messages/rules.mts';

const { messages, faults } = collect(readSources());

/** Display names of several words, which are easily read as part of a sentence. */
const PARAMETERS = [
	...new Set(
		[new Extend(), new ExtendTrigger()].flatMap(({ description }) =>
			namesIn(description.properties),
		),
	),
].filter((name) => /^[A-Z]\S* [A-Z]/.test(name) && !/^JSON |Options$/.test(name));

function namesIn(properties: INodeProperties[]): string[] {
	return properties.flatMap(({ displayName, options = [] }) => [
		displayName,
		...namesIn(
			(options as Array<Partial<INodeProperties> & { values?: INodeProperties[] }>).flatMap(
				(one) => [
					...(one.displayName && one.type ? [one as INodeProperties] : []),
					...(one.values ?? []),
				],
			),
		),
	]);
}

it('every sentence can be read from the sources', () => {
	expect(faults).toEqual([]);
});

it(`docs/messages.md lists them all; if not: ${COMMAND}`, () => {
	expect(readFileSync(FILE, 'utf8')).toBe(documentOf(messages));
});

it('each says what to do, in whole sentences and without words for programmers', () => {
	const bad = messages.flatMap((message) => {
		const found = complaints(message, PARAMETERS);
		return found.length > 0 ? [[message.says, message.fix, ...found]] : [];
	});
	expect(bad).toEqual([]);
});

describe('the collector', () => {
	const HEAD = `
		class InputProblem extends Error {
			constructor(path: string, what: string, fix: string) { super(what); }
		}`;
	const read = (text: string) =>
		collect(readOne('nodes/shared/made-up.ts', `${HEAD}\n${text}`), false);
	const said = (text: string) => read(text).messages.map(({ says, fix }) => [says, fix]);

	it('reads templates, conditions, constants and what callers hand over, together', () => {
		expect(
			said(`
				const FIX = 'Do this.';
				function refuse(what: string, fix: string) { return new InputProblem('', \`it \${what}\`, fix); }
				function check(name: string, n: number) {
					if (n > 9) throw refuse('is large', FIX);
					throw refuse(n === 1 ? 'is one' : \`is \${n}\`, n === 1 ? 'Add one.' : 'Take some.');
				}`),
		).toEqual([
			['it is large', 'Do this.'],
			['it is one', 'Add one.'],
			['it is ‹number›', 'Take some.'],
		]);
	});

	it.each([
		[
			'a message that nobody can read',
			'function f(e: Error) { throw new InputProblem("", e.message, "Go."); }',
		],
		['an ordinary error', 'function f() { throw new Error("this and that"); }'],
		[
			'a kind of error that is new',
			'class Odd extends Error {} function f() { throw new Odd("this and that"); }',
		],
		['a text that goes elsewhere', 'export const more = { text: "this and that" };'],
		['a text in a helper', 'export function f(n: number) { return n > 1 ? "this and that" : ""; }'],
	])('finds fault with %s', (_what, text) => {
		expect(read(text).faults).toHaveLength(1);
	});
});

describe('the rules', () => {
	const error = { part: 'Runs', kind: 'error', about: '', where: '' } as const;

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
	])('complain about "%s": "%s"', (says, fix) => {
		expect(complaints({ ...error, says, fix }, ['Max Credits'])).not.toEqual([]);
	});

	it('find nothing where there is nothing', () => {
		const fix = 'Raise \'Max Credits\', or enter JSON such as { "a": null }.';
		expect(complaints({ ...error, says: 'it is empty', fix }, ['Max Credits'])).toEqual([]);
	});
});
