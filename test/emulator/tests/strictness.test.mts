import { seededIds } from '../index.mts';
import { callApi, minimalConfig, uploadBytes, useBareEmulator } from '../support/client.mts';

const emulator = useBareEmulator();
const extract = async (body: unknown) => await callApi(emulator, 'POST', '/extract', body);
const file = { text: 'Invoice No.: 7' };
const text = { type: ['string', 'null'] };

/** The error message for a property of a schema; null if accepted. */
async function complaint(property: unknown, name = 'x') {
	const { status, json } = await extract({
		file,
		config: { schema: { type: 'object', properties: { [name]: property } } },
	});
	return status === 200 ? null : (json.message as string);
}

describe('headers', () => {
	test.each([
		['no key', { authorization: undefined }, 401, 'UNAUTHORIZED'],
		['a wrong key', { authorization: 'Bearer sk_no' }, 401, 'UNAUTHORIZED'],
		['no version', { 'x-extend-api-version': undefined }, 400, 'INVALID_REQUEST'],
		['an unknown version', { 'x-extend-api-version': '2020-01-01' }, 400, 'INVALID_REQUEST'],
	])('%s', async (_what, headers, status, code) => {
		const answer = await callApi(emulator, 'GET', '/extractors', undefined, headers);
		expect([answer.status, answer.json.code, answer.json.retryable]).toEqual([status, code, false]);
	});

	test('the version is echoed, the request ID is that of the error body', async () => {
		const { headers, json } = await callApi(emulator, 'GET', '/nothing');
		expect(json).toMatchObject({ code: 'NOT_FOUND', message: 'No route GET /nothing.' });
		expect(headers.get('x-extend-request-id')).toBe(json.requestId);
		expect(headers.get('x-extend-api-version')).toBe('2026-02-09');
		expect(Math.abs(Date.parse(headers.get('date')!) - Date.now())).toBeLessThan(5000);
	});

	test('an organization key needs its workspace', async () => {
		emulator.options.organizationKey = true;
		const status = async (workspace?: string) =>
			(
				await callApi(emulator, 'GET', '/files', undefined, {
					'x-extend-workspace-id': workspace,
				})
			).status;
		expect([await status(), await status('ws_other'), await status('ws_emulator')]).toEqual([
			400, 403, 200,
		]);
	});
});

describe('what a run needs', () => {
	test.each<[string, object, number, string | undefined]>([
		['neither file nor package', {}, 400, undefined],
		[
			'both file and package',
			{ file, package: { files: [{ url: 'https://a.example/b.pdf' }] } },
			400,
			undefined,
		],
		['two sources in one file', { file: { ...file, id: 'file_1' } }, 400, 'file'],
		['no source in a file', { file: { name: 'a' } }, 400, 'file'],
		['a URL that is none', { file: { url: 'ftp://a.example' } }, 400, 'file.url'],
		['an unknown file', { file: { id: 'file_none' } }, 404, undefined],
		['an unknown extractor', { file, extractor: { id: 'ex_none' } }, 404, undefined],
		[
			'an unknown version',
			{ file, extractor: { id: seededIds.invoices, version: '9.9' } },
			404,
			undefined,
		],
		[
			'extractor and config',
			{ file, extractor: { id: seededIds.invoices }, config: minimalConfig },
			400,
			undefined,
		],
		['text in a package', { package: { files: [file] } }, 400, 'package.files.0.text'],
		['an empty package', { package: { files: [] } }, 400, 'package.files'],
		[
			'51 files',
			{ package: { files: Array(51).fill({ url: 'https://a.example/b.pdf' }) } },
			400,
			'package.files',
		],
		['too much metadata', { file, metadata: { x: 'é'.repeat(5 * 1024) } }, 400, 'metadata'],
		[
			'usage tags that are no list',
			{ file, metadata: { 'extend:usage_tags': 'a' } },
			400,
			'metadata.extend:usage_tags',
		],
		[
			'an unknown processor',
			{ file, config: { baseProcessor: 'magic' } },
			400,
			'config.baseProcessor',
		],
		[
			'an odd citation mode',
			{ file, config: { advancedOptions: { citationMode: 'page' } } },
			400,
			'config.advancedOptions.citationMode',
		],
		[
			'a page range without an end',
			{ file, config: { advancedOptions: { pageRanges: [{ start: 1 }] } } },
			400,
			'config.advancedOptions.pageRanges.0.end',
		],
		[
			'page 0',
			{ file, config: { advancedOptions: { pageRanges: [{ start: 0, end: 2 }] } } },
			400,
			'config.advancedOptions.pageRanges.0.start',
		],
		[
			'a page range that is reversed',
			{
				file,
				config: { parseConfig: { advancedOptions: { pageRanges: [{ start: 3, end: 2 }] } } },
			},
			400,
			'config.parseConfig.advancedOptions.pageRanges.0.end',
		],
		[
			'a sheet range that is reversed',
			{ file, config: { advancedOptions: { excelSheetRanges: [{ start: 1, end: 0 }] } } },
			400,
			'config.advancedOptions.excelSheetRanges.0.end',
		],
		[
			'several files for the operator',
			{
				config: { ...minimalConfig, baseProcessor: 'extraction_operator' },
				package: {
					files: [{ url: 'https://a.example/b.pdf' }, { url: 'https://a.example/c.pdf' }],
				},
			},
			400,
			'package.files',
		],
		['a name for a stored file', { file: { id: 'file_1', name: 'a' } }, 400, 'file.name'],
		[
			'a password for text',
			{ file: { ...file, settings: { password: 'x' } } },
			400,
			'file.settings',
		],
		['legacy fields', { file, config: { fields: [] } }, 400, 'config.fields'],
		[
			'a bad schema in an override',
			{
				file,
				extractor: { id: seededIds.invoices, overrideConfig: { schema: { type: 'array' } } },
			},
			400,
			'extractor.overrideConfig.schema.properties',
		],
	])('%s', async (_what, body, status, path) => {
		const { json, ...answer } = await extract(body);
		expect([answer.status, json.code]).toEqual([
			status,
			status === 404 ? 'NOT_FOUND' : 'INVALID_REQUEST',
		]);
		expect((json.message as string).split('; Path: ')[1]).toBe(path);
		expect(emulator.runs()).toEqual([]);
	});

	test('metadata just under 10 KB is accepted, and usage tags are sanitized', async () => {
		const metadata = { x: 'a'.repeat(10_000), 'extend:usage_tags': ['n8n flow!', 'b_c-1'] };
		const { status, json } = await extract({ file, config: minimalConfig, metadata });
		expect([status, json.metadata['extend:usage_tags']]).toEqual([200, ['n8nflow', 'b_c-1']]);
	});

	test('invalid JSON, an empty upload, a page size out of range, an unknown status', async () => {
		const response = await fetch(`${emulator.url}/extract`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${emulator.apiKey}`,
				'x-extend-api-version': '2026-02-09',
				'content-type': 'application/json',
			},
			body: '{"file":',
		});
		expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
			400,
			'INVALID_REQUEST',
		]);
		expect(await uploadBytes(emulator, 'a.txt', '')).toBeUndefined();
		for (const query of [
			'maxPageSize=0',
			'maxPageSize=101',
			'maxPageSize=x',
			'status=DONE',
			'sortDir=up',
		])
			expect((await callApi(emulator, 'GET', `/extract_runs?${query}`)).status).toBe(400);
		expect((await callApi(emulator, 'GET', '/extract_runs?maxPageSize=100')).status).toBe(200);
	});
});

describe('what the API accepts although it is new', () => {
	test('a base processor of the right family, sheet 0, secrets of any kind', async () => {
		const config = {
			...minimalConfig,
			baseProcessor: 'extraction_next',
			advancedOptions: { excelSheetRanges: [{ start: 0, end: 0 }] },
		};
		const { status, json } = await extract({ file, config });
		expect([status, json.config.baseProcessor]).toEqual([200, 'extraction_next']);
		const started = await callApi(emulator, 'POST', '/workflow_runs', {
			workflow: { id: seededIds.plain },
			file,
			secrets: { port: 5432, login: { user: 'a', password: 'b' }, list: ['c'], none: null },
		});
		expect(started.status).toBe(200);
	});

	test.each<[string, object, boolean]>([
		['performance', {}, true],
		['performance 2.0.0', { engineVersion: '2.0.0' }, true],
		['performance 1.0.1', { engineVersion: '1.0.1' }, false],
		['light', { engine: 'parse_light' }, false],
	])('formatting detection with %s: %j', async (_what, engine, accepted) => {
		const id = await uploadBytes(emulator, 'a.txt', 'x');
		const advancedOptions = { formattingDetection: [{ type: 'change_tracking' }] };
		const body = { file: { id }, config: { ...engine, advancedOptions } };
		const { status, json } = await callApi(emulator, 'POST', '/parse', body);
		expect([status, json.code]).toEqual(
			accepted ? [200, undefined] : [400, 'INVALID_CONFIG_OPTIONS'],
		);
		const run = await extract({
			file: { id },
			config: { ...minimalConfig, parseConfig: body.config },
		});
		expect([run.json.status, run.json.failureReason]).toEqual(
			accepted ? ['PROCESSED', null] : ['FAILED', 'INVALID_CONFIGURATION'],
		);
	});
});

describe('filters of run lists', () => {
	const status = async (path: string) => (await callApi(emulator, 'GET', path)).status;

	test('know the statuses of their runs', async () => {
		expect(await status('/parse_runs?status=FAILED')).toBe(200);
		expect(await status('/parse_runs?status=CANCELLED')).toBe(400);
		expect(await status('/extract_runs?status=CANCELLED')).toBe(200);
		expect(await status('/extract_runs?status=NEEDS_REVIEW')).toBe(400);
		expect(await status('/workflow_runs?status=NEEDS_REVIEW')).toBe(200);
		expect(await status('/workflow_runs?status=DONE')).toBe(400);
	});
});

describe('what can be cancelled', () => {
	test.each([
		['workflow_runs', 'PENDING', 200],
		['workflow_runs', 'PROCESSING', 200],
		['extract_runs', 'PENDING', 400],
		['extract_runs', 'PROCESSING', 200],
	] as const)('%s that are %s: %i', async (path, initialStatus, code) => {
		Object.assign(emulator.options, { initialStatus, pollsUntilDone: 9 });
		const body = path === 'workflow_runs' ? { workflow: { id: seededIds.plain } } : {};
		const { json } = await callApi(emulator, 'POST', `/${path}`, { file, ...body });
		const answer = await callApi(emulator, 'POST', `/${path}/${json.id}/cancel`);
		expect(answer.status).toBe(code);
		if (code === 200) expect(answer.json.status).toBe('CANCELLED');
		expect((await callApi(emulator, 'POST', `/${path}/${json.id}/cancel`)).status).toBe(400);
	});
});

describe('schemas', () => {
	const currency = {
		type: 'object',
		'extend:type': 'currency',
		properties: { amount: { type: ['number', 'null'] }, iso_4217_currency_code: text },
		required: ['amount', 'iso_4217_currency_code'],
	};
	const nested = (depth: number): object => ({
		type: 'object',
		properties: { x: depth === 1 ? text : nested(depth - 1) },
	});

	test.each<[string, unknown]>([
		['a nullable primitive', text],
		['a date', { ...text, 'extend:type': 'date' }],
		['a currency', currency],
		['an enum with null', { enum: ['a', 'b', null], 'extend:descriptions': ['A', 'B'] }],
		['a list of texts', { type: 'array', items: { type: 'string' } }],
		['a list of an enum', { type: 'array', items: { enum: ['a', 'b', null] } }],
		['five levels', nested(5)],
	])('%s is accepted', async (_what, property) => expect(await complaint(property)).toBeNull());

	const at = 'config.schema.properties.x';
	test.each<[string, unknown, string]>([
		['a primitive that is not nullable', { type: 'string' }, `${at}.type`],
		['a nullable object', { type: ['object', 'null'], properties: {} }, `${at}.properties`],
		['an enum without null', { enum: ['a'] }, `${at}.enum`],
		['an enum with a type', { enum: ['a', null], type: 'string' }, `${at}.type`],
		['an enum of numbers', { enum: [1, null] }, `${at}.enum.0`],
		[
			'descriptions that do not match',
			{ enum: ['a', null], 'extend:descriptions': [] },
			`${at}.extend:descriptions`,
		],
		['nullable items', { type: 'array', items: text }, `${at}.items.type`],
		['an array without items', { type: 'array' }, `${at}.items`],
		['$ref', { ...text, $ref: '#/x' }, `${at}.$ref`],
		['anyOf', { ...text, anyOf: [text] }, `${at}.anyOf`],
		['format', { ...text, format: 'date' }, `${at}.format`],
		['six levels', nested(6), `${at}${'.properties.x'.repeat(5)}`],
		['a date that is a number', { type: ['number', 'null'], 'extend:type': 'date' }, `${at}.type`],
		[
			'a currency with one key',
			{ ...currency, properties: { amount: { type: ['number', 'null'] } } },
			`${at}.properties.iso_4217_currency_code`,
		],
		[
			'a currency amount as text',
			{ ...currency, properties: { ...currency.properties, amount: text } },
			`${at}.properties.amount.type`,
		],
		['required keys that do not exist', { ...nested(1), required: ['y'] }, `${at}.required`],
		['objects without properties', { type: 'object', properties: {} }, `${at}.properties`],
		[
			'a list in a list',
			{ type: 'array', items: { type: 'array', items: text } },
			`${at}.items.items`,
		],
		['open objects', { ...nested(1), additionalProperties: true }, `${at}.additionalProperties`],
	])('%s is rejected', async (_what, property, where) =>
		expect((await complaint(property))?.split('; Path: ')[1]).toBe(where),
	);

	test('names may have letters, digits, _ and - only', async () => {
		expect(await complaint(text, 'a-b_1')).toBeNull();
		expect(await complaint(text, 'a b')).toContain('config.schema.properties.a b');
	});
});
