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

/** Texts that are no messages, by file, each with its reason. */
const OTHERS: Array<[string, RegExp, string]> = [
	['nodes/Extend/fields/parseOptions.ts', /./, 'labels, given to helpers that make the options'],
	['nodes/Extend/fields/runFilters.ts', /^.Only runs /, 'labels of the filters'],
	['nodes/Extend/fields/schema.ts', /"type": "object"/, 'the JSON Schema that a new node shows'],
	['nodes/Extend/fields/fillForm.ts', /^'Fill in these fields/, 'goes to Extend as instructions'],
	['nodes/shared/fileTypes.ts', /^'(png|xls|csv) /, 'names of file types'],
	['nodes/ExtendTrigger/events.ts', /./, 'labels of the events'],
	['nodes/ExtendTrigger/parameters.ts', / this workflow( of n8n)?'$/, 'labels of the pickers'],
	['nodes/ExtendTrigger/ExtendTrigger.node.ts', /./, 'labels of the node'],
];

/** Three words in a row are taken for a text. */
const TEXT = /\p{L}{2,}[ ,'"]+\p{L}+[ ,'"]+\p{L}{2,}/u;

export function strayTexts(sources: Sources, collected: ReadonlySet<ts.Node>): string[] {
	return sources.files.flatMap((file) =>
		[...everyNode(file)]
			.filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
			.filter((node) => !collected.has(node) && TEXT.test(node.getText()) && !isLabel(node))
			.filter(
				(node) =>
					!OTHERS.some(
						([name, text]) => name === sources.fileOf(node) && text.test(node.getText()),
					),
			)
			.map(
				(node) =>
					`${sources.fileOf(node)}: a text that belongs to nothing that is listed: ${node.getText().slice(0, 100)}`,
			),
	);
}

function isLabel(node: ts.Node): boolean {
	for (let at = node.parent; at; at = at.parent) {
		if (ts.isPropertyAssignment(at)) return LABELS.includes(at.name.getText());
		if (ts.isCallExpression(at) || ts.isNewExpression(at) || ts.isBlock(at)) return false;
	}
	return false;
}
