/** Texts in the sources that stand in no table of messages and are no labels of the editor. */
import path from 'node:path';
import ts from 'typescript';
import { allNodes, type Source } from '../house/sources.mts';
import { isTable } from './tables.mts';

/** Members of parameters and options whose texts n8n shows as labels in the editor. */
const LABELS = [
	'action',
	'description',
	'displayName',
	'hint',
	'idName',
	'inlineDescription',
	'listPlaceholder',
	'name',
	'placeholder',
	'rulesPlaceholder',
	'savedDescription',
];

/** One of these in the same object shows that it is a parameter, an option or the description of a node. */
const BESIDE_LABELS = ['default', 'displayName', 'name', 'type', 'value', 'values'];

/** Three words in a row are a text, unless all are capitalized as in the label of a parameter. */
const TEXT = /\p{L}{2,}[ ,'"]+\p{L}+[ ,'"]+\p{L}{2,}/u;
const TITLE = /^.([A-Z][\w()/-]* ?)+.$/;

/** A text that is no message: the name of its file, a pattern for the text as it stands in the source, and the reason. */
export type Exception = [file: string, text: RegExp, reason: string];

export function strayTexts(sources: Source[], exceptions: readonly Exception[] = []): string[] {
	return sources
		.filter(({ file }) => path.posix.basename(file) !== 'messages.ts')
		.flatMap(({ file, tree }) =>
			allNodes(tree)
				.filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
				.filter((node) => isText(node.getText()) && !isInTable(node) && !isLabel(node))
				.map((node) => node.getText())
				.filter(
					(text) =>
						!exceptions.some(([name, like]) => file.endsWith(`/${name}`) && like.test(text)),
				)
				.map(
					(text) =>
						`${file}: ${text.slice(0, 100)} stands outside of messages.ts. Move it into the table of the folder.`,
				),
		);
}

/** Exceptions that no text of the sources needs. */
export function unusedExceptions(
	sources: Source[],
	exceptions: readonly Exception[],
): readonly Exception[] {
	return exceptions.filter(
		(exception) =>
			strayTexts(
				sources,
				exceptions.filter((other) => other !== exception),
			).length === strayTexts(sources, exceptions).length,
	);
}

function isText(source: string): boolean {
	return TEXT.test(source) && !TITLE.test(source);
}

function isInTable(text: ts.Node): boolean {
	return isTable(text) || (text.parent !== undefined && isInTable(text.parent));
}

/**
 * Whether the text is a label: in an object that shows what it is, or in one that a function makes a parameter
 * of. Looks no further up than the first member, call or block around the text.
 */
function isLabel(text: ts.Node): boolean {
	for (let node = text.parent; node; node = node.parent) {
		if (ts.isPropertyAssignment(node)) {
			const name = node.name.getText();
			const others = node.parent.properties
				.map((member) => member.name?.getText() ?? '')
				.filter((member) => member !== name);
			if (!LABELS.includes(name) || others.includes('message')) return false;
			return (
				others.some((member) => BESIDE_LABELS.includes(member)) ||
				ts.isCallExpression(node.parent.parent)
			);
		}
		if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isBlock(node)) return false;
	}
	return false;
}
