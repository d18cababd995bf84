/** The sources of the product as the compiler sees them: who declares what, and who calls whom. */
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.resolve(__dirname, '../../..');

/** Anything with a body that returns texts or makes errors. */
export type Routine = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

export interface Sources {
	checker: ts.TypeChecker;
	files: ts.SourceFile[];
	/** the calls of a routine, wherever they stand */
	callsOf(routine: Routine): ts.CallExpression[];
	/** the places that name a routine, calls and callbacks alike */
	usesOf(routine: Routine): ts.Node[];
	/** what an identifier stands for, imports followed */
	symbolOf(node: ts.Node): ts.Symbol | undefined;
	/** the file of a node, as people write it */
	fileOf(node: ts.Node): string;
}

/** Reads `nodes/` and `credentials/`. Takes a few seconds. */
export function readSources(root = ROOT): Sources {
	const config = path.join(root, 'tsconfig.json');
	const { options, fileNames } = ts.parseJsonConfigFileContent(
		ts.readConfigFile(config, ts.sys.readFile).config,
		ts.sys,
		root,
	);
	return sourcesOf(ts.createProgram(fileNames, { ...options, noEmit: true }), root);
}

/** The same for one file with this text, as if it stood among the sources: for tests of the collector. */
export function readOne(name: string, text: string): Sources {
	const file = path.join(ROOT, name);
	const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022 };
	const host = ts.createCompilerHost(options);
	const read = host.getSourceFile.bind(host);
	host.getSourceFile = (asked, ...rest) =>
		path.resolve(asked) === file
			? ts.createSourceFile(asked, text, ts.ScriptTarget.ES2022, true)
			: read(asked, ...rest);
	return sourcesOf(ts.createProgram([file], options, host), ROOT, [file]);
}

function sourcesOf(program: ts.Program, root: string, only?: string[]): Sources {
	const checker = program.getTypeChecker();
	const fileOf = (node: ts.Node) => path.relative(root, node.getSourceFile().fileName);
	const files = program
		.getSourceFiles()
		.filter((file) => /^(nodes|credentials)\//.test(fileOf(file)))
		.filter((file) => !only || only.includes(path.resolve(file.fileName)));
	const symbolOf = (node: ts.Node) => {
		const symbol = checker.getSymbolAtLocation(node);
		const isAlias = symbol && symbol.flags & ts.SymbolFlags.Alias;
		return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
	};
	const uses = new Map<ts.Symbol, ts.Identifier[]>();
	for (const node of files.flatMap((file) => [...everyNode(file)])) {
		if (!ts.isIdentifier(node)) continue;
		const parent = node.parent;
		const declares =
			'name' in parent && parent.name === node && !ts.isPropertyAccessExpression(parent);
		if (declares || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) continue;
		const symbol = symbolOf(node);
		if (symbol) uses.set(symbol, [...(uses.get(symbol) ?? []), node]);
	}
	const usesOf = (routine: Routine) => {
		const name = nameOf(routine);
		const symbol = name && checker.getSymbolAtLocation(name);
		return (symbol && uses.get(symbol)) ?? [];
	};
	const callsOf = (routine: Routine) =>
		usesOf(routine)
			.map(({ parent }) => parent)
			.filter(ts.isCallExpression);
	return { checker, files, fileOf, symbolOf, usesOf, callsOf: (routine) => callsOf(routine) };
}

function nameOf(routine: Routine): ts.Node | undefined {
	if (ts.isFunctionDeclaration(routine)) return routine.name;
	return ts.isVariableDeclaration(routine.parent) ? routine.parent.name : undefined;
}

/** The node and all below it. */
export function* everyNode(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of childrenOf(node)) yield* everyNode(child);
}

function childrenOf(node: ts.Node): ts.Node[] {
	const children: ts.Node[] = [];
	ts.forEachChild(node, (child) => void children.push(child));
	return children;
}

export function isRoutine(node: ts.Node): node is Routine {
	return (
		ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node)
	);
}

/** The innermost routine around a node. */
export function routineAround(node: ts.Node): Routine | undefined {
	for (let at = node.parent; at; at = at.parent) if (isRoutine(at)) return at;
	return undefined;
}
