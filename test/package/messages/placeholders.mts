/** What stands in a sentence where a value comes in: a name that says what it is. */
import ts from 'typescript';

const OPEN = '‹';
const CLOSE = '›';

/** What is easily misread as it is called in the sources. */
const NAMES: Readonly<Record<string, string>> = {
	label: 'extract run',
	id: 'ID',
	length: 'number',
	message: 'reason',
	n: 'number',
	part: 'text',
	twice: 'file',
	custom: 'type',
	kind: 'extractor',
	title: 'extractor',
	displayName: 'Parameter',
	credits: '6 credits',
	rounded: 'number',
	SCHEMA_TYPES: 'types',
	made: 'The extractor',
	doing: 'doing something',
	what: 'What happened',
	fix: 'What to do.',
	description: 'What to do.',
};

/** The placeholder for the value of an expression. */
export function placeholder(expression: ts.Expression): string {
	return named(rootName(expression));
}

/** The placeholder with this name. */
export function named(name: string): string {
	const plain = NAMES[name] ?? name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
	return `${OPEN}${plain}${CLOSE}`;
}

/** Whether a text says anything besides its placeholders. */
export function hasWords(text: string): boolean {
	return /\p{L}{2}/u.test(withoutPlaceholders(text));
}

export function withoutPlaceholders(text: string): string {
	return text.replace(/‹[^›]*›/g, '');
}

function rootName(node: ts.Node): string {
	if (ts.isIdentifier(node)) return node.text;
	if (ts.isPropertyAccessExpression(node)) {
		// A method that shapes a value says less than the value.
		const isMethod = ts.isCallExpression(node.parent) && node.parent.expression === node;
		return isMethod ? rootName(node.expression) : node.name.text;
	}
	if (ts.isCallExpression(node)) {
		const of = ts.isPropertyAccessExpression(node.expression) ? node.expression : node.arguments[0];
		return of ? rootName(of) : 'text';
	}
	if (ts.isElementAccessExpression(node)) return rootName(node.expression);
	if (ts.isArrayLiteralExpression(node) && node.elements.length > 0)
		return rootName(node.elements[0]);
	if (ts.isSpreadElement(node) || ts.isParenthesizedExpression(node))
		return rootName(node.expression);
	if (ts.isAsExpression(node) || ts.isAwaitExpression(node)) return rootName(node.expression);
	if (ts.isBinaryExpression(node)) return rootName(node.left);
	return 'text';
}
