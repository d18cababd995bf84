/** What the editor asks for: the lists of the pickers, the credential, and what stands in every request. */
import { NodeHelpers, Workflow, type IDataObject, type INode } from 'n8n-workflow';
import { seededIds } from '../emulator/index.mts';
import { clock, Extend, ExtendApi } from '../support/testedNodes.mts';
import {
	byId,
	createCredential,
	createCredentialsHelper,
	createExtendNode,
	INVOICE_FIELDS,
	PACKAGE,
	runExtend,
} from '../support/extendNode.mts';
import { createInvoiceItem, findRequests, useEmulator } from '../support/fixtures.mts';
import { callListMethod, runCredentialTest, TestNodeTypes } from '../support/harness.mts';
import { useVirtualClock } from '../support/virtualClock.mts';

const emulator = useEmulator({ extractors: 250 });
useVirtualClock(clock);

interface Found {
	results: Array<{ name: string; value: string; description?: string }>;
	paginationToken?: string;
}
interface Asked {
	filter?: string;
	page?: string;
	parameters?: IDataObject;
	credential?: IDataObject;
}

async function list(method: string, { filter, page, parameters, credential }: Asked = {}) {
	const found = await callListMethod({
		node: createExtendNode({ extractUsing: 'extractor', ...parameters }),
		nodeTypes: new TestNodeTypes().add(PACKAGE, new Extend()),
		credentialsHelper: createCredentialsHelper({ ...createCredential(emulator), ...credential }),
		group: 'listSearch',
		method,
		filter,
		paginationToken: page,
	});
	return found as Found;
}
/** All pages, as the editor loads them while somebody scrolls. */
async function pages(method: string, asked: Asked = {}): Promise<Found['results'][]> {
	const all: Found['results'][] = [];
	let page: string | undefined;
	do {
		const found: Found = await list(method, { ...asked, page });
		all.push(found.results);
		page = found.paginationToken;
	} while (page !== undefined);
	return all;
}
const names = ({ results }: { results: Found['results'] }) => results.map(({ name }) => name);
const headers = { authorization: '', 'x-extend-api-version': '2026-02-09' };

async function publish(times: number): Promise<void> {
	const path = `${emulator.url}/extractors/${seededIds.invoices}/versions`;
	headers.authorization = `Bearer ${emulator.apiKey}`;
	for (let i = 0; i < times; i++) {
		await fetch(path, {
			method: 'POST',
			headers: { ...headers, 'content-type': 'application/json' },
			body: JSON.stringify({ releaseType: 'minor' }),
		});
	}
	emulator.requests.length = 0;
}

describe('the list of extractors', () => {
	it('has all of them, page by page, newest first', async () => {
		const all = await pages('searchExtractors');
		expect(all.map(({ length }) => length)).toEqual([100, 100, 52]);
		const numbered = Array.from(
			{ length: 250 },
			(_, i) => `Extractor ${String(250 - i).padStart(3, '0')}`,
		);
		expect(all.flat().map(({ name }) => name)).toEqual([...numbered, 'Receipts', 'Invoices']);
		expect(all[2].at(-1)).toEqual({
			name: 'Invoices',
			value: seededIds.invoices,
			description: seededIds.invoices,
		});
		expect(findRequests(emulator, 'GET', '/extractors')).toHaveLength(3);
	});

	it.each([
		['a part of the name, in any case', 'iNVoi', ['Invoices']],
		['the ID', seededIds.receipts, ['Receipts']],
		['a name on a later page', ' extractor 007 ', ['Extractor 007']],
		['nothing that there is', 'no such thing', []],
	])('is searched by %s', async (_what, filter, expected) => {
		expect(names({ results: (await pages('searchExtractors', { filter })).flat() })).toEqual(
			expected,
		);
	});

	it('reads on until a search has something to show', async () => {
		const found = await list('searchExtractors', { filter: 'extractor 007' });
		expect(names(found)).toEqual(['Extractor 007']);
		expect(findRequests(emulator, 'GET', '/extractors')).toHaveLength(3);
	});

	it('goes on after a search exactly where it ended', async () => {
		const filter = 'extractor 1';
		const all = (await pages('searchExtractors', { filter })).flat();
		expect(all).toHaveLength(100);
		expect(new Set(all.map(({ value }) => value)).size).toBe(100);
	});

	it.each([
		['Automatic', { extractUsing: 'extractor' }, "Choose 'Automatic' or 'Define Below'."],
		[
			'a saved extractor only',
			{ resource: 'extractor', operation: 'get', extractUsing: undefined },
			'Create one in the Extend dashboard.',
		],
	])('says what to do when it is empty, with %s', async (_what, parameters, advice) => {
		const body = { object: 'list', data: [] };
		emulator.faults.add({ kind: 'status', status: 200, body, times: 1 });
		const found = await list('searchExtractors', { parameters });
		expect(found.results).toEqual([{ name: `No extractors yet. ${advice}`, value: '' }]);
	});

	it('comes although Extend was busy for a moment', async () => {
		emulator.faults.add({ kind: 'status', status: 503, times: 2 });
		expect((await list('searchExtractors')).results).toHaveLength(100);
	});

	it.each([
		['a wrong key', { apiKey: 'sk_wrong' }, 'Extend rejected the API key', 1],
		['no Extend', { baseUrl: 'http://127.0.0.1:1' }, "Couldn't connect to Extend", 0],
	])('says so when there is %s', async (_what, credential, sentence, requests) => {
		const error = await list('searchExtractors', { credential }).catch((caught: unknown) => caught);
		expect(error).toMatchObject({
			message: sentence,
			description: expect.stringMatching(/^Happened while reading the list\. .*'Region'/) as string,
		});
		expect(JSON.stringify(error)).not.toContain('sk_');
		expect(emulator.requests).toHaveLength(requests);
	});
});

describe('the list of versions', () => {
	const parameters = { extractor: byId(seededIds.invoices) };

	it('has the latest, the draft and what was published, newest first', async () => {
		expect((await list('searchExtractorVersions', { parameters })).results).toEqual([
			{ name: 'Latest Published', value: 'latest' },
			{ name: 'Draft', value: 'draft' },
			{ name: '1.1 - Version 1.1', value: '1.1' },
			{ name: '1.0 - Version 1.0', value: '1.0' },
		]);
	});

	it('belongs to the extractor that is chosen', async () => {
		const of = async (extractor: unknown) =>
			names(await list('searchExtractorVersions', { parameters: { extractor } as IDataObject }));
		expect(await of(byId(seededIds.receipts))).toEqual([
			'Latest Published',
			'Draft',
			'1.0 - Version 1.0',
		]);
		emulator.requests.length = 0;
		expect(await of(byId(''))).toEqual(['Latest Published', 'Draft']);
		expect(await of(undefined)).toEqual(['Latest Published', 'Draft']);
		expect(emulator.requests).toEqual([]);
	});

	it('goes over several pages without repeating the first two', async () => {
		await publish(120);
		const all = await pages('searchExtractorVersions', { parameters });
		expect(all).toHaveLength(2);
		const values = all.flat().map(({ value }) => value);
		expect(values.slice(0, 3)).toEqual(['latest', 'draft', '1.121']);
		expect(values.at(-1)).toBe('1.0');
		expect(new Set(values).size).toBe(124);
		expect(values).toHaveLength(124);
	});

	it.each([
		['dra', ['draft']],
		['1.0', ['1.0']],
		['version', ['1.1', '1.0']],
	])('is searched for %s', async (filter, expected) => {
		const found = await pages('searchExtractorVersions', { parameters, filter });
		expect(found.flat().map(({ value }) => value)).toEqual(expected);
	});

	it('of an extractor that is not there is an error with a remedy', async () => {
		await expect(
			list('searchExtractorVersions', { parameters: { extractor: byId('ex_none') } }),
		).rejects.toMatchObject({
			message: "Extend couldn't find this ID",
			description: expect.stringContaining('same workspace') as string,
		});
	});
});

describe('the list of tables', () => {
	const version = (value: string) => ({
		extractor: byId(seededIds.invoices),
		options: { extractorVersion: { __rl: true, mode: 'list', value } },
	});
	const schema = {
		type: 'object',
		properties: {
			a: { type: 'array', items: { type: 'object', properties: { x: { type: 'string' } } } },
			texts: { type: 'array', items: { type: 'string' } },
			b: { type: 'array', items: { type: 'object', properties: { y: { type: 'number' } } } },
		},
	};
	const config = { extractUsing: 'config' };

	it.each([
		['the latest version', version('latest'), ['line_items']],
		['a version without one', version('1.0'), []],
		['the draft', version('draft'), ['line_items']],
		['the fields of the node', { ...config, fields: INVOICE_FIELDS }, ['line_items']],
		[
			'a JSON Schema',
			{ ...config, schemaType: 'json', jsonSchema: JSON.stringify(schema) },
			['a', 'b'],
		],
		[
			'an example',
			{ ...config, schemaType: 'example', jsonExample: '{"t":[{"x":1}],"u":["y"]}' },
			['t'],
		],
		['a document that nobody has seen', { extractUsing: 'infer' }, []],
		['no extractor yet', { extractUsing: 'extractor' }, []],
	])('is that of %s', async (_what, parameters, expected) => {
		expect(names(await list('searchTables', { parameters: parameters as IDataObject }))).toEqual(
			expected,
		);
	});

	it('has the fields of that schema, too, columns included', async () => {
		const parameters = { ...config, schemaType: 'json', jsonSchema: JSON.stringify(schema) };
		expect(names(await list('searchFields', { parameters }))).toEqual([
			'a',
			'a[*].x',
			'texts',
			'b',
			'b[*].y',
		]);
		expect(names(await list('searchFields', { parameters, filter: 'Y' }))).toEqual(['b[*].y']);
		expect(names(await list('searchColumns', { parameters }))).toEqual(['a[*].x', 'b[*].y']);
		const saved = names(await list('searchFields', { parameters: version('latest') }));
		expect(saved).toContain('line_items[*].amount');
	});

	it('can be searched', async () => {
		const parameters = { ...config, schemaType: 'json', jsonSchema: JSON.stringify(schema) };
		expect(names(await list('searchTables', { parameters, filter: 'B' }))).toEqual(['b']);
	});

	it.each([
		['a wrong key', { ...version('latest') }, 'Extend rejected the API key'],
		['a broken schema', { ...config, schemaType: 'json', jsonSchema: '{' }, "the JSON isn't valid"],
	])('says what is wrong with %s', async (_what, parameters, message) => {
		const credential = { apiKey: 'sk_wrong' };
		await expect(list('searchTables', { parameters, credential })).rejects.toMatchObject({
			message: expect.stringContaining(message) as string,
		});
	});
});

describe('the credential', () => {
	const type = new ExtendApi();
	const data = (more: IDataObject = {}) => ({ ...createCredential(emulator), ...more }) as never;

	/** What n8n's tester shows for a refused test: the message of the first rule for the status. */
	async function tested(more: IDataObject): Promise<string> {
		const { error } = await runCredentialTest(type, data(more)).then((result) => ({
			error: undefined,
			...result,
		}));
		if (!error) return 'OK';
		const rule = (type.test.rules ?? []).find(
			({ properties }) => 'value' in properties && String(properties.value) === error.httpCode,
		);
		return rule ? String(rule.properties.message) : `other: ${error.message}`;
	}

	it.each([
		['a good key', {}, /^OK$/],
		['an address with a slash at the end', { baseUrl: 'slash' }, /^OK$/],
		['a wrong key', { apiKey: 'sk_wrong' }, /rejected the API key/],
		['an empty key', { apiKey: '' }, /has no API key/],
		['nobody there', { baseUrl: 'http://127.0.0.1:1' }, /^other: (?!.*key)/],
		['something else there', { baseUrl: 'path' }, /find the Extend API at this URL/],
	])('is tested: %s', async (_what, more, expected) => {
		const { baseUrl } = more as { baseUrl?: string };
		if (baseUrl === 'slash') more = { baseUrl: ` ${emulator.url}/ ` };
		if (baseUrl === 'path') more = { baseUrl: `${emulator.url}/v1` };
		expect(await tested(more)).toMatch(expected);
	});

	it('of a whole organization needs its workspace', async () => {
		emulator.options.organizationKey = true;
		expect(await tested({ workspaceId: 'ws_other' })).toContain("Check 'Workspace ID'");
		expect(await tested({ workspaceId: ' ws_emulator ' })).toBe('OK');
		expect(await tested({})).toMatch(/^other: /);
	});

	it('is tested with one small request', async () => {
		await tested({});
		expect(emulator.requests).toMatchObject([
			{ method: 'GET', path: '/extractors', query: { maxPageSize: '1' } },
		]);
	});

	it.each([
		['us', 'https://api.extend.ai'],
		['us2', 'https://api.us2.extend.app'],
		['eu', 'https://api.eu1.extend.ai'],
		['custom', 'https://extend.example.com'],
	])('of the region %s is tested at %s', async (region, expected) => {
		const node = { ...createExtendNode(), id: '1', position: [0, 0], typeVersion: 1 } as INode;
		const nodeTypes = new TestNodeTypes().add(PACKAGE, new Extend());
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const $credentials = { region, baseUrl: 'https://extend.example.com/' };
		const tests = workflow.expression.getSimpleParameterValue(
			node,
			String(type.test.request.baseURL),
			'internal',
			{ $credentials },
		);
		expect(tests).toBe(expected);
		const shown = NodeHelpers.getNodeParameters(
			type.properties,
			{ region, baseUrl: 'x' },
			true,
			false,
			null,
			null,
		);
		expect('baseUrl' in (shown ?? {})).toBe(region === 'custom');
	});
});

describe('every request', () => {
	const everyKind = async (credential: IDataObject) => {
		const result = await runExtend({
			emulator,
			items: [await createInvoiceItem(1), await createInvoiceItem(2)],
			parameters: { extractUsing: 'extractor', extractor: byId(seededIds.invoices) },
			options: { 'citations.citationMode': 'line', processingMode: 'async', deleteAfter: 'both' },
			credential,
		});
		await list('searchExtractors', { credential });
		expect(result.thrown?.message).toBeUndefined();
		const kinds = new Set(
			emulator.requests.map(({ method, path }) => `${method} ${path.split('/')[1]}`),
		);
		expect([...kinds].sort()).toEqual([
			'DELETE extract_runs',
			'DELETE files',
			'GET extract_runs',
			'GET extractors',
			'POST extract_runs',
			'POST files',
		]);
		return emulator.requests.map((request) => request.headers);
	};

	it('has the key and the version of the API, and no workspace when there is none', async () => {
		for (const one of await everyKind({ workspaceId: ' ' })) {
			expect(one).toMatchObject({
				authorization: `Bearer ${emulator.apiKey}`,
				'x-extend-api-version': '2026-02-09',
			});
			expect(one).not.toHaveProperty('x-extend-workspace-id');
		}
	});

	it('has the workspace when there is one', async () => {
		emulator.options.organizationKey = true;
		for (const one of await everyKind({ workspaceId: 'ws_emulator' })) {
			expect(one).toMatchObject({ 'x-extend-workspace-id': 'ws_emulator' });
		}
	});
});
