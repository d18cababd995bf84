/** Texts in the sources that nobody collected and that are no labels of the editor either. */
import ts from 'typescript';
import { everyNode, type Sources } from './program.mts';

/** Members of parameters and options, as n8n shows them in the editor. */
const LABELS = [
	'action',
	'description',
	'displayName',
	'hint',
	'idName',
	'listPlaceholder',
	'inlineDescription',
	'name',
	'placeholder',
	'rulesPlaceholder',
	'savedDescription',
];

/** Texts that no builder reads, by file, each with its reason. */
const OTHERS: Array<[string, RegExp, string]> = [];

/** Three words in a row are taken for a text. */
const TEXT = /\p{L}{2,}[ ,'"]+\p{L}+[ ,'"]+\p{L}{2,}/u;

export function strayTexts(sources: Sources, collected: ReadonlySet<ts.Node>): string[] {
	return sources.files.flatMap((file) =>
		[...everyNode(file)]
			.filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
			.filter((node) => !collected.has(node) && TEXT.test(node.getText()) && !isLabel(node))
			.filter((node) => !OTHERS.some(([name, text]) => name === sources.fileOf(node) && text.test(node.getText())))
			.map((node) => `${sources.fileOf(node)}: a text that belongs to nothing that is listed: ${node.getText().slice(0, 100)}`),
	);
}

function isLabel(node: ts.Node): boolean {
	for (let at = node.parent; at; at = at.parent) {
		if (ts.isPropertyAssignment(at)) return LABELS.includes(at.name.getText());
		if (ts.isCallExpression(at) || ts.isNewExpression(at) || ts.isBlock(at)) return false;
	}
	return false;
}
