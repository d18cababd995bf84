/** Answers, names and parameters that are too large, too deep, endless, or meant for the screen. */
import type { IDataObject } from 'n8n-workflow';
import { clock } from '../support/testedNodes.mts';
import { getItemError } from '../support/extendNode.mts';
import { stringifyRun, storeBinary, useEmulator } from '../support/fixtures.mts';
import { TriggerHost } from '../support/triggerHost.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { json, useAttacker } from './support/attacker.mts';
import { against, byId, WAYS } from './support/fakeExtend.mts';

const emulator = useEmulator();
const extend = useAttacker();
useVirtualClock(clock);

const KEY = 'sk_limit_test';
const MB = 1_000_000;
const DEPTH = 100_000;
const asText = { documentSource: 'text', text: 'Total: 1' };
const get = (output = 'run') => ({ resource: 'run', operation: 'get', runId: 'exr_1', output });
const onItems = { onError: 'continueRegularOutput' as const };

describe('an error of 50 MB', () => {
	const text = 'x'.repeat(50 * MB);
	it.each([
		['in the message', JSON.stringify({ code: 'X', message: text })],
		['in the code', JSON.stringify({ code: text, message: 'x' })],
		['in the request ID', JSON.stringify({ code: 'X', message: 'x', requestId: text })],
		['that is no JSON', text],
	])('%s leaves a few lines', async (_where, body) => {
		extend.answer = (_seen, response) =>
			response.writeHead(400, { 'content-type': 'application/json' }).end(body);
		const result = await against(extend, KEY, { parameters: get(), node: onItems });
		expect(getItemError(result.items[0]).httpCode).toBe(400);
		expect(JSON.stringify(result.items[0].json).length).toBeLessThan(3000);
	});

	it('in the reason of a failed run leaves a few lines', async () => {
		const run = { id: 'exr_1', status: 'FAILED', failureReason: text, failureMessage: text };
		extend.answer = (_seen, response) => json(response, 200, run);
		const result = await against(extend, KEY, {
			parameters: { ...get(), operation: 'wait' },
			node: onItems,
		});
		expect(JSON.stringify(result.items[0].json).length).toBeLessThan(3000);
	});
});

const deep = (start: string, end: string) => start.repeat(DEPTH) + '1' + end.repeat(DEPTH);
const NESTED = [
	['objects', deep('{"a":', '}')],
	['lists', deep('[', ']')],
] as const;

describe.each(NESTED)('100,000 levels of %s', (_what, nested) => {
	const answerWith = (status: number, body: string) => {
		extend.answer = (_seen, response) =>
			response.writeHead(status, { 'content-type': 'application/json' }).end(body);
	};

	it.each(['run', 'fields', 'rows'])(
		'in a result come out as %s, or as an error',
		async (output) => {
			answerWith(
				200,
				`{"object":"extract_run","id":"exr_1","status":"PROCESSED","output":{"value":{"total":5,"deep":${nested}},"metadata":{"total":{"ocrConfidence":1}}},"config":{"schema":${nested}}}`,
			);
			const { items } = await against(extend, KEY, { parameters: get(output), node: onItems });
			expect(items).toHaveLength(1);
			const { output: whole, total, error } = items[0].json as IDataObject;
			expect((whole as IDataObject | undefined)?.value ?? total ?? error).toBeDefined();
		},
	);

	it('in an error are an error like others', async () => {
		answerWith(400, `{"code":"X","message":"deep","details":${nested},"error":${nested}}`);
		const { items } = await against(extend, KEY, { parameters: get(), node: onItems });
		expect(getItemError(items[0])).toMatchObject({ httpCode: 400 });
	});

	it('in an event start the workflow once, and the trigger goes on', async () => {
		const host = await new TriggerHost({ emulator }).start();
		try {
			const production = { endpointId: 'wh_d', signingSecret: 'deep-test', url: host.webhookUrl() };
			host.staticData = { [`node:${host.nodeName}`]: { production } };
			const timestamp = Math.floor(clock.now() / 1000);
			const eventId = `event_deep_${nested[0]}`;
			const body = `{"eventId":"${eventId}","eventType":"extract_run.processed","payload":{"object":"extract_run","id":"exr_1","x":${nested}}}`;
			expect((await host.post(body, { timestamp })).status).toBe(200);
			expect((await host.post(body, { timestamp })).status).toBe(200);
			expect(host.executions).toHaveLength(1);
		} finally {
			await host.close();
		}
	});

	it.each([
		['jsonSchema', { ...asText, schemaType: 'json', jsonSchema: nested }, {}],
		['jsonExample', { ...asText, schemaType: 'example', jsonExample: nested }, {}],
		['additionalConfig', asText, { additionalConfig: nested }],
		[
			'additionalConfig of a saved extractor',
			{ ...asText, extractUsing: 'extractor', extractor: byId('ex_1') },
			{ additionalConfig: nested },
		],
		[
			'formSchema',
			{
				resource: 'document',
				operation: 'edit',
				documentSource: 'fileId',
				fileId: 'file_1',
				fillUsing: 'schema',
				formSchema: nested,
			},
			{},
		],
	])('in %s are an error of the item, and nothing is sent', async (_name, parameters, options) => {
		for (const [, node] of WAYS) {
			const result = await against(extend, KEY, { parameters, options, node });
			expect(
				result.thrown ?? getItemError([...result.items, ...result.errorItems][0]).message,
			).toBeTruthy();
		}
		expect(extend.seen).toEqual([]);
	});
});

describe('a list', () => {
	it.each([
		['of extractors', { resource: 'extractor', operation: 'getAll' }],
		['of files', { resource: 'file', operation: 'getAll' }],
		['of runs', { resource: 'run', operation: 'getAll', runType: 'extract_run' }],
	])('%s whose page leads to itself ends with an error', async (_what, parameters) => {
		extend.answer = (_seen, response) =>
			json(response, 200, { data: [{ id: 'x_1' }], nextPageToken: 'again' });
		const { thrown } = await against(extend, KEY, {
			parameters: { ...parameters, returnAll: true },
		});
		expect(thrown?.description).toContain('the same page of results');
		expect(extend.seen).toHaveLength(2);
	});
});

describe('markup', () => {
	const LINK =
		'<a href="https://evil.example/login">log in again</a><img src="https://evil.example/x">';

	it.each(WAYS)('in what Extend says does not reach an error that is %s', async (_way, node) => {
		extend.answer = (_seen, response) =>
			json(response, 400, { code: `X${LINK}`, message: LINK, requestId: LINK, retryable: false });
		const text = stringifyRun(await against(extend, KEY, { parameters: get(), node }));
		expect(text).toContain('log in again');
		expect(text).not.toMatch(/<(a|img)\b/);
	});

	it.each(['FAILED', 'CANCELLED', 'PROCESSING'])(
		'in the ID of a run that is %s does not reach a sentence',
		async (status) => {
			extend.answer = (_seen, response) => json(response, 200, { id: LINK, status });
			const { thrown } = await against(extend, KEY, {
				parameters: asText,
				options: { timeout: 20 },
			});
			const text = `${thrown?.message} ${thrown?.description}`;
			expect(text).toContain('log in again');
			expect(text).not.toContain('<');
		},
	);

	it('in the name of a file does not reach a hint', async () => {
		const data = await storeBinary('x', `${LINK.replace(/\//g, '')}.ics`, 'text/calendar');
		const { hints } = await against(extend, KEY, {
			items: [{ json: {}, binary: { data } }],
			options: { skipUnsupported: true },
		});
		expect(hints.join()).toContain('log in again');
		expect(hints.join()).not.toContain('<');
	});

	it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', ' https://x.example'])(
		'no error links to %s',
		async (dashboardUrl) => {
			const failed = { id: 'exr_1', status: 'FAILED', failureReason: 'X', dashboardUrl };
			extend.answer = (_seen, response) => json(response, 200, failed);
			const wait = { ...get(), operation: 'wait' };
			const { items } = await against(extend, KEY, { parameters: wait, node: onItems });
			expect(getItemError(items[0])).toMatchObject({ runId: 'exr_1', dashboardUrl: null });
			const { thrown } = await against(extend, KEY, { parameters: wait });
			expect(thrown?.description).not.toContain(dashboardUrl);
		},
	);
});
