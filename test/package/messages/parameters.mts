/** About which parameters a place in the sources can complain: those whose reading leads there. */
import ts from 'typescript';
import { isRoutine, routineAround, type Routine, type Sources } from './program.mts';
import type { TextReader } from './texts.mts';

/** Functions that add the name of a parameter, and the argument in which it stands. */
const NAMED_IN: Readonly<Record<string, number>> = {
	readParameter: 2,
	inputError: 2,
	read: 0,
	readJsonObject: 2,
};

/** The display names, in quotes, in the order of the sources. */
export function parametersOf(node: ts.Node, sources: Sources, reader: TextReader): string[] {
	const names = new Set<string>();
	const seen = new Set<Routine>();
	const look = (from: ts.Node) => {
		const own = problemGivenOn(from, reader) ?? nameAround(from, reader);
		if (own) {
			own.forEach((name) => names.add(name));
			return;
		}
		const routine = routineAround(from);
		if (!routine || seen.has(routine)) return;
		seen.add(routine);
		for (const use of sources.usesOf(routine)) look(use);
		if (!ts.isFunctionDeclaration(routine) && !ts.isVariableDeclaration(routine.parent))
			look(routine);
	};
	look(node);
	return [...names].map((name) => `'${name}'`);
}

/** The names in the call that reads a parameter around this place, as far as the next routine with a name. */
function nameAround(from: ts.Node, reader: TextReader): string[] | undefined {
	for (let at: ts.Node | undefined = from; at; at = at.parent) {
		if (ts.isFunctionDeclaration(at)) return undefined;
		if (ts.isBlock(at) && isRoutine(at.parent) && !ts.isArrowFunction(at.parent)) return undefined;
		if (!ts.isCallExpression(at) || !ts.isIdentifier(at.expression)) continue;
		const index = NAMED_IN[at.expression.text];
		const name = index === undefined ? undefined : at.arguments[index];
		if (name) return reader.ways(name).filter((one) => !one.includes('‹'));
	}
	return undefined;
}

/** `const problem = new InputProblem(…)`, and in the same block `inputError(…, 'Name', problem)`. */
function problemGivenOn(from: ts.Node, reader: TextReader): string[] | undefined {
	if (!ts.isVariableDeclaration(from.parent)) return undefined;
	const name = from.parent.name.getText();
	let block: ts.Node = from;
	while (!ts.isBlock(block)) block = block.parent;
	const found: string[] = [];
	const look = (node: ts.Node) => {
		const isCall = ts.isCallExpression(node) && node.expression.getText() === 'inputError';
		if (isCall && node.arguments[3]?.getText() === name)
			found.push(...reader.ways(node.arguments[2]));
		ts.forEachChild(node, look);
	};
	look(block);
	return found.length > 0 ? found : undefined;
}
