/** n8n reads an expression up to the first pair of closing braces, so none may stand inside. */
import { Extend, ExtendApi, ExtendTrigger } from '../support/testedNodes.mts';

const WHOLE_EXPRESSION = /^=\{\{(?:(?!\}\}).)*\}\}$/s;

/** Every expression in a description, at any depth. */
function findExpressions(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('={{') ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(findExpressions);
}

const expressions = [new Extend().description, new ExtendTrigger().description, new ExtendApi()]
	.flatMap(findExpressions)
	// A template holds several.
	.filter((expression) => !/\}\}.*\{\{/s.test(expression));

it('every expression of the descriptions is whole', () => {
	expect(expressions.length).toBeGreaterThan(3);
	expect(expressions.filter((expression) => !WHOLE_EXPRESSION.test(expression))).toEqual([]);
});

it('or one with a pair of braces inside is found', () => {
	expect('={{ ({"a":{"b":1}})["a"] }}').not.toMatch(WHOLE_EXPRESSION);
	expect('={{ ({"a":{"b":1} })["a"] }}').toMatch(WHOLE_EXPRESSION);
});
