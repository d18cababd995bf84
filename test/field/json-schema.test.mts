/** JSON as it is pasted: schemas as tools print them, with what comes along from chats, pages, and files. */
import type { IDataObject } from 'n8n-workflow';
import { exampleToSchema, toExtendSchema } from '../../nodes/shared/schema';
import { getItemError, runExtend } from '../support/extendNode.mts';
import { getRunRequests, findRequests, useEmulator } from '../support/fixtures.mts';

const emulator = useEmulator();

const SCHEMA = {
	type: 'object',
	properties: { total: { type: 'number', description: 'The total' }, number: { type: 'string' } },
	required: ['total', 'number'],
	additionalProperties: false,
};
const EXTEND_SCHEMA = toExtendSchema(SCHEMA);
const SCHEMA_TEXT = JSON.stringify(SCHEMA, null, 2);
const EXAMPLE_TEXT = '{\n  "total": 12.5,\n  "number": "A\u200b 1"\n}';

const run = async (parameters: IDataObject) =>
	await runExtend({
		emulator,
		items: [{ json: { schema: SCHEMA as IDataObject } }],
		parameters: { documentSource: 'text', text: 'Total: 12.50', output: 'run', ...parameters },
		node: { onError: 'continueRegularOutput' },
	});
const getSentSchema = () => {
	const [body] = getRunRequests(emulator);
	return (body.config as IDataObject).schema;
};

describe('a JSON Schema inside of what a tool printed', () => {
	const named = { name: 'invoice', strict: true, schema: SCHEMA };
	it.each<[string, object]>([
		['structured outputs of OpenAI', named],
		['its `json_schema`', { type: 'json_schema', json_schema: named }],
		['its `response_format`', { response_format: { type: 'json_schema', json_schema: named } }],
		['its Responses API', { text: { format: { type: 'json_schema', ...named } } }],
		['a tool of OpenAI', { type: 'function', function: { name: 'f', parameters: SCHEMA } }],
		['a function', { name: 'f', description: 'd', parameters: SCHEMA }],
		['a tool of Anthropic', { name: 'f', description: 'd', input_schema: SCHEMA }],
		['a tool of MCP', { name: 'f', inputSchema: SCHEMA }],
		[
			'Gemini',
			{ generationConfig: { responseMimeType: 'application/json', responseSchema: SCHEMA } },
		],
		['a configuration of Extend', { config: { baseProcessor: 'x', schema: SCHEMA } }],
		[
			'zod-to-json-schema with a name',
			{
				$ref: '#/definitions/Invoice',
				definitions: { Invoice: SCHEMA },
				$schema: 'http://json-schema.org/draft-07/schema#',
			},
		],
		['a document with one definition', { $schema: 'x', $defs: { Invoice: SCHEMA } }],
		['OpenAPI', { openapi: '3.1.0', components: { schemas: { Invoice: SCHEMA } } }],
	])('E2: of %s is taken', (_tool, printed) => {
		expect(toExtendSchema(printed)).toEqual(EXTEND_SCHEMA);
	});

	// LangChain and LlamaExtract: "invalid schema: unknown field strict".
	it('E2: is what is sent, and not a field "strict"', async () => {
		await run({ schemaType: 'json', jsonSchema: JSON.stringify(named) });
		expect(getSentSchema()).toEqual(EXTEND_SCHEMA);
	});

	it('E2: with references within, as Pydantic and OpenAPI have them', () => {
		const { total, number } = SCHEMA.properties;
		const reference = { $ref: '#/$defs/Total' };
		const schema = {
			...SCHEMA,
			properties: { total: reference, number },
			$defs: { Total: { ...total, title: 'Total' } },
		};
		expect(toExtendSchema({ name: 'i', schema })).toEqual(EXTEND_SCHEMA);
	});

	it('E2: with types in capitals, as Gemini has them', () => {
		const gemini = {
			type: 'OBJECT',
			propertyOrdering: ['total', 'number'],
			properties: {
				total: { type: 'NUMBER', nullable: true, description: 'The total' },
				number: { type: 'STRING', nullable: true },
			},
			required: ['total', 'number'],
		};
		expect(toExtendSchema(gemini).properties).toEqual(EXTEND_SCHEMA.properties);
	});

	it('E2: fields that are called like these members stay fields', () => {
		const properties = { schema: { type: 'string' }, parameters: SCHEMA, config: SCHEMA };
		const { properties: sent } = toExtendSchema({ type: 'object', properties });
		expect(Object.keys(sent)).toEqual(['schema', 'parameters', 'config']);
	});

	it('E2: of several definitions none is guessed', () => {
		const several = { $defs: { Invoice: SCHEMA, Order: SCHEMA } };
		expect(() => toExtendSchema(several)).toThrow('several definitions');
		expect(toExtendSchema({ ...several, $ref: '#/$defs/Order' })).toEqual(EXTEND_SCHEMA);
	});

	it.each([SCHEMA, named, { $schema: 'x', $defs: {} }])(
		'E2: in place of an example is told, and costs nothing: %j',
		async (printed) => {
			const { items } = await run({ schemaType: 'example', jsonExample: JSON.stringify(printed) });
			const error = getItemError(items[0]);
			expect(error.message).toContain('this is a JSON Schema, not an example');
			expect(error.description).toContain("'Define Using JSON Schema'");
			expect(emulator.requests).toEqual([]);
		},
	);

	it('E2: an example with fields of these names stays an example', () => {
		const example = {
			type: 'invoice',
			schema: 'v1',
			properties: { colour: 'red' },
			text: { a: 1 },
		};
		expect(Object.keys(exampleToSchema(example).properties)).toEqual(Object.keys(example));
	});
});

const PASTED: Array<[string, (json: string) => string]> = [
	['a byte order mark in front', (json) => `\ufeff${json}`],
	[
		'zero-width characters around and between',
		(json) => `\u200b${json.replaceAll('\n', '\u200b\n\u2060')}\u200e`,
	],
	['no-break blanks of a web page', (json) => json.replaceAll('\n  ', '\n\u00a0\u2003')],
	['a code fence', (json) => `\`\`\`json\n${json}\n\`\`\``],
	[
		'a code fence with words around',
		(json) => `Here it is:\r\n\r\n\`\`\`\r\n${json}\r\n\`\`\`\r\nDone.`,
	],
	['a code fence that is not closed', (json) => `\`\`\`json\n${json}\n`],
	['JSON inside of a text', (json) => JSON.stringify(json)],
];

describe.each(PASTED)('%s', (_what, paste) => {
	it('E2: is left out of a JSON Schema', async () => {
		await run({ schemaType: 'json', jsonSchema: paste(SCHEMA_TEXT) });
		expect(getSentSchema()).toEqual(EXTEND_SCHEMA);
	});

	it('E2: is left out of a JSON Example', async () => {
		await run({ schemaType: 'example', jsonExample: paste(EXAMPLE_TEXT) });
		expect(getSentSchema()).toEqual(exampleToSchema(JSON.parse(EXAMPLE_TEXT)));
	});

	it('E2: is left out of additional settings, and texts within stay as they are', async () => {
		const config = { extractionRules: 'A\u200bB\u00a0``` C "\\' };
		await run({
			schemaType: 'json',
			jsonSchema: SCHEMA_TEXT,
			extractionOptions: { additionalConfig: paste(JSON.stringify(config, null, 2)) },
		});
		expect((getRunRequests(emulator)[0].config as IDataObject).extractionRules).toBe(
			config.extractionRules,
		);
	});

	it('E2: is left out of a form schema', async () => {
		await runExtend({
			emulator,
			items: [{ json: {} }],
			parameters: {
				operation: 'edit',
				documentSource: 'url',
				documentUrl: `${emulator.url}/samples/form.pdf`,
				fillUsing: 'schema',
				formSchema: paste(SCHEMA_TEXT),
				waitForCompletion: false,
			},
		});
		const [{ body }] = findRequests(emulator, 'POST', /^\/edit_runs/);
		expect(((body as IDataObject).config as IDataObject).schema).toMatchObject({ type: 'object' });
	});
});

it('E2: a mistake in a code fence is told with its line', async () => {
	const { items } = await run({
		schemaType: 'json',
		jsonSchema: 'See:\n```json\n{\n  "a": tru\n}\n```',
	});
	expect(getItemError(items[0]).message).toMatch(/line 4, column \d+|tru/);
});

it('E2: nothing but invisible characters is empty', async () => {
	const { items } = await run({ schemaType: 'json', jsonSchema: '\ufeff \u200b\n' });
	expect(getItemError(items[0]).message).toContain('the JSON is empty');
});

it('E2: a name with an invisible character is told as that', () => {
	const schema = { type: 'object', properties: { 'to\u200btal': { type: 'string' } } };
	expect(() => toExtendSchema(schema)).toThrow('"total" contains a character that you can\'t see');
});

it('E2: a schema from an expression is taken as well', async () => {
	await run({ schemaType: 'json', jsonSchema: '={{ { name: "i", schema: $json.schema } }}' });
	expect(getSentSchema()).toEqual(EXTEND_SCHEMA);
});
