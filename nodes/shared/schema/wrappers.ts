/** JSON Schemas as tools print them: inside of a request, a tool definition, or an object with a name. */
import { InputError } from '../errors/inputError';
import { getOwn, isRecord, type JsonRecord } from '../utils/objects';
import { isSchemaLike } from './keywords';
import { SCHEMA_FORM_MESSAGES } from './messages';
import { quote } from './names';

/**
 * Members in which a schema stands, from the inside out: of structured outputs and tools of OpenAI, Anthropic, Gemini,
 * and MCP, and of a configuration of Extend.
 */
const WRAPPERS = [
	'schema',
	'json_schema',
	'jsonSchema',
	'parameters',
	'input_schema',
	'inputSchema',
	'response_schema',
	'responseSchema',
	'responseJsonSchema',
	'function',
	'format',
	'text',
	'response_format',
	'responseFormat',
	'generation_config',
	'generationConfig',
	'config',
];
const MAX_WRAPPERS = 5;

/** Where a document of several definitions has them, with what a reference to them begins with. */
const DEFINITIONS: ReadonlyArray<readonly [reference: string, steps: string[]]> = [
	['#/$defs', ['$defs']],
	['#/definitions', ['definitions']],
	['#/components/schemas', ['components', 'schemas']],
];

/**
 * The schema inside of what a tool printed; other values as they are. A document with one definition and nothing else
 * is a reference to it. Throws an InputError when there are several.
 */
export function unwrapSchema(value: JsonRecord): JsonRecord {
	const inner = findSchema(value, 0);
	if (inner) return inner;
	for (const [reference, steps] of DEFINITIONS) {
		const definitions = steps.reduce<unknown>(getOwn, value);
		const names = isRecord(definitions) ? Object.keys(definitions) : [];
		if (names.length > 1) {
			const example = `${reference}/${names[0]}`;
			throw new InputError(SCHEMA_FORM_MESSAGES.severalDefinitions({ example: quote(example) }));
		}
		if (names.length === 1) return { ...value, $ref: `${reference}/${names[0]}` };
	}
	return value;
}

/** Whether somebody who was asked for an example entered a schema. */
export function isJsonSchema(value: JsonRecord): boolean {
	const { $schema, type, properties } = value;
	const isObjectSchema = isRecord(properties) && Object.values(properties).every(isRecord);
	if (typeof $schema === 'string' || (isObjectSchema && isSchemaLike({ type }))) return true;
	const inner = findSchema(value, 0);
	return inner !== undefined && inner !== value && isJsonSchema(inner);
}

function findSchema(value: JsonRecord, level: number): JsonRecord | undefined {
	if (isSchemaLike(value)) return value;
	if (level === MAX_WRAPPERS) return undefined;
	for (const name of WRAPPERS) {
		const member = getOwn(value, name);
		const inner = isRecord(member) ? findSchema(member, level + 1) : undefined;
		if (inner) return inner;
	}
	return undefined;
}
