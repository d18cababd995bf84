/**
 * The texts that an expression can have, read from the sources without running them. Values that come in at run
 * time are placeholders. Follows constants, conditions, helper functions, and the arguments of callers.
 */
import ts from 'typescript';
import { hasWords, placeholder } from './placeholders.mts';
import { everyNode, isRoutine, type Routine, type Sources } from './program.mts';

/** One text, and which way the conditions went for it. */
interface Text {
	text: string;
	choices: ReadonlyMap<string, boolean>;
}

/** What parameters stand for: the argument of a caller, or nothing that is known. */
type Env = ReadonlyMap<ts.Symbol, ts.Expression | undefined>;

/** More ways than this to read one sentence are a mistake of the reader. */
const MOST_WAYS = 64;
const DEEPEST = 6;
/** How many callers of callers are asked for a text. */
const MOST_LEVELS = 3;

/** A text depends on what callers hand over. */
class NeedsCallers extends Error {
	constructor(readonly routine: Routine) {
		super('needs callers');
	}
}

export class TextReader {
	/** every literal that was read as part of a text */
	readonly read = new Set<ts.Node>();

	constructor(private readonly sources: Sources) {}

	/**
	 * All ways to read these expressions together, as one caller after the other makes them.
	 * @param asksCallers false: what callers hand over stays a placeholder
	 */
	together(expressions: Array<ts.Expression | undefined>, asksCallers = true): string[][] {
		return unique(this.tryWith(expressions, new Map(), asksCallers ? 0 : MOST_LEVELS));
	}

	/** All ways to read one expression. */
	ways(expression: ts.Expression): string[] {
		return this.together([expression]).map(([text]) => text);
	}

	/** All texts that a routine returns. */
	returned(routine: Routine): string[] {
		const env: Env = new Map(
			routine.parameters.flatMap(({ name }) => {
				const symbol = this.sources.symbolOf(name);
				return symbol ? [[symbol, undefined] as const] : [];
			}),
		);
		const texts = this.returns(routine, env, 0).map(({ text }) => [text]);
		return unique(texts).map(([text]) => text);
	}

	private tryWith(
		expressions: Array<ts.Expression | undefined>,
		env: Env,
		levels: number,
	): string[][] {
		try {
			return this.sequence(expressions, env, 0).map(({ texts }) => texts);
		} catch (error) {
			if (!(error instanceof NeedsCallers)) throw error;
			const ways = this.asCalled(error.routine, env, levels >= MOST_LEVELS, (inner) =>
				this.tryWith(expressions, inner, levels + 1),
			);
			return unique(ways);
		}
	}

	/** What `make` gives with the arguments of each caller; with placeholders when there is none. */
	private asCalled<T>(routine: Routine, env: Env, isFar: boolean, make: (env: Env) => T[]): T[] {
		const calls = isFar ? [] : this.sources.callsOf(routine);
		const bound = (call: ts.CallExpression | undefined): Env => {
			const next = new Map(env);
			routine.parameters.forEach((parameter, index) => {
				const symbol = this.sources.symbolOf(parameter.name);
				const expression = call?.arguments[index] ?? parameter.initializer;
				if (symbol) next.set(symbol, expression);
			});
			return next;
		};
		return calls.length === 0 ? make(bound(undefined)) : calls.flatMap((call) => make(bound(call)));
	}

	private sequence(expressions: Array<ts.Expression | undefined>, env: Env, depth: number) {
		let ways: Array<{ texts: string[]; choices: Text['choices'] }> = [
			{ texts: [], choices: new Map() },
		];
		for (const expression of expressions) {
			const next = expression ? this.texts(expression, env, depth) : [plain('')];
			ways = ways.flatMap((way) =>
				next.flatMap((one) => {
					const choices = agreed(way.choices, one.choices);
					return choices ? [{ texts: [...way.texts, one.text], choices }] : [];
				}),
			);
			if (ways.length > MOST_WAYS) throw new Error(`too many ways: ${expression?.getText()}`);
		}
		return ways;
	}

	private texts(given: ts.Expression, env: Env, depth: number): Text[] {
		const node = bare(given);
		if (ts.isStringLiteralLike(node)) {
			this.read.add(node);
			return [plain(node.text)];
		}
		if (ts.isNumericLiteral(node)) return [plain(node.text)];
		if (ts.isTemplateExpression(node)) return this.template(node, env, depth);
		if (ts.isConditionalExpression(node)) {
			const condition = node.condition.getText();
			return [
				...chosen(this.texts(node.whenTrue, env, depth), condition, true),
				...chosen(this.texts(node.whenFalse, env, depth), condition, false),
			];
		}
		if (ts.isBinaryExpression(node)) return this.binary(node, env, depth);
		if (ts.isIdentifier(node)) return this.identifier(node, env, depth);
		if (ts.isPropertyAccessExpression(node)) return this.property(node, env, depth);
		if (ts.isCallExpression(node)) return this.call(node, env, depth);
		return [plain(placeholder(node))];
	}

	private template(node: ts.TemplateExpression, env: Env, depth: number): Text[] {
		this.read.add(node);
		const expressions = node.templateSpans.map((span) => span.expression);
		return this.sequence(expressions, env, depth).map(({ texts, choices }) => ({
			text: [
				node.head.text,
				...texts.map((text, index) => text + node.templateSpans[index].literal.text),
			]
				.join('')
				.replace(/(‹[^›]*›)\1/g, '$1'),
			choices,
		}));
	}

	private binary(node: ts.BinaryExpression, env: Env, depth: number): Text[] {
		const { kind } = node.operatorToken;
		if (kind === ts.SyntaxKind.PlusToken && this.isText(node)) {
			return this.sequence([node.left, node.right], env, depth).map(({ texts, choices }) => ({
				text: texts.join(''),
				choices,
			}));
		}
		const both = [ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken];
		if (!both.includes(kind)) return [plain(placeholder(node))];
		const left = this.texts(node.left, env, depth);
		const right = this.texts(node.right, env, depth).filter(({ text }) => text !== '');
		return right.some(({ text }) => hasWords(text)) ? [...left, ...right] : left;
	}

	private identifier(node: ts.Identifier, env: Env, depth: number): Text[] {
		const symbol =
			ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
				? this.sources.checker.getShorthandAssignmentValueSymbol(node.parent)
				: this.sources.symbolOf(node);
		const declaration = symbol?.valueDeclaration;
		if (!symbol || !declaration || depth > DEEPEST) return [plain(placeholder(node))];
		if (ts.isParameter(declaration)) {
			if (env.has(symbol)) {
				const argument = env.get(symbol);
				const texts = argument ? this.texts(argument, env, depth + 1) : [];
				// An argument that is left out further up gives the value of the parameter itself.
				const { initializer } = declaration;
				if (initializer && !texts.some(({ text }) => hasWords(text)))
					return this.texts(initializer, env, depth + 1);
				return argument ? renamed(texts, placeholder(node)) : [plain(placeholder(node))];
			}
			const routine = declaration.parent;
			const asksCallers =
				isRoutine(routine) && this.isText(node) && this.sources.callsOf(routine).length > 0;
			if (asksCallers) throw new NeedsCallers(routine);
			return [plain(placeholder(node))];
		}
		const isConstant =
			ts.isVariableDeclaration(declaration) &&
			(declaration.parent.flags & ts.NodeFlags.Const) !== 0 &&
			declaration.initializer;
		if (!isConstant || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
			return [plain(placeholder(node))];
		const texts = this.texts(declaration.initializer, env, depth + 1);
		return renamed(texts, placeholder(node));
	}

	private property(node: ts.PropertyAccessExpression, env: Env, depth: number): Text[] {
		if (ts.isNewExpression(node.expression) && node.name.text === 'message') {
			const text = this.saidBySuper(node.expression);
			if (text) return this.texts(text, env, depth);
		}
		const value = this.memberOf(node.expression, node.name.text);
		return value ? this.texts(value, env, depth + 1) : [plain(placeholder(node))];
	}

	/** A member of an object that is written down in the sources. */
	private memberOf(owner: ts.Expression, name: string): ts.Expression | undefined {
		const object = this.literalOf(owner);
		const member = object?.properties.find(
			(one) => ts.isPropertyAssignment(one) && one.name.getText() === name,
		);
		return member && ts.isPropertyAssignment(member) ? member.initializer : undefined;
	}

	/** The object literal that an expression stands for. */
	literalOf(given: ts.Expression): ts.ObjectLiteralExpression | undefined {
		const node = bare(given);
		if (ts.isObjectLiteralExpression(node)) return node;
		if (ts.isPropertyAccessExpression(node)) {
			const member = this.memberOf(node.expression, node.name.text);
			return member && this.literalOf(member);
		}
		const initializer = this.initializerOf(node);
		return initializer && this.literalOf(initializer);
	}

	/** The text that a class hands to Error. */
	private saidBySuper({ expression }: ts.NewExpression): ts.Expression | undefined {
		const declaration = this.sources.symbolOf(expression)?.valueDeclaration;
		const calls = declaration ? [...everyNode(declaration)].filter(ts.isCallExpression) : [];
		return calls.find(({ expression: to }) => to.kind === ts.SyntaxKind.SuperKeyword)?.arguments[0];
	}

	private call(node: ts.CallExpression, env: Env, depth: number): Text[] {
		const { expression: callee } = node;
		if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'join') {
			return this.joined(callee.expression, node.arguments[0], env, depth, placeholder(node));
		}
		if (ts.isIdentifier(callee) && callee.text === 'String' && node.arguments.length === 1) {
			return this.texts(node.arguments[0], env, depth);
		}
		const declaration = this.sources.symbolOf(callee)?.valueDeclaration;
		const routine =
			declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
		// Helpers of other files shape values; a helper beside a sentence is a part of it.
		const isNear = routine?.getSourceFile() === node.getSourceFile();
		if (!routine || !isRoutine(routine) || !isNear || depth > DEEPEST || !this.isText(node))
			return [plain(placeholder(node))];
		const inner = new Map(env);
		routine.parameters.forEach((parameter, index) => {
			const symbol = this.sources.symbolOf(parameter.name);
			const expression = node.arguments[index] ?? parameter.initializer;
			if (symbol) inner.set(symbol, expression);
		});
		return renamed(this.returns(routine, inner, depth + 1), placeholder(node));
	}

	private returns(routine: Routine, env: Env, depth: number): Text[] {
		const { body } = routine;
		if (!body) return [];
		const expressions = ts.isBlock(body) ? returnedIn(body) : [body];
		return expressions.flatMap((expression) => this.texts(expression, env, depth));
	}

	private joined(
		list: ts.Expression,
		separator: ts.Expression | undefined,
		env: Env,
		depth: number,
		otherwise: string,
	): Text[] {
		const between = separator && ts.isStringLiteralLike(separator) ? separator.text : ',';
		const elements = this.elementsOf(list);
		if (!elements) return [plain(otherwise)];
		return this.sequence(elements, env, depth).map(({ texts, choices }) => ({
			text: texts.filter((text) => text !== '').join(between),
			choices,
		}));
	}

	/** The elements of a list that is written down; what `filter` takes out is empty. */
	private elementsOf(given: ts.Expression): ts.Expression[] | undefined {
		const node = bare(given);
		if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
			const isFilter = node.expression.name.text === 'filter';
			return isFilter ? this.elementsOf(node.expression.expression) : undefined;
		}
		if (ts.isArrayLiteralExpression(node)) {
			return node.elements.some(ts.isSpreadElement) ? undefined : [...node.elements];
		}
		const initializer = this.initializerOf(node);
		return initializer && this.elementsOf(initializer);
	}

	/** What a constant is set to. */
	private initializerOf(node: ts.Expression): ts.Expression | undefined {
		const declaration = ts.isIdentifier(node)
			? this.sources.symbolOf(node)?.valueDeclaration
			: undefined;
		return declaration && ts.isVariableDeclaration(declaration)
			? declaration.initializer
			: undefined;
	}

	private isText(node: ts.Expression): boolean {
		const { checker } = this.sources;
		const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
		const parts = type.isUnion() ? type.types : [type];
		return parts.every((part) => (part.flags & ts.TypeFlags.StringLike) !== 0);
	}
}

function returnedIn(body: ts.Block): ts.Expression[] {
	const found: ts.Expression[] = [];
	const look = (node: ts.Node) => {
		if (isRoutine(node)) return;
		if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
		ts.forEachChild(node, look);
	};
	look(body);
	return found;
}

/** The expression without what only serves the compiler. */
function bare(node: ts.Expression): ts.Expression {
	if (
		ts.isParenthesizedExpression(node) ||
		ts.isAsExpression(node) ||
		ts.isSatisfiesExpression(node) ||
		ts.isNonNullExpression(node) ||
		ts.isAwaitExpression(node)
	)
		return bare(node.expression);
	return node;
}

function plain(text: string): Text {
	return { text, choices: new Map() };
}

/** A value that is nothing but a placeholder is better called by the name it has here. */
function renamed(texts: Text[], name: string): Text[] {
	return texts.map((one) => (/^‹[^›]*›$/.test(one.text) ? { ...one, text: name } : one));
}

function chosen(texts: Text[], condition: string, way: boolean): Text[] {
	return texts.flatMap((one) => {
		const choices = agreed(one.choices, new Map([[condition, way]]));
		return choices ? [{ text: one.text, choices }] : [];
	});
}

/** Both sets of choices in one, or undefined when they contradict each other. */
function agreed(one: Text['choices'], other: Text['choices']): Text['choices'] | undefined {
	for (const [condition, way] of other) if ((one.get(condition) ?? way) !== way) return undefined;
	return new Map([...one, ...other]);
}

function unique(ways: string[][]): string[][] {
	return [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()];
}
