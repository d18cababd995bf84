/** Where the key goes, and where it never goes. */
import type { IDataObject } from 'n8n-workflow';
import { ExtendApi, Extend, clock } from '../support/testedNodes.mts';
import {
	createCredential,
	createCredentialsHelper,
	createExtendNode,
	PACKAGE,
} from '../support/extendNode.mts';
import { stringifyRun, storeBinary, useEmulator } from '../support/fixtures.mts';
import { callListMethod, runCredentialTest, TestNodeTypes } from '../support/harness.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { json, learnt, useAttacker, type Seen } from './support/attacker.mts';
import { against, byId, CALLS, WAYS } from './support/fakeExtend.mts';
import { useNoise } from './support/noise.mts';

const emulator = useEmulator();
const extend = useAttacker();
const elsewhere = useAttacker();
const noise = useNoise();
useVirtualClock(clock);

/** Looks like no key that anybody knows. */
const KEY = 'Qx7-zeta.9481~Hh2_Lm';
const HEADERS = ['authorization', 'x-extend-api-version', 'x-extend-workspace-id'];
const workspaceId = 'ws_of_the_test';
const fileItem = async () => ({
	json: {},
	binary: { data: await storeBinary('Total: 1', '1.txt') },
});

/** A presigned address of storage. */
const SIGNED = 'https://storage.example.com/a.pdf?X-Amz-Signature=5ca1ab1e&X-Amz-Expires=900';
const SIGNATURE = '5ca1ab1e';

describe('requests', () => {
	it.each(Object.entries(CALLS))(
		'%s carries the key to the base URL only',
		async (_n, parameters) => {
			await against(extend, KEY, {
				parameters,
				items: [await fileItem()],
				credential: { workspaceId },
			});
			expect(extend.seen.length).toBeGreaterThan(0);
			for (const { headers, target, body } of extend.seen) {
				expect(headers.authorization).toBe(`Bearer ${KEY}`);
				expect(target + body).not.toContain(KEY);
			}
			expect(elsewhere.seen).toEqual([]);
		},
	);

	const redirects = Object.entries(CALLS).flatMap(([name, parameters]) =>
		[301, 302, 303, 307, 308].map((status) => [name, status, parameters] as const),
	);
	it.each(redirects)('%s is not sent on after a %i', async (_name, status, parameters) => {
		const location = `${elsewhere.url}/taken`;
		extend.answer = (_seen, response) => response.writeHead(status, { location }).end();
		const { thrown } = await against(extend, KEY, { parameters, items: [await fileItem()] });
		expect(thrown?.message).toContain('The base URL redirects to a different URL');
		// A 302 or 303 may lead to the run that was started, so that is looked for, in Extend.
		const [, ...searches] = extend.seen;
		expect(searches.filter(({ method }) => method !== 'GET')).toEqual([]);
		expect(searches.length).toBeLessThan(2);
		expect(elsewhere.seen).toEqual([]);
	});

	it.each([301, 302, 303, 307, 308])(
		'the test of the credential is not sent on after a %i',
		async (status) => {
			const location = `${elsewhere.url}/extractors`;
			extend.answer = (_seen, response) => response.writeHead(status, { location }).end();
			const type = new ExtendApi();
			const data = { ...createCredential({ url: extend.url, apiKey: KEY }), workspaceId };
			const result = await runCredentialTest(type, data as never);
			expect(result).toMatchObject({ status: 'Error', error: { httpCode: String(status) } });
			expect(elsewhere.seen).toEqual([]);
			const rules = (type.test.rules ?? []).map(({ properties }) => properties as IDataObject);
			const rule = rules.find(({ value }) => value === status);
			expect(rule?.message).toContain('redirects to another URL');
		},
	);
});

describe('storage', () => {
	/** Answers as Extend does, with addresses of the same origin, which a custom base URL trusts. */
	const asExtend = (storage: (seen: Seen) => [number, IDataObject, string]) => {
		extend.answer = (seen, response) => {
			if (!seen.target.startsWith('/storage')) {
				const presignedUrl = `${extend.url}/storage/a?sig=${SIGNATURE}`;
				return json(response, 200, { object: 'file', id: 'file_1', name: 'a.txt', presignedUrl });
			}
			const [status, headers, body] = storage(seen);
			response.writeHead(status, headers as Record<string, string>).end(body);
		};
	};
	const stored1 = () => extend.seen.filter(({ target }) => target.startsWith('/storage'));
	const download = { resource: 'file', operation: 'download', file: byId('file_1') };

	it('a presigned address is asked without key, workspace and version', async () => {
		asExtend(() => [200, {}, 'hello']);
		const { items } = await against(extend, KEY, {
			parameters: download,
			credential: { workspaceId },
		});
		expect(items[0].binary?.data.fileName).toBe('a.txt');
		expect(stored1()).toHaveLength(1);
		for (const name of HEADERS) expect(stored1()[0].headers).not.toHaveProperty(name);
		expect(learnt(stored1())).not.toContain(KEY);
	});

	it('a presigned address that redirects is not followed, and nothing of it is told', async () => {
		asExtend(() => [302, { location: `${elsewhere.url}/taken` }, '']);
		const result = await against(extend, KEY, { parameters: download });
		expect(result.thrown?.message).toContain('responded with status 302');
		expect(elsewhere.seen).toEqual([]);
		expect(stringifyRun(result)).not.toContain(SIGNATURE);
	});

	it('the filled form of Edit is fetched without the key', async () => {
		asExtend(() => [200, {}, '%PDF-1.7']);
		const files = extend.answer;
		const run = {
			object: 'edit_run',
			id: 'edr_1',
			status: 'PROCESSED',
			output: { editedFile: { id: 'file_1' }, filledValues: {} },
		};
		extend.answer = (seen, response) =>
			seen.target.startsWith('/edit_runs') ? json(response, 200, run) : files(seen, response);
		const parameters = {
			resource: 'document',
			operation: 'edit',
			documentSource: 'fileId',
			fileId: 'file_0',
			fillUsing: 'instructions',
			instructions: 'Name: Ada',
		};
		const { thrown } = await against(extend, KEY, { parameters });
		expect(thrown).toBeUndefined();
		expect(stored1()).toHaveLength(1);
		for (const name of HEADERS) expect(stored1()[0].headers).not.toHaveProperty(name);
	});
});

describe('what is told', () => {
	const TOKEN = 'tok3n-of-a-workflow';
	const PASSWORD = 'open sesame "7"';
	/** What a server may repeat, with the password in all the ways in which texts hold one. */
	const saying = (password: string) =>
		[
			`key ${KEY}, header Bearer ${KEY}, password ${password}, as JSON ${JSON.stringify(password)},`,
			`encoded=${encodeURIComponent(password)}, token ${TOKEN}, file ${SIGNED}`,
		].join(' ');
	const said = saying(PASSWORD);

	/** Everything that a server can put its text into, as an answer. */
	const ECHOES: Readonly<Record<string, (text: string) => unknown>> = {
		'the message': (text) => ({ code: 'INVALID_REQUEST', message: text }),
		'the code': (text) => ({ code: text, message: 'x' }),
		'the request ID': (text) => ({ code: 'INVALID_REQUEST', message: 'x', requestId: text }),
		'a nested envelope': (text) => ({ error: { code: text, message: text, requestId: text } }),
		'an error in one word': (text) => ({ error: text }),
		'fields that nobody reads': (text) => ({ detail: text, errors: [{ message: text }] }),
		'a text': (text) => text,
	};
	const formsOf = (secret: string) => [
		secret,
		JSON.stringify(secret).slice(1, -1),
		JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
		encodeURIComponent(secret),
	];

	const cases = Object.keys(ECHOES).flatMap((where) =>
		(where === 'the message' ? [400, 401, 404, 429, 500, 503] : [400, 503]).flatMap((status) =>
			WAYS.map(([way, node]) => [where, status, way, node] as const),
		),
	);
	it.each(cases)(
		'secrets that a server repeats in %s of a %i are not in an error that is %s',
		async (where, status, _way, node) => {
			// A short one is hidden as a whole word: it may be part of an ID.
			for (const password of [PASSWORD, 'p4:s', 'ß7']) {
				extend.answer = (_seen, response) => {
					const body = ECHOES[where](saying(password));
					const headers = { 'x-extend-request-id': `req_1 of ${KEY}`, 'retry-after': '1' };
					response.writeHead(status, { 'content-type': 'application/json', ...headers });
					response.end(typeof body === 'string' ? body : JSON.stringify(body));
				};
				const result = await against(extend, KEY, {
					items: [await fileItem()],
					options: { password, timeout: 20 },
					node,
				});
				expect(result.run.data.resultData.runData.Extend).toHaveLength(1);
				expect(result.thrown ?? result.items[0] ?? result.errorItems[0]).toBeDefined();
				const told = stringifyRun(result) + noise();
				for (const secret of [KEY, SIGNATURE, 'X-Amz', ...formsOf(password)])
					expect(told).not.toContain(secret);
			}
		},
	);

	it.each(WAYS)('secrets of a workflow are not in an error that is %s', async (_way, node) => {
		extend.answer = (_seen, response) => json(response, 400, { code: 'X', message: said });
		const secrets = { secret: [{ name: 'token', value: TOKEN }] };
		const asText = { documentSource: 'text', text: 'Total: 1' };
		const workflow = { workflow: byId('workflow_1') };
		for (const parameters of [
			{ resource: 'workflow', operation: 'run', ...workflow, ...asText },
			{ resource: 'batch', operation: 'start', runType: 'workflow_run', ...workflow, ...asText },
		]) {
			const text = stringifyRun(
				await against(extend, KEY, { parameters, options: { secrets }, node }),
			);
			expect(text).toContain('Extend returned X');
			for (const secret of [KEY, TOKEN, SIGNATURE]) expect(text).not.toContain(secret);
		}
	});

	it.each(['run', 'fields'])(
		'why a run failed does not tell them either, in an error or as %s',
		async (output) => {
			const run = { object: 'extract_run', id: 'exr_1', status: 'FAILED', failureReason: 'X' };
			extend.answer = (seen, response) =>
				seen.target.startsWith('/files')
					? json(response, 200, { id: 'file_1' })
					: json(response, 200, { ...run, failureMessage: said });
			for (const [, node] of WAYS) {
				for (const onFailedRun of ['error', 'return']) {
					const result = await against(extend, KEY, {
						items: [await fileItem()],
						parameters: { output },
						options: { password: PASSWORD, onFailedRun },
						node,
					});
					const text = stringifyRun(result);
					expect(text).toContain('exr_1');
					for (const secret of [KEY, JSON.stringify(PASSWORD).slice(1, -1)])
						expect(text).not.toContain(secret);
				}
			}
			expect(noise()).not.toContain(KEY);
		},
	);

	it('a hint does not tell them', async () => {
		extend.answer = (seen, response) =>
			seen.method === 'DELETE'
				? json(response, 500, { code: said, message: said })
				: json(response, 200, { id: 'exr_1', status: 'PROCESSED', output: null });
		const result = await against(extend, KEY, {
			parameters: CALLS['POST that starts a run'],
			options: { deleteAfter: 'run' },
		});
		expect(result.hints.join()).toContain("Couldn't delete");
		expect(stringifyRun(result)).not.toContain(KEY);
	});

	it('a picker does not tell them', async () => {
		extend.answer = (_seen, response) => json(response, 401, { code: said, message: said });
		const data = createCredential({ url: extend.url, apiKey: KEY });
		const error = (await callListMethod({
			node: createExtendNode({ resource: 'extractor', operation: 'get' }),
			nodeTypes: new TestNodeTypes().add(PACKAGE, new Extend()),
			credentialsHelper: createCredentialsHelper(data),
			group: 'listSearch',
			method: 'searchExtractors',
		}).catch((thrown: unknown) => thrown)) as Error;
		expect(error).toBeInstanceOf(Error);
		expect(stringifyRun({ run: error })).not.toContain(KEY);
		expect(noise()).not.toContain(KEY);
	});

	it('the trigger keeps its own secret only, and does not tell the key', async () => {
		const host = await new TriggerHost({ emulator }).start();
		try {
			await host.activate();
			expect(Object.keys(host.getStoredEndpoint() ?? {}).sort()).toEqual([
				'endpointId',
				'signingSecret',
				'url',
			]);
			expect(JSON.stringify(host.staticData)).not.toContain(emulator.apiKey);
		} finally {
			await host.close();
		}
		const refused = await new TriggerHost({ emulator: { url: extend.url, apiKey: KEY } }).start();
		extend.answer = (_seen, response) => json(response, 403, { code: said, message: said });
		try {
			const error: unknown = await refused.activate().catch((thrown: unknown) => thrown);
			expect(error).toBeInstanceOf(Error);
			const told = stringifyRun({ run: error }) + refused.warnings.join() + noise();
			expect(told).not.toContain(KEY);
			expect(refused.staticData).toEqual({});
		} finally {
			await refused.close();
		}
	});
});
