/** Names, IDs and other foreign text on their way into paths, headers and bodies. */
import type { IDataObject } from 'n8n-workflow';
import { clock, Extend } from '../support/testedNodes.mts';
import {
	createCredential,
	createCredentialsHelper,
	createExtendNode,
	PACKAGE,
} from '../support/extendNode.mts';
import { storeBinary, BINARY_STORAGES, useEmulator } from '../support/fixtures.mts';
import { callListMethod, initBinaryData, TestNodeTypes } from '../support/harness.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { json, learnt, useAttacker } from './support/attacker.mts';
import { against, byId } from './support/fakeExtend.mts';

useEmulator();
const extend = useAttacker();
useVirtualClock(clock);

const KEY = 'sk_injection_test';

/** n8n checks IDs that are typed by itself. */
const byExpression = (id: string) => byId(`={{ ${JSON.stringify(id)} }}`);
const HOSTILE = [
	'..',
	'.',
	'../extractors',
	'a/../../extractors',
	'..\\..\\x',
	'%2e%2e',
	'%2F..%2F',
	'%00',
	'x?maxPageSize=1',
	'x#y',
	'x;y=1',
	'x y',
	'x\r\nX-Evil: 1',
	'x\tHTTP/1.1',
	'//evil.example/x',
	'https://evil.example/',
	'@evil.example',
	'ünïcode',
	'․․',
	'．．',
	'\u202e..',
	'\ud800',
	'constructor',
	'__proto__',
];

const asText = { documentSource: 'text', text: 'Total: 1' };
const override = { additionalConfig: '{ "advancedOptions": { "a": 1 } }' };
const clone = { createFrom: 'clone', extractorName: 'x' };

/** Every parameter that holds an ID, by where it ends up. */
const PLACES: Readonly<
	Record<string, (id: string) => { parameters: IDataObject; options?: IDataObject }>
> = {
	'File > Get': (id) => ({
		parameters: { resource: 'file', operation: 'get', file: byExpression(id) },
	}),
	'File > Download': (id) => ({
		parameters: { resource: 'file', operation: 'download', file: byExpression(id) },
	}),
	'File > Delete': (id) => ({
		parameters: { resource: 'file', operation: 'delete', file: byExpression(id) },
	}),
	...Object.fromEntries(
		['get', 'wait', 'cancel', 'delete'].map((operation) => [
			`Run > ${operation}`,
			(id: string) => ({
				parameters: { resource: 'run', operation, runId: id, runType: 'extract_run' },
				options: { timeout: 5 },
			}),
		]),
	),
	...Object.fromEntries(
		['get', 'getResults'].map((operation) => [
			`Batch > ${operation}`,
			(id: string) => ({
				parameters: { resource: 'batch', operation, batchId: id, runType: 'extract_run' },
			}),
		]),
	),
	'Extractor > Get': (id) => ({
		parameters: { resource: 'extractor', operation: 'get', extractor: byExpression(id) },
	}),
	'Extractor > Update': (id) => ({
		parameters: {
			resource: 'extractor',
			operation: 'update',
			extractor: byExpression(id),
			updateFields: { extractorName: 'x' },
		},
	}),
	'Extractor > Publish': (id) => ({
		parameters: { resource: 'extractor', operation: 'publish', extractor: byExpression(id) },
	}),
	'Extractor > Create, to clone': (id) => ({
		parameters: {
			resource: 'extractor',
			operation: 'create',
			...clone,
			extractor: byExpression(id),
		},
	}),
	'Extract, the extractor': (id) => ({
		parameters: { extractUsing: 'extractor', extractor: byExpression(id), ...asText },
		options: override,
	}),
	'Extract, the version': (id) => ({
		parameters: {
			extractUsing: 'extractor',
			extractor: byId('ex_1'),
			extractorVersion: byExpression(id),
			...asText,
		},
		options: override,
	}),
	'Extract, a file ID': (id) => ({ parameters: { documentSource: 'fileId', fileId: id } }),
	'Workflow > Run': (id) => ({
		parameters: {
			resource: 'workflow',
			operation: 'run',
			workflow: byExpression(id),
			workflowVersion: byExpression(id),
			...asText,
		},
	}),
};

/** The paths of the API as they may stand in a request line. */
const PATH =
	/^\/(?:files|extractors|classifiers|splitters|extract|\w+_runs)(?:\/([A-Za-z0-9_.!~*'()%-]+)(?:\/(?:cancel|versions(?:\/([A-Za-z0-9_.!~*'()%-]+))?))?)?(?:\?[^#\s]*)?$/;

/** The IDs that a server reads out of the paths, decoded. */
function idsIn(targets: string[]): string[] {
	return targets.flatMap((target) => {
		const match = PATH.exec(target);
		expect(match).not.toBeNull();
		return (match ?? []).slice(1).filter(Boolean).map(decodeURIComponent);
	});
}

describe.each(Object.entries(PLACES))('%s', (_place, make) => {
	it.each(HOSTILE)('the ID %j reaches its own path, or nothing is sent', async (id) => {
		extend.answer = (_seen, response) => json(response, 404, { code: 'NOT_FOUND', message: 'x' });
		const { thrown } = await against(extend, KEY, make(id));
		expect(thrown).toBeDefined();
		const ids = idsIn(extend.seen.map(({ target }) => target));
		for (const one of ids) {
			expect([id, 'ex_1', 'latest', 'draft', 'batch', 'upload']).toContain(one);
			expect(['.', '..', '']).not.toContain(one);
		}
		for (const { headers } of extend.seen) {
			expect(headers.host).toBe(new URL(extend.url).host);
			expect(headers).not.toHaveProperty('x-evil');
		}
	});
});

describe('IDs that Extend sends', () => {
	it('a run that calls itself ".." is not deleted: nothing is sent, and a hint says so', async () => {
		extend.answer = (_seen, response) =>
			json(response, 200, { id: '..', status: 'PROCESSED', output: null });
		const { hints } = await against(extend, KEY, {
			parameters: asText,
			options: { deleteAfter: 'run' },
		});
		expect(extend.seen.map(({ method }) => method)).toEqual(['POST']);
		expect(hints).toEqual(["Couldn't delete one file or run in Extend: ..."]);
	});

	it('a picker does not go where an ID leads', async () => {
		const versionsOf = async (id: string) =>
			await callListMethod({
				node: createExtendNode({ extractUsing: 'extractor', extractor: byId(id) }),
				nodeTypes: new TestNodeTypes().add(PACKAGE, new Extend()),
				credentialsHelper: createCredentialsHelper(
					createCredential({ url: extend.url, apiKey: KEY }),
				),
				group: 'listSearch',
				method: 'searchExtractorVersions',
			});
		extend.answer = (_seen, response) => json(response, 200, { data: [] });
		await expect(versionsOf('..')).rejects.toThrow("Extend couldn't find this ID");
		expect(extend.seen).toEqual([]);
		await versionsOf('x/y?z');
		expect(idsIn(extend.seen.map(({ target }) => target))).toEqual(['x/y?z']);
	});
});

it('text in a filter stays one value of the query', async () => {
	extend.answer = (_seen, response) => json(response, 200, { data: [] });
	const nameContains = 'a&maxPageSize=1#x=ü+ %26\r\nX-Evil: 1';
	await against(extend, KEY, {
		parameters: { resource: 'file', operation: 'getAll', filters: { nameContains } },
	});
	const [{ target, headers }] = extend.seen;
	const { searchParams, pathname } = new URL(target, extend.url);
	expect(pathname).toBe('/files');
	expect(searchParams.getAll('nameContains')).toEqual([nameContains]);
	expect(searchParams.getAll('maxPageSize')).toEqual(['50']);
	expect(headers).not.toHaveProperty('x-evil');
});

describe('a credential', () => {
	it.each([
		['apiKey', `${KEY}\r\nX-Evil: 1`],
		['apiKey', `${KEY}\0`],
		['apiKey', 'sk_…'],
		['apiKey', 'sk_a b'],
		['workspaceId', 'ws_1\r\nX-Evil: 1'],
		['workspaceId', 'ws_1 x'],
		['workspaceId', 'ws_ü'],
	])('whose %s is %j is sent nowhere, neither whole nor cut', async (name, value) => {
		const { thrown } = await against(extend, KEY, {
			parameters: { resource: 'file', operation: 'get', file: byId('file_1') },
			credential: { [name]: value },
		});
		expect(extend.seen).toEqual([]);
		expect(thrown?.message).toContain(name === 'apiKey' ? 'The API key' : 'The workspace ID');
		expect(`${thrown?.message} ${thrown?.description}`).not.toContain(value);
	});
});

describe.each(BINARY_STORAGES)('an upload from $storage', ({ mode, settings }) => {
	beforeAll(async () => void (await initBinaryData(mode)));
	afterAll(async () => void (await initBinaryData('filesystem')));

	/** Header lines of each part of the body that arrived. */
	function partsOf(): string[][] {
		expect(extend.seen).toHaveLength(1);
		const [{ headers, body }] = extend.seen;
		const [, boundary] =
			/boundary=("?)([^"]+)\1/.exec(String(headers['content-type']))?.slice(1) ?? [];
		const parts = body.split(`--${boundary}`);
		expect(parts[0]).toBe('');
		expect(parts[parts.length - 1].trim()).toBe('--');
		return parts.slice(1, -1).map((part) => part.split('\r\n\r\n', 1)[0].trim().split('\r\n'));
	}
	const send = async (fileName: string, mimeType: string, options: IDataObject = {}) => {
		const data = await storeBinary('Total: 1', fileName, mimeType);
		await against(extend, KEY, {
			items: [
				settings?.binaryMode
					? { json: { _files: { data } as never } }
					: { json: {}, binary: { data } },
			],
			parameters: { resource: 'file', operation: 'upload' },
			options,
			settings,
		});
	};

	it.each([
		'a"; filename="evil.exe.txt',
		'a\r\nContent-Type: text/html\r\n\r\n<script>.txt',
		'a\n\n.txt',
		'a\u0000b.txt',
		'../../etc/passwd.txt',
		'..\\..\\boot.txt',
		'a\u2028b\u0085c.txt',
		'\ud800.txt',
		'%0d%0aX-Evil: 1.txt',
		`${'x'.repeat(100_000)}.txt`,
	])('the file name %.40j is one value of one header', async (name) => {
		await send(name, 'text/plain');
		const parts = partsOf();
		expect(parts).toHaveLength(1);
		const [disposition, type, ...more] = parts[0];
		expect(disposition).toMatch(
			/^Content-Disposition: form-data; name="file"; filename="[^"\\/\r\n]{1,900}"$/,
		);
		expect(type).toBe('Content-Type: text/plain');
		expect(more).toEqual([]);
	});

	it.each([
		'text/plain\r\nX-Evil: 1',
		'text/plain; charset="x"',
		'constructor',
		'__proto__',
		'a/b\u0000',
		'',
	])('the MIME type %j is one, or it is not told', async (mimeType) => {
		await send('scan', mimeType);
		const [[disposition, type, ...more]] = partsOf();
		expect(disposition).toMatch(/; filename="scan(\.txt)?"$/);
		expect(type).toMatch(/^Content-Type: [\w.+-]+\/[\w.+-]+$/);
		expect(more).toEqual([]);
	});

	it.each([
		'x\r\n--extend\r\nContent-Disposition: form-data; name="file"; filename="evil.txt"\r\n\r\nevil',
		'x\r\n\r\n--\r\n',
		'"; name="file',
	])('the password %j stays a value', async (password) => {
		await send('1.txt', 'text/plain', { password });
		const parts = partsOf();
		expect(parts.map(([disposition]) => disposition)).toEqual([
			'Content-Disposition: form-data; name="password"',
			'Content-Disposition: form-data; name="file"; filename="1.txt"',
		]);
		expect(learnt(extend.seen).replace(/\r\n/g, '\n')).toContain(password.replace(/\r\n/g, '\n'));
	});
});
