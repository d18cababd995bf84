/**
 * Everything that the product says, read from its sources. What cannot be read is a fault, and so is a text
 * that belongs to nothing that is known here: a new sentence cannot escape.
 */
import ts from 'typescript';
import { strayTexts } from './guard.mts';
import { partOf, type Message } from './message.mts';
import { parametersOf } from './parameters.mts';
import { hasWords } from './placeholders.mts';
import { everyNode, isRoutine, routineAround, type Routine, type Sources } from './program.mts';
import { TextReader } from './texts.mts';

export interface Collection {
	messages: Message[];
	/** what a person has to make readable, or to name here */
	faults: string[];
}

/** Places that put together or pass on what others say. Each is shown once, as a frame. */
const FRAMES = [
	'nodes/shared/errors.ts apiProblem',
	'nodes/Extend/actions/router.ts thrown',
	'nodes/Extend/actions/router.ts stoppedError',
	'nodes/Extend/actions/runItems.ts shaped',
	'nodes/Extend/fields/problem.ts inputError',
	'nodes/Extend/fields/problem.ts readParameter',
	'nodes/Extend/methods/lists.ts pickerError',
	'nodes/Extend/methods/rowsFields.ts savedSchema',
	'nodes/ExtendTrigger/activation.ts shownError',
	'nodes/shared/schema/simplify.ts refuseUnsupported',
];

/** Errors that no builder can meet, each with its reason. */
const UNREACHABLE: Readonly<Record<string, string>> = {
	'nodes/shared/runs.ts waitForRun': 'waiting starts nothing, so the request is never made',
};

/** Routines and constants whose texts are read where they stand. */
const TEXTS_OF: Array<[string, string, Message['kind']]> = [
	['nodes/shared/output.ts', 'NO_SCORES_HINT', 'hint'],
	['nodes/shared/output.ts', 'noListHint', 'hint'],
	['nodes/Extend/fields/sources.ts', 'typeReason', 'reason'],
	['nodes/Extend/fields/sources.ts', 'sizeReason', 'reason'],
	['nodes/shared/webhook.ts', 'refusalOf', 'log'],
];

export function collect(sources: Sources, isWhole = true): Collection {
	const collector = new Collector(sources);
	for (const file of sources.files) for (const node of everyNode(file)) collector.visit(node);
	return collector.result(isWhole);
}

class Collector {
	private readonly messages: Message[] = [];
	private readonly faults: string[] = [];
	private readonly reader: TextReader;
	private readonly used = new Set<string>();

	constructor(private readonly sources: Sources) {
		this.reader = new TextReader(sources);
	}

	visit(node: ts.Node): void {
		if (ts.isNewExpression(node)) this.made(node);
		else if (ts.isObjectLiteralExpression(node)) this.object(node);
		else if (ts.isCallExpression(node)) this.call(node);
		else if (ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)) this.declared(node);
		else if (ts.isClassDeclaration(node)) this.class(node);
	}

	result(isWhole: boolean): Collection {
		const stray = strayTexts(this.sources, this.reader.read);
		const faults = [...this.faults, ...stray];
		if (isWhole) {
			const named = [
				...FRAMES,
				...Object.keys(UNREACHABLE),
				...TEXTS_OF.map(([file, name]) => `${file} ${name}`),
			];
			for (const one of named)
				if (!this.used.has(one)) faults.push(`${one}: named here, but not there`);
		}
		const key = ({ kind, says, fix, about, where }: Message) =>
			JSON.stringify([kind, says, fix, about, where]);
		const messages = [...new Map(this.messages.map((one) => [key(one), one])).values()];
		return { messages, faults };
	}

	/** An error that is constructed. */
	private made(node: ts.NewExpression): void {
		const [first, second, third] = node.arguments ?? [];
		switch (node.expression.getText()) {
			case 'InputProblem':
				return this.error(node, second, third, this.about(node));
			case 'ExtendProblem':
				return this.error(
					node,
					this.member(first, 'message'),
					this.member(first, 'description'),
					this.code(first),
				);
			case 'NodeOperationError':
				return this.error(node, second, this.member(third, 'description'));
			case 'NodeApiError':
				return this.error(
					node,
					this.member(third, 'message') ?? second,
					this.member(third, 'description'),
				);
			case 'ForeignProblem':
				return this.add(node, 'reason', first);
			case 'Stopped':
				return;
		}
		if (!this.isErrorClass(node.expression)) return;
		// A credential has no node: what it throws stands in the error of the node that uses it.
		if (node.getSourceFile().fileName.includes('/credentials/')) {
			return this.add(node, 'reason', first);
		}
		const place = this.placeOf(node);
		this.used.add(place);
		this.reader.ways(first ?? node);
		if (!UNREACHABLE[place]) this.fault(node, 'a kind of error that is not known to the list');
	}

	private isErrorClass(expression: ts.Expression): boolean {
		const type = this.sources.checker.getTypeAtLocation(expression);
		const [signature] = type.getConstructSignatures();
		return signature?.getReturnType().getProperty('stack') !== undefined;
	}

	/** Sentences of tables, details of answers, steps, messages of the credential's test. */
	private object(node: ts.ObjectLiteralExpression): void {
		const [what, fix, message, code] = ['what', 'fix', 'message', 'code'].map((name) =>
			this.member(node, name),
		);
		if (what && fix) this.error(node, what, fix, this.codesOf(node));
		else if (message && this.isResponseRule(node)) this.error(node, message, message);
		else if (message && code && !ts.isNewExpression(node.parent)) {
			this.add(
				node,
				'reason',
				message,
				this.reader
					.ways(code)
					.filter((one) => !one.includes('‹'))
					.join(', '),
			);
		}
		for (const name of ['doing', 'made']) {
			const step = node.properties.find(
				(one) => ts.isPropertyAssignment(one) && one.name.getText() === name,
			);
			if (step && ts.isPropertyAssignment(step)) this.step(step, step.initializer);
		}
	}

	private isResponseRule(node: ts.ObjectLiteralExpression): boolean {
		const isValue =
			ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'properties';
		return isValue && this.sources.fileOf(node).startsWith('credentials/');
	}

	/** Steps that are handed over, answers to webhooks, lines of the log. */
	private call(node: ts.CallExpression): void {
		const callee = node.expression.getText();
		if (/\.logger\.\w+$/.test(callee)) return this.add(node, 'log', node.arguments[0]);
		const routine = this.routineOf(node);
		routine?.parameters.forEach((parameter, index) => {
			const name = parameter.name.getText();
			const given = node.arguments[index];
			if (name === 'doing' && given) this.step(node, given);
			if (name === 'text' && given && callee === 'answer') this.add(node, 'answer', given);
		});
	}

	/** A step that is only passed on is read where it is made. */
	private step(node: ts.Node, given: ts.Expression): void {
		if (!/(^|\.)(doing|made)$/.test(given.getText())) this.add(node, 'step', given);
	}

	private routineOf(node: ts.CallExpression): Routine | undefined {
		const declaration = this.sources.symbolOf(node.expression)?.valueDeclaration;
		return declaration && isRoutine(declaration) ? declaration : undefined;
	}

	/** Hints, and what is named in `TEXTS_OF`; texts that a webhook is answered with. */
	private declared(node: ts.FunctionDeclaration | ts.VariableDeclaration): void {
		const name = node.name?.getText() ?? '';
		const file = this.sources.fileOf(node);
		if (name === 'doing' && ts.isVariableDeclaration(node) && node.initializer)
			this.add(node, 'step', node.initializer);
		if (name === 'TEXTS' && file === 'nodes/shared/hints.ts')
			this.hints(node as ts.VariableDeclaration);
		if (name === 'NOT_SUPPORTED') this.notSupported(node as ts.VariableDeclaration);
		if (name === 'costHint' && isRoutine(node))
			this.texts(node, 'hint', this.reader.returned(node));
		if (
			name === 'text' &&
			ts.isVariableDeclaration(node) &&
			node.initializer &&
			file.endsWith('/delivery.ts')
		)
			this.add(node, 'answer', node.initializer);
		for (const [where, what, kind] of TEXTS_OF) {
			if (where !== file || what !== name) continue;
			this.used.add(`${file} ${name}`);
			const texts = isRoutine(node)
				? this.reader.returned(node)
				: this.reader.ways((node as ts.VariableDeclaration).initializer as ts.Expression);
			this.texts(node, kind, texts);
		}
	}

	private hints(node: ts.VariableDeclaration): void {
		const table = this.reader.literalOf(node.initializer as ts.Expression);
		for (const property of table?.properties ?? []) {
			if (!ts.isPropertyAssignment(property) || !isRoutine(property.initializer)) {
				this.fault(property, 'a hint that cannot be read');
				continue;
			}
			this.texts(property, 'hint', this.reader.returned(property.initializer));
		}
	}

	/** Words of JSON Schema that Extend does not know, and what to write in their place. */
	private notSupported(node: ts.VariableDeclaration): void {
		const table = this.reader.literalOf(node.initializer as ts.Expression);
		for (const property of table?.properties ?? []) {
			if (!ts.isPropertyAssignment(property)) continue;
			const says = `"${property.name.getText()}" is not supported`;
			for (const fix of this.reader.ways(property.initializer))
				this.push(property, 'error', says, fix, "'JSON Schema'");
		}
	}

	/** What Stop says. */
	private class(node: ts.ClassDeclaration): void {
		const heritage = node.heritageClauses?.[0]?.types[0];
		if (!heritage || !this.isErrorClass(heritage.expression)) return;
		const calls = [...everyNode(node)].filter(ts.isCallExpression);
		const text = calls.find(({ expression }) => expression.kind === ts.SyntaxKind.SuperKeyword)
			?.arguments[0];
		if (text && ts.isStringLiteralLike(text)) this.add(node, 'reason', text);
	}

	private error(
		node: ts.Node,
		says: ts.Expression | undefined,
		fix: ts.Expression | undefined,
		about = '',
	): void {
		const place = this.placeOf(node);
		if (FRAMES.includes(place)) {
			this.used.add(place);
			for (const [text, then] of this.reader.together([says, fix], false))
				this.push(node, 'frame', text, then, about);
			return;
		}
		for (const [text, then] of this.reader.together([says, fix])) {
			if (!hasWords(text)) this.fault(node, `a message that cannot be read: "${text}"`);
			else if (says === fix) this.push(node, 'error', ...split(text), about);
			else this.push(node, 'error', text, then, about);
		}
	}

	private add(
		node: ts.Node,
		kind: Message['kind'],
		text: ts.Expression | undefined,
		about = '',
	): void {
		if (!text) return this.fault(node, 'says nothing');
		this.texts(node, kind, this.reader.ways(text), about);
	}

	/** Texts that are nothing but a value are collected where the value is made. */
	private texts(node: ts.Node, kind: Message['kind'], texts: string[], about = ''): void {
		for (const text of texts) if (hasWords(text)) this.push(node, kind, text, '', about);
	}

	private push(
		node: ts.Node,
		kind: Message['kind'],
		says: string,
		fix: string,
		about: string,
	): void {
		const where = this.sources.fileOf(node);
		this.messages.push({ part: partOf(where), kind, says, fix, about, where });
	}

	private about(node: ts.Node): string {
		return parametersOf(node, this.sources, this.reader).join(', ');
	}

	private code(details: ts.Expression | undefined): string {
		const code = this.member(details, 'code');
		return code && ts.isStringLiteralLike(code) ? code.text : '';
	}

	/** The codes under which a sentence stands in its table, also when several share it. */
	private codesOf(node: ts.ObjectLiteralExpression): string {
		const { parent } = node;
		if (ts.isPropertyAssignment(parent)) return parent.name.getText();
		if (!ts.isVariableDeclaration(parent)) return '';
		const name = parent.name.getText();
		return [...everyNode(node.getSourceFile())]
			.filter(ts.isPropertyAssignment)
			.filter(({ initializer }) => initializer.getText() === name)
			.map((property) => property.name.getText())
			.join(', ');
	}

	private member(given: ts.Expression | undefined, name: string): ts.Expression | undefined {
		const object = given && this.reader.literalOf(given);
		for (const one of object?.properties ?? []) {
			if (ts.isPropertyAssignment(one) && one.name.getText() === name) return one.initializer;
			if (ts.isShorthandPropertyAssignment(one) && one.name.text === name) return one.name;
		}
		return undefined;
	}

	private placeOf(node: ts.Node): string {
		let routine = routineAround(node);
		while (routine && !ts.isFunctionDeclaration(routine)) routine = routineAround(routine);
		return `${this.sources.fileOf(node)} ${routine?.name?.getText() ?? ''}`.trim();
	}

	private fault(node: ts.Node, what: string): void {
		this.faults.push(`${this.placeOf(node)}: ${what} (${node.getText().slice(0, 80)})`);
	}
}

/** A text of several sentences: the first says what happened, the others what to do. */
function split(text: string): [string, string] {
	const end = text.indexOf('. ');
	return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 2)];
}
