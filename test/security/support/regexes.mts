/** The regular expressions of the published code, as they are written there. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Written {
	/** file and line */
	where: string;
	source: string;
	flags: string;
}

const root = path.resolve(__dirname, '../../..');

/** All literals, and the places where one is made out of text. */
export function regexesOf(folders: string[]): { literals: Written[]; made: string[] } {
	const literals: Written[] = [];
	const made: string[] = [];
	for (const file of folders.flatMap(sourcesIn)) {
		const text = readFileSync(path.join(root, file), 'utf8');
		const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
		const whereOf = (node: ts.Node) =>
			`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
		const visit = (node: ts.Node): void => {
			if (ts.isRegularExpressionLiteral(node)) {
				const end = node.text.lastIndexOf('/');
				const flags = node.text.slice(end + 1);
				literals.push({ where: whereOf(node), source: node.text.slice(1, end), flags });
			}
			const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
			if (isCall && node.expression.getText() === 'RegExp') made.push(whereOf(node));
			ts.forEachChild(node, visit);
		};
		visit(source);
	}
	return { literals, made };
}

/** Paths of the TypeScript sources below a folder, from the root. */
export function sourcesIn(folder: string): string[] {
	return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file));
}
