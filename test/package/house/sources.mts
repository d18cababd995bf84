/** The sources of the package as syntax trees, with what each imports from the others. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.resolve(__dirname, '../../..');

export interface Source {
	/** e.g. `nodes/shared/utils/clock.ts` */
	file: string;
	text: string;
	tree: ts.SourceFile;
	/** sources that it imports or exports from, types included, e.g. `nodes/shared/utils/objects.ts` */
	imports: string[];
}

/** All sources under `nodes/` and `credentials/` that git tracks or would track. */
export function readSources(): Source[] {
	const list = ['ls-files', '--cached', '--others', '--exclude-standard', 'nodes', 'credentials'];
	const files = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' })
		.split('\n')
		.filter((file) => file.endsWith('.ts') && ts.sys.fileExists(path.join(ROOT, file)));
	return parseSources(
		Object.fromEntries(files.map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')])),
	);
}

/** Sources from texts, by file. Tests of the rules use it with made-up sources. */
export function parseSources(texts: Record<string, string>): Source[] {
	return Object.entries(texts).map(([file, text]) => {
		const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
		const imports = allNodes(tree)
			.map(modulePath)
			.filter((name) => name?.startsWith('.'))
			.map((name) => path.posix.join(path.posix.dirname(file), name ?? ''))
			.map((name) => [`${name}.ts`, `${name}/index.ts`].find((one) => one in texts))
			.filter((one) => one !== undefined);
		return { file, text, tree, imports: [...new Set(imports)] };
	});
}

export function allNodes(root: ts.Node): ts.Node[] {
	const nodes: ts.Node[] = [];
	const visit = (node: ts.Node) => {
		nodes.push(node);
		ts.forEachChild(node, visit);
	};
	visit(root);
	return nodes;
}

function modulePath(node: ts.Node): string | undefined {
	if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return undefined;
	const { moduleSpecifier } = node;
	return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
}
