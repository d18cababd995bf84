/**
 * The rules of the layout (docs/dev/architecture.md). Each returns complaints that name the file and say what to do;
 * an empty list means that the rule holds.
 */
import path from 'node:path';
import ts from 'typescript';
import { allNodes, type Source } from './sources.mts';

const MAX_FILES_PER_FOLDER = 12;
const MAX_LINES = 250;
const MAX_NAMES_IN_OF = 24;
const MAX_DOUBLE_CASTS = 4;
/** The only source that asks n8n for parameters. */
export const PARAMETER_READER = 'nodes/shared/parameters/nodeParameters.ts';
/** The only source that knows zod. */
export const SHAPES = 'nodes/shared/http/responses.ts';

/** File names that every folder may use. */
const COMMON_NAMES = ['index', 'types', 'errors', 'messages'];

/**
 * The floors of nodes/shared, from the ground up. A folder imports from lower floors only; folders of one
 * floor do not import from each other.
 */
export const FLOORS = [
	['utils'],
	['http'],
	['errors'],
	['schema', 'api'],
	['files', 'runs', 'output'],
	['parameters'],
	['listSearch'],
];

/** Words that were replaced, and the words to use. */
const OLD_WORDS: Readonly<Record<string, string>> = {
	carryOut: 'executeRun',
	takeUp: 'resumePreviousAttempt',
	nodeRun: 'ExecutionContext ("run" means a run of Extend)',
	extendProblem: 'ExtendApiError',
	inputProblem: 'InputError',
	foreign: 'external',
	told: 'reported, shown or message',
	sift: 'filter',
	misfit: 'scopeMismatch',
	giveUp: 'abort',
	longest: 'MAX_…',
	most: 'MAX_…',
};

export function circlesOfFiles(sources: Source[]): string[] {
	const graph = new Map(sources.map(({ file, imports }) => [file, new Set(imports)]));
	return circles(graph).map(
		(files) =>
			`${files.join(' <-> ')}: these files import each other. Move what they share, often a type, to a file that imports none of them.`,
	);
}

/** A folder and its own subfolders are one room here: they may import from each other. */
export function circlesOfFolders(sources: Source[]): string[] {
	const graph = new Map<string, Set<string>>();
	for (const { file, imports } of sources) {
		const from = path.posix.dirname(file);
		const targets = graph.get(from) ?? new Set();
		graph.set(from, targets);
		for (const to of imports.map((one) => path.posix.dirname(one))) {
			if (!contains(from, to) && !contains(to, from)) targets.add(to);
		}
	}
	return circles(graph).map((folders) => {
		const files = sources
			.filter(({ file }) => folders.includes(path.posix.dirname(file)))
			.flatMap(({ file, imports }) =>
				imports
					.filter((one) => {
						const to = path.posix.dirname(one);
						return folders.includes(to) && !contains(path.posix.dirname(file), to);
					})
					.map((one) => `${file} -> ${one}`),
			);
		return `${folders.join(' <-> ')}: these folders import each other. Move one of: ${files.join(', ')}`;
	});
}

export function crowdedFolders(sources: Source[]): string[] {
	const counts = new Map<string, number>();
	for (const { file } of sources) {
		if (['index', 'types', 'messages'].includes(baseName(file))) continue;
		const folder = path.posix.dirname(file);
		counts.set(folder, (counts.get(folder) ?? 0) + 1);
	}
	return [...counts]
		.filter(([, count]) => count > MAX_FILES_PER_FOLDER)
		.map(
			([folder, count]) =>
				`${folder}: ${count} sources, ${MAX_FILES_PER_FOLDER} are the most. Make a subfolder for those that belong together.`,
		);
}

export function looseFiles(sources: Source[]): string[] {
	return sources
		.filter(({ file }) => path.posix.dirname(file) === 'nodes/shared')
		.map(({ file }) => `${file}: nodes/shared has only folders. Move the file into one.`);
}

/** Imports that go up a floor of nodes/shared, or from one node into the other. */
export function wrongImports(sources: Source[]): string[] {
	return sources.flatMap(({ file, imports }) =>
		imports.flatMap((to) => {
			const reason = whyForbidden(file, to);
			return reason ? [`${file} imports ${to}: ${reason}`] : [];
		}),
	);
}

function whyForbidden(from: string, to: string): string | undefined {
	if (isIn(from, 'nodes/shared') && !isIn(to, 'nodes/shared'))
		return 'nodes/shared imports from no node. Move what is needed to nodes/shared.';
	if (isIn(from, 'nodes/ExtendTrigger') && isIn(to, 'nodes/Extend'))
		return 'the trigger does not import from nodes/Extend. Move what both need to nodes/shared.';
	if (isIn(from, 'nodes/Extend') && isIn(to, 'nodes/ExtendTrigger'))
		return 'nodes/Extend does not import from the trigger. Move what both need to nodes/shared.';
	const [own, other] = [roomOf(from), roomOf(to)];
	if (own === undefined || other === undefined || own === other) return undefined;
	const [ownFloor, otherFloor] = [own, other].map((room) =>
		FLOORS.findIndex((floor) => floor.includes(room)),
	);
	if (ownFloor < 0) return `nodes/shared/${own} has no floor yet. Add it to FLOORS.`;
	if (otherFloor < ownFloor) return undefined;
	return `${other} is not below ${own}. Move what is needed down, or hand it over as a parameter.`;
}

/**
 * A list that is spread into arguments stands on the stack, which some 120,000 elements overflow. Constants and rest
 * parameters were written down by somebody, so they are short.
 */
export function spreadArguments(sources: Source[]): string[] {
	return sources.flatMap(({ file, tree }) => {
		const nodes = allNodes(tree);
		const restNames = nodes
			.filter(ts.isParameter)
			.filter(({ dotDotDotToken }) => dotDotDotToken)
			.map(({ name }) => name.getText(tree));
		return nodes
			.filter((node) => ts.isCallExpression(node) || ts.isNewExpression(node))
			.flatMap((call) => call.arguments ?? [])
			.filter(ts.isSpreadElement)
			.map(({ expression }) => expression.getText(tree))
			.filter((text) => !/^[A-Z_]+$/.test(text) && !restNames.includes(text))
			.map((text) => `${file}: ...${text} is an argument. Hand over its elements in a loop.`);
	});
}

/** n8n resolves the expressions of a parameter whenever it is asked, and copies what it returns. */
export function otherReaders(sources: Source[]): string[] {
	return sources
		.filter(({ file, tree }) => file !== PARAMETER_READER && usesName(tree, 'getNodeParameter'))
		.map(({ file }) => `${file} asks n8n for a parameter. Use the readers of ${PARAMETER_READER}.`);
}

/** n8n supplies zod, in one major version or the other: what both have is used in one place. */
export function otherZodImports(sources: Source[]): string[] {
	return sources
		.filter(({ file, text }) => file !== SHAPES && /from '(zod|zod\/.*)'/.test(text))
		.map(({ file }) => `${file} imports zod. Describe the shape in ${SHAPES}.`);
}

/** A cast by way of unknown says whatever it is asked to say. */
export function doubleCasts(sources: Source[]): string[] {
	const places = sources.flatMap(({ file, tree }) =>
		allNodes(tree)
			.filter(ts.isAsExpression)
			.filter(({ expression }) => ts.isAsExpression(expression) && isUnknown(expression.type))
			.map(() => file),
	);
	if (places.length <= MAX_DOUBLE_CASTS) return [];
	return [
		`${places.length} casts by way of unknown, ${MAX_DOUBLE_CASTS} are the most. Check the value, or give it its type: ${places.join(', ')}`,
	];
}

/** Anything can be thrown: what is caught is an error of ours only after a look (`instanceof`). */
export function castErrors(sources: Source[]): string[] {
	return sources.flatMap(({ file, tree }) =>
		allNodes(tree)
			.filter(ts.isCatchClause)
			.flatMap(({ variableDeclaration, block }) => {
				const name = variableDeclaration?.name.getText(tree);
				return allNodes(block)
					.filter(ts.isAsExpression)
					.filter(({ expression }) => expression.getText(tree) === name);
			})
			.map((cast) => `${file}: ${cast.getText(tree)}. Ask with instanceof, and throw the others.`),
	);
}

/** `value!` hides a missing value from the compiler, not from the user. */
export function bareAssertions(sources: Source[]): string[] {
	return sources.flatMap(({ file, tree }) =>
		allNodes(tree)
			.filter(ts.isNonNullExpression)
			.map((node) => `${file}: ${node.getText(tree)}. Handle the value that is missing.`),
	);
}

function usesName(tree: ts.SourceFile, name: string): boolean {
	return allNodes(tree).some((node) => ts.isIdentifier(node) && node.text === name);
}

function isUnknown({ kind }: ts.TypeNode): boolean {
	return kind === ts.SyntaxKind.UnknownKeyword;
}

export function repeatedFileNames(sources: Source[]): string[] {
	const files = sources
		.map(({ file }) => file)
		.filter((file) => !COMMON_NAMES.includes(baseName(file)) && !file.endsWith('.operation.ts'));
	return repeated(files.map((file) => [baseName(file), file])).map(
		([name, places]) =>
			`${places.join(', ')}: the name ${name} is used twice. Rename one of them by what it does.`,
	);
}

/** A source that only declares parameters has no function body, and may be long. */
export function longSources(sources: Source[]): string[] {
	return sources
		.map(({ file, text, tree }) => ({ file, lines: text.trimEnd().split('\n').length, tree }))
		.filter(({ lines, tree }) => lines > MAX_LINES && hasLogic(tree))
		.map(
			({ file, lines }) =>
				`${file}: ${lines} lines, ${MAX_LINES} are the most for a source with logic. Split it by what the parts do.`,
		);
}

export function namesInOf(sources: Source[]): string[] {
	const names = namedFunctions(sources)
		.filter(([name]) => /[a-z](Of|In)$/.test(name))
		.map(([name, file]) => `${name} (${file})`);
	if (names.length <= MAX_NAMES_IN_OF) return [];
	return [
		`${names.length} functions end in Of or In, ${MAX_NAMES_IN_OF} are the most. Begin their names with a verb: ${names.join(', ')}`,
	];
}

/** @param exceptions names that several files may use, each with its reason */
export function repeatedFunctions(
	sources: Source[],
	exceptions: Readonly<Record<string, string>> = {},
): string[] {
	return repeated(namedFunctions(sources))
		.filter(([name]) => !Object.hasOwn(exceptions, name))
		.map(
			([name, files]) =>
				`${files.join(', ')}: each has a function ${name}. Rename by what each does, or share one.`,
		);
}

export function oldWords(sources: Source[]): string[] {
	return sources.flatMap(({ file, tree }) => {
		const names = new Set(
			allNodes(tree)
				.filter(ts.isIdentifier)
				.map(({ text }) => text),
		);
		return [...names].flatMap((name) =>
			Object.entries(OLD_WORDS)
				.filter(([old]) => ` ${words(name)} `.includes(` ${words(old)} `))
				.map(([old, now]) => `${file}: ${name} has the old word ${old}. Use: ${now}.`),
		);
	});
}

/** The functions at the top level of each source. */
function namedFunctions(sources: Source[]): Array<[string, string]> {
	return sources.flatMap(({ file, tree }) =>
		tree.statements.flatMap((statement): Array<[string, string]> => {
			if (ts.isFunctionDeclaration(statement) && statement.name)
				return [[statement.name.text, file]];
			if (!ts.isVariableStatement(statement)) return [];
			return statement.declarationList.declarations
				.filter(({ initializer }) => initializer && isFunction(initializer))
				.map(({ name }) => [name.getText(), file]);
		}),
	);
}

function hasLogic(tree: ts.SourceFile): boolean {
	return allNodes(tree).some(
		(node) =>
			(ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || isFunction(node)) &&
			node.body !== undefined &&
			ts.isBlock(node.body),
	);
}

function isFunction(node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
	return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** The keys that occur with several values. */
function repeated(entries: Array<[string, string]>): Array<[string, string[]]> {
	const places = new Map<string, Set<string>>();
	for (const [key, value] of entries) places.set(key, (places.get(key) ?? new Set()).add(value));
	return [...places]
		.filter(([, values]) => values.size > 1)
		.map(([key, values]) => [key, [...values]]);
}

/** The groups of nodes that reach each other (strongly connected components of more than one node). */
function circles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
	const reached = new Map([...graph.keys()].map((node) => [node, reachableFrom(node, graph)]));
	const groups = [...graph.keys()].map((node) =>
		[...(reached.get(node) ?? [])].filter((other) => reached.get(other)?.has(node)).sort(),
	);
	const found = new Map(groups.map((group) => [group.join(' '), group]));
	return [...found.values()].filter((group) => group.length > 0);
}

/** Holds the node itself only when a path leads back to it. */
function reachableFrom(
	start: string,
	graph: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
	const reached = new Set<string>();
	const open = [...(graph.get(start) ?? [])];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		if (reached.has(node)) continue;
		reached.add(node);
		open.push(...(graph.get(node) ?? []));
	}
	return reached;
}

/** `carryOut` and `CARRY_OUT` are both `carry out`. */
function words(name: string): string {
	return name
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.replace(/_/g, ' ')
		.toLowerCase();
}

function roomOf(file: string): string | undefined {
	return /^nodes\/shared\/([^/]+)\//.exec(file)?.[1];
}

function isIn(file: string, folder: string): boolean {
	return file.startsWith(`${folder}/`);
}

function contains(outer: string, inner: string): boolean {
	return outer === inner || isIn(inner, outer);
}

function baseName(file: string): string {
	return path.posix.basename(file, '.ts');
}
