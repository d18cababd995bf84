/** Names such as `__proto__` and `constructor` in everything that comes as JSON. */
import type { IDataObject } from 'n8n-workflow';
import { deepMerge } from '../../nodes/shared/utils/deepMerge';
import { clock } from '../support/testedNodes.mts';
import { getItemError } from '../support/extendNode.mts';
import { useEmulator } from '../support/fixtures.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { json, useAttacker } from './support/attacker.mts';
import { against, byId } from './support/fakeExtend.mts';

const emulator = useEmulator();
const extend = useAttacker();
useVirtualClock(clock);

const KEY = 'sk_prototype_test';
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
const BUILT_IN = [Object, Array, Function, String, Number, Promise, Map].map(
	(type) => type.prototype as object,
);
const namesOf = () => BUILT_IN.map((one) => Reflect.ownKeys(one).length);
const before = namesOf();

/** Nothing that exists in this process has got or lost a member. */
function expectClean(): void {
	expect(namesOf()).toEqual(before);
	expect(({} as IDataObject).polluted).toBeUndefined();
	expect(([] as unknown as IDataObject).polluted).toBeUndefined();
}
afterEach(expectClean);

const POISON = `{
	"__proto__": { "polluted": 1, "type": "string" },
	"constructor": { "prototype": { "polluted": 1 } },
	"a": { "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } } },
	"b": [{ "__proto__": { "polluted": 1 } }]
}`;
const SCHEMA = `{ "type": "object", "__proto__": { "polluted": 1 }, "properties": {
	"__proto__": { "type": "object", "properties": { "polluted": { "type": "string" } } },
	"constructor": { "type": "object", "properties": { "prototype": { "type": "string" } } } } }`;
const asText = { documentSource: 'text', text: 'Total: 1' };
const asFile = { documentSource: 'fileId', fileId: 'file_1' };
const saved = { extractUsing: 'extractor', extractor: byId('ex_1') };
const edit = { resource: 'document', operation: 'edit', ...asFile };

/** Every parameter that takes JSON or names, with something hostile. */
const PARAMETERS: Readonly<Record<string, { parameters: IDataObject; options?: IDataObject }>> = {
	jsonSchema: { parameters: { ...asText, schemaType: 'json', jsonSchema: SCHEMA } },
	'jsonSchema, hostile only': { parameters: { ...asText, schemaType: 'json', jsonSchema: POISON } },
	jsonExample: { parameters: { ...asText, schemaType: 'example', jsonExample: POISON } },
	additionalConfig: { parameters: asText, options: { additionalConfig: POISON } },
	'additionalConfig over options': {
		parameters: asText,
		options: {
			'citations.citationMode': 'line',
			additionalConfig: '{ "advancedOptions": { "__proto__": { "polluted": 1 } } }',
		},
	},
	'additionalConfig of a saved extractor': {
		parameters: { ...asText, ...saved },
		options: { additionalConfig: POISON },
	},
	'additionalConfig over what is saved': {
		parameters: { ...asText, ...saved },
		options: { additionalConfig: `{ "advancedOptions": ${POISON}, "parseConfig": ${POISON} }` },
	},
	formSchema: { parameters: { ...edit, fillUsing: 'schema', formSchema: POISON } },
	'additionalConfig of edit': {
		parameters: { ...edit, fillUsing: 'instructions', instructions: 'x' },
		options: { additionalConfig: POISON },
	},
	metadata: {
		parameters: asText,
		options: { metadata: { entry: NAMES.slice(1).map((name) => ({ name, value: 'x' })) } },
	},
	'metadata, the worst name': {
		parameters: asText,
		options: { metadata: { entry: [{ name: '__proto__', value: { polluted: 1 } }] } },
	},
	secrets: {
		parameters: {
			resource: 'workflow',
			operation: 'run',
			workflow: byId('workflow_1'),
			...asText,
		},
		options: { secrets: { secret: NAMES.map((name) => ({ name, value: 'x' })) } },
	},
	outputs: {
		parameters: {
			resource: 'workflow',
			operation: 'run',
			workflow: byId('workflow_1'),
			...asText,
		},
		options: { outputs: `[{ "processorId": "ex_1", "output": { "value": ${POISON} } }]` },
	},
	fields: {
		parameters: {
			...asText,
			schemaType: 'fields',
			fields: { field: NAMES.map((name) => ({ name, type: 'string' })) },
		},
	},
	'the configuration to update': {
		parameters: {
			resource: 'extractor',
			operation: 'update',
			extractor: byId('ex_1'),
			updateConfig: true,
			schemaType: 'json',
			jsonSchema: '{ "type": "object", "properties": { "constructor": { "type": "string" } } }',
		},
		options: { additionalConfig: POISON },
	},
};

describe.each(Object.entries(PARAMETERS))('the parameter %s', (_name, { parameters, options }) => {
	it.each([
		['an ordinary answer', '{}'],
		['a hostile one', POISON],
	])('changes no prototype, with %s', async (_which, config) => {
		extend.answer = (_seen, response) =>
			response
				.writeHead(200, { 'content-type': 'application/json' })
				.end(
					`{"id":"x_1","status":"PROCESSED","output":null,"config":{"advancedOptions":${config},"parseConfig":${config},"schema":${config}}}`,
				);
		await against(extend, KEY, { parameters, options });
		expectClean();
		for (const { body } of extend.seen) {
			// Whatever is sent is sent as data, at its place.
			if (body !== '') expect(Object.keys(JSON.parse(body) as object)).not.toContain('polluted');
		}
	});
});

it('what is merged has the prototype of every object', () => {
	const merged = deepMerge({ a: { x: 1 } }, JSON.parse(POISON) as IDataObject);
	for (const one of [merged, merged.a, merged.constructor] as object[])
		expect(Object.getPrototypeOf(one)).toBe(Object.prototype);
	expect(merged.a).toMatchObject({ x: 1 });
});

/** What a document may be made to say: fields that are called like members of every object. */
const FIELDS = `{ ${NAMES.map((name) => `"${name}": "value of ${name}"`).join(', ')} }`;
const RUN = `{
	"object": "extract_run", "id": "exr_1", "status": "PROCESSED", "__proto__": { "polluted": 1 },
	"output": {
		"value": { "constructor": "c", "lines": [${FIELDS}, ${FIELDS}], "toString": "t", "__proto__": "p" },
		"metadata": {
			"__proto__": { "ocrConfidence": 0.1, "polluted": 1 }, "constructor": { "ocrConfidence": 0.2 },
			"lines[0].hasOwnProperty": { "ocrConfidence": 0.3 }, "lines[0].__proto__.polluted": { "ocrConfidence": 0.1 },
			"valueOf": { "ocrConfidence": 0.1 }, "lines[1].isPrototypeOf": { "ocrConfidence": 0.1 }
		}
	}
}`;
const answerWith = (body: string) => {
	extend.answer = (_seen, response) =>
		response.writeHead(200, { 'content-type': 'application/json' }).end(body);
};
const get = (output: string) => ({ resource: 'run', operation: 'get', runId: 'exr_1', output });
const own = (value: unknown, name: string) =>
	Object.getOwnPropertyDescriptor(value, name)?.value as unknown;

describe('an answer with fields that are called like members of every object', () => {
	it('comes out as it is', async () => {
		answerWith(RUN);
		const { items } = await against(extend, KEY, { parameters: get('run') });
		expect(JSON.stringify(items[0].json)).toBe(JSON.stringify(JSON.parse(RUN)));
	});

	it('gives fields of these names, with their values and scores', async () => {
		answerWith(RUN);
		const { items } = await against(extend, KEY, { parameters: get('fields') });
		expect(own(items[0].json, 'constructor')).toBe('c');
		expect(own(items[0].json, 'toString')).toBe('t');
		expect(own(items[0].json, '__proto__')).toBe('p');
		const { lowConfidenceFields } = items[0].json._extend as { lowConfidenceFields: IDataObject[] };
		const low = lowConfidenceFields.map(({ path, value }) => [path, value]);
		expect(low).toEqual([
			['__proto__', 'p'],
			['constructor', 'c'],
			['lines[0].hasOwnProperty', 'value of hasOwnProperty'],
			['lines[0].__proto__.polluted', null],
			// What only every object has, no field is called.
			['valueOf', null],
			['lines[1].isPrototypeOf', null],
		]);
	});

	it('gives rows with columns of these names', async () => {
		answerWith(RUN);
		const { items } = await against(extend, KEY, { parameters: get('rows') });
		expect(items).toHaveLength(2);
		for (const { json: row } of items) {
			// A name that the fields beside the table have too is prefixed, as any other.
			expect(own(row, 'lines_constructor')).toBe('value of constructor');
			expect(own(row, 'hasOwnProperty')).toBe('value of hasOwnProperty');
			expect(own(row, 'lines___proto__')).toBe('value of __proto__');
		}
	});

	it('gives rows that have them themselves', async () => {
		const output = `{ "value": { "lines": [${FIELDS}] }, "metadata": {} }`;
		answerWith(`{"object":"extract_run","id":"exr_1","status":"PROCESSED","output":${output}}`);
		const { items } = await against(extend, KEY, { parameters: get('rows') });
		expect(items).toHaveLength(1);
		for (const name of NAMES) expect(own(items[0].json, name)).toBe(`value of ${name}`);
	});

	it.each(['valueOf', 'isPrototypeOf'])('has no list "%s" unless it says so', async (value) => {
		answerWith(RUN);
		const parameters = { ...get('rows'), rowsField: { __rl: true, mode: 'id', value } };
		const { thrown } = await against(extend, KEY, { parameters });
		expect(thrown?.description).toContain(`the result has no table "${value}"`);
	});

	it.each(NAMES)(
		'that says it is a "%s", or failed for that, is an answer like others',
		async (name) => {
			answerWith(JSON.stringify({ object: name, id: 'exr_1', status: name, output: null }));
			const { items, thrown } = await against(extend, KEY, { parameters: get('fields') });
			expect(thrown).toBeUndefined();
			expect(items[0].json._extend).toMatchObject({ runId: 'exr_1', status: name });

			const failed = { object: 'extract_run', id: 'exr_1', status: 'FAILED', failureReason: name };
			answerWith(JSON.stringify(failed));
			const node = { onError: 'continueRegularOutput' as const };
			const wait = { ...get('run'), operation: 'wait' };
			const result = await against(extend, KEY, { parameters: wait, node });
			expect(getItemError(result.items[0])).toMatchObject({ code: name });
			expect(getItemError(result.items[0]).message).toMatch(/^Extend returned /);

			extend.answer = (_seen, response) =>
				json(response, 400, { code: name, message: 'x', retryable: false });
			const refused = await against(extend, KEY, { parameters: wait, node });
			expect(getItemError(refused.items[0]).message).toMatch(/^Extend returned /);
		},
	);
});

it.each(NAMES)('an operation, a batch type or a region called "%s" is none', async (name) => {
	extend.answer = (_seen, response) => json(response, 200, {});
	for (const parameters of [
		{ resource: name, operation: name },
		{ resource: 'document', operation: name },
		{ resource: 'batch', operation: 'get', batchId: 'bpr_1', runType: name },
	]) {
		const { thrown } = await against(extend, KEY, { parameters });
		expect(thrown?.message).toMatch(/doesn't support|is unknown|Could not get parameter/);
	}
	expect(extend.seen).toEqual([]);
	const { thrown } = await against(extend, KEY, {
		parameters: get('run'),
		credential: { region: name },
	});
	expect(thrown?.message).toContain('The credential has no base URL');
	expect(extend.seen).toEqual([]);
});

it.each(['run', 'fields', 'rows'])(
	'an event with such fields changes no prototype, as %s',
	async (output) => {
		const host = await new TriggerHost({ emulator, parameters: { output } }).start();
		try {
			const production = {
				endpointId: 'wh_1',
				signingSecret: 'for-this-test',
				url: host.webhookUrl(),
			};
			host.staticData = { [`node:${host.nodeName}`]: { production } };
			for (const [index, payload] of [RUN, POISON, FIELDS].entries()) {
				const body = `{"eventId":"event_${output}_${index}","eventType":"extract_run.processed","__proto__":{"polluted":1},"payload":${payload}}`;
				expect((await host.post(body)).status).toBe(200);
			}
			const started = { run: 3, fields: 3, rows: 4 }[output];
			expect(host.items).toHaveLength(Number(started));
			if (output === 'fields') expect(own(host.items[0], 'constructor')).toBe('c');
		} finally {
			await host.close();
		}
	},
);
