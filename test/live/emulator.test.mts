/** All checks against the emulator: they come out as it models Extend, and leave nothing behind. */
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { callApi } from '../emulator/support/client.mts';
import { createCredential } from '../support/extendNode.mts';
import { uploadFile } from '../support/fixtures.mts';
import { initBinaryData } from '../support/harness.mts';
import { startRunViaApi } from '../support/startRuns.mts';
import { clock } from '../support/testedNodes.mts';
import { useVirtualClock } from '../support/virtualClock.mts';
import { ALL_ASSUMPTIONS } from './checks/index.mts';
import { estimateCredits, runChecks, type CheckOptions, type LiveReport } from './runChecks.mts';
import { openTwistedProxy, type ProxiedResponse } from './twistedProxy.mts';
import { held, type Assumption } from './types.mts';
import { openWebhookReceiver } from './webhookReceiver.mts';

useVirtualClock(clock);

let emulator: Emulator;
beforeAll(async () => {
	await initBinaryData('filesystem');
	emulator = await startEmulator({ pollsUntilDone: 1, webhookRetriesMs: [] });
});
afterAll(async () => await emulator.close());
beforeEach(() => emulator.reset());

const run = async (more: Partial<CheckOptions> = {}) =>
	await runChecks({
		assumptions: ALL_ASSUMPTIONS,
		credential: createCredential(emulator),
		limitMs: 60_000,
		...more,
	});

const choose = (...ids: string[]) => ALL_ASSUMPTIONS.filter(({ id }) => ids.includes(id));
const listIds = ({ results }: LiveReport, state: string) =>
	results.filter((one) => one.state === state).map(({ id }) => id);
const getNote = ({ results }: LiveReport, id: string) => results.find((one) => one.id === id)?.note;

async function listLeft(): Promise<string[]> {
	const { json } = await callApi(emulator, 'GET', '/webhook_endpoints');
	return [
		...emulator.files().map(({ name }) => name),
		...emulator.runs('all').map(({ id }) => id),
		...(json as { data: Array<{ url: string }> }).data.map(({ url }) => url),
	];
}

/** What the emulator cannot show: it has no empty account, no huge files, no workbooks, and no steps VALIDATION. */
const NOT_SHOWN = [
	'rate-limit-response',
	'gateway-timeout',
	'out-of-credits',
	'workflow-summaries',
	'sheets-from-zero',
	'presigned-minutes',
	'upload-size',
	'delivery-retries',
	'validation-results',
];
/** What the newest pages of Extend contradict: they list edit runs, and the emulator follows them. */
const NEWER_DOCS = ['edit-unlisted'];
const NEED_WEBHOOK = ['inline-run-events', 'delivery-signature', 'delivery-by-url'];
const NEED_EXTRACTOR = ALL_ASSUMPTIONS.filter(({ needs }) => needs === 'extractor').map(
	({ id }) => id,
);

it('hold as the emulator models Extend, and nothing is left', async () => {
	const report = await run();
	expect(report.results.map(({ id }) => id)).toEqual(ALL_ASSUMPTIONS.map(({ id }) => id));
	expect(listIds(report, 'not held')).toEqual(NEWER_DOCS);
	expect(listIds(report, 'not checkable').sort()).toEqual(
		[...NOT_SHOWN, ...NEED_WEBHOOK, ...NEED_EXTRACTOR].sort(),
	);
	expect(report).toMatchObject({ left: [], kept: [] });
	expect(report.credits).toBeGreaterThan(0);
	expect(report.credits).toBeLessThanOrEqual(estimateCredits(ALL_ASSUMPTIONS));
	expect(await listLeft()).toEqual([]);
}, 60_000);

it('an extractor is made once and named, and deliveries are received', async () => {
	const webhook = await openWebhookReceiver(0, undefined);
	try {
		const assumptions = choose(...NEED_EXTRACTOR, ...NEED_WEBHOOK);
		const report = await run({ assumptions, mayCreateExtractor: true, webhook });
		expect(report.results.filter(({ state }) => state !== 'held')).toEqual([]);
		expect(report).toMatchObject({ left: [], kept: ['n8n-nodes-extend live check'] });
		await emulator.waitForDeliveries();
		expect(await listLeft()).toEqual([]);
		const again = await run({
			assumptions: choose('latest-unpublished'),
			mayCreateExtractor: true,
		});
		expect(again.kept).toEqual(report.kept);
		const created = emulator.requests.filter(
			({ method, path }) => method === 'POST' && path === '/extractors',
		);
		expect(created).toHaveLength(1);
	} finally {
		await webhook.close();
	}
}, 60_000);

describe('what was made is removed', () => {
	const failing: Assumption = {
		id: 'fails',
		assumption: '',
		where: [],
		ifWrong: '',
		async check(session) {
			await session.shared.start('extract');
			await session.upload('failing.txt', 'text', 'text/plain');
			throw new Error(`It broke with ${String(session.credential.apiKey)} in it.`);
		},
	};

	it('when a check throws, whose message holds no secret', async () => {
		const report = await run({ assumptions: [failing] });
		expect(report.results[0]).toMatchObject({
			state: 'not checkable',
			note: 'It broke with *** in it.',
		});
		expect(emulator.requests.some(({ path }) => path === '/extract_runs')).toBe(true);
		expect(report.left).toEqual([]);
		expect(await listLeft()).toEqual([]);
	});

	it('when responses were lost', async () => {
		for (const path of ['/extract_runs', '/parse_runs', '/webhook_endpoints', '/files/upload']) {
			emulator.faults.add({
				kind: 'reset',
				when: 'after',
				match: { method: 'POST', path },
				times: 2,
			});
		}
		const assumptions = choose('delete-run', 'cancel-parse', 'payload-by-url', 'upload-password');
		const report = await run({ assumptions });
		expect(emulator.faults.applied.length).toBeGreaterThan(3);
		expect(report.left).toEqual([]);
		expect(await listLeft()).toEqual([]);
	});

	it('when it is stopped in between', async () => {
		const stop = new AbortController();
		const stopping: Assumption = {
			...failing,
			id: 'stops',
			async check(session) {
				await session.shared.start('parse');
				stop.abort();
				await session.shared.finish('parse');
				return held();
			},
		};
		const report = await run({ assumptions: [stopping, failing], signal: stop.signal });
		expect(getNote(report, 'stops')).toBe('it was stopped');
		expect(report.left).toEqual([]);
		expect(await listLeft()).toEqual([]);
	});

	it('when the time is over', async () => {
		const endless: Assumption = {
			...failing,
			id: 'endless',
			async check(session) {
				await session.shared.start('extract');
				return await new Promise(() => undefined);
			},
		};
		jest.spyOn(global, 'setTimeout').mockImplementationOnce(((callback: () => void) => {
			const timer = setInterval(() => {
				if (emulator.runs().length === 0) return;
				clearInterval(timer);
				callback();
			}, 5);
			return timer;
		}) as never);
		// The checks end with the first timer, the wait for a check that never ends with the second.
		const report = await run({ assumptions: [endless], settleMs: 1 });
		expect(getNote(report, 'endless')).toBe('the time was over');
		expect(await listLeft()).toEqual([]);
	});

	it('and named when it cannot be', async () => {
		emulator.faults.add({
			kind: 'status',
			status: 403,
			match: { method: 'DELETE', path: '/files/.*' },
		});
		const report = await run({ assumptions: choose('type-by-name') });
		expect(report.left).toEqual([expect.stringMatching(/^\/files\/file_/)]);
	});

	it('and nothing else, whatever the lists show', async () => {
		await uploadFile(emulator, 'of-others.txt', 'text');
		const runId = await startRunViaApi(emulator, 'parse');
		const before = await listLeft();
		const proxy = await openTwistedProxy(
			emulator.url,
			() => undefined,
			(path) => path.replace(/(fileNameContains|nameContains)=[^&]*&?/, ''),
		);
		try {
			const credential = createCredential({ url: proxy.url, apiKey: emulator.apiKey });
			const report = await run({ assumptions: choose('list-lag', 'delete-run'), credential });
			expect(report.left).toEqual([]);
		} finally {
			await proxy.close();
		}
		expect(before).toContain(runId);
		expect(await listLeft()).toEqual(before);
	});
});

describe('an Extend that behaves otherwise', () => {
	const isRunList = ({ method, path }: ProxiedResponse) =>
		method === 'GET' && /^\/\w+_runs\?/.test(path);
	const entries = ({ body }: ProxiedResponse) =>
		(body.data ?? []) as Array<Record<string, unknown>>;

	it.each<[string, (response: ProxiedResponse) => void, string]>([
		[
			'summary-metadata',
			(response) => {
				if (isRunList(response)) for (const entry of entries(response)) delete entry.metadata;
			},
			'without: extract, classify, split, parse',
		],
		[
			'list-lag',
			(response) => {
				if (isRunList(response)) response.body.data = [];
			},
			'extract never, classify never, split never, parse never',
		],
		[
			'page-size',
			(response) => {
				if (!response.path.startsWith('/extract_runs?')) return;
				response.status = 400;
				response.body = { code: 'INVALID_REQUEST', message: 'too many', retryable: false };
			},
			'400 INVALID_REQUEST',
		],
		['server-date', (response) => (response.headers.date = 'none'), 'responses have no date'],
		[
			'error-envelope',
			(response) => {
				if (response.status >= 400) response.body = { error: { code: 'X' } };
			},
			'404 of GET has error',
		],
		[
			'usage-credits',
			({ body }) => {
				if (body.usage) body.usage = { credits: 2 };
			},
			'totalCredits undefined, credits 2',
		],
		[
			'cancel-parse',
			(response) => {
				if (!response.path.endsWith('/cancel')) return;
				response.status = 404;
				response.body = { code: 'NOT_FOUND', message: 'no such route', retryable: false };
			},
			'404 NOT_FOUND: no such route',
		],
		[
			'pages-from-one',
			({ body }) => {
				const chunks = (body.output as { chunks?: unknown[] } | null)?.chunks;
				if (chunks) chunks.push({ metadata: { pageRange: { start: 2, end: 2 } } });
			},
			'[{"start":1,"end":1},{"start":2,"end":2}] of 1 to 1',
		],
		[
			'type-by-name',
			({ body }) => {
				if (body.object === 'file') body.type = null;
			},
			'type null',
		],
		[
			'payload-by-url',
			({ body }) => {
				if (body.object === 'webhook_endpoint') body.advancedOptions = null;
			},
			'',
		],
		[
			'endpoint-registers',
			(response) => {
				if (response.path.startsWith('/webhook_endpoints/')) {
					response.body.signingSecret = 'wss_readagain';
				}
			},
			'the secret can be read again',
		],
	])('is noticed: %s', async (id, twist, came) => {
		const proxy = await openTwistedProxy(emulator.url, twist);
		try {
			const credential = createCredential({ url: proxy.url, apiKey: emulator.apiKey });
			// An error of another check, for those that look at all errors.
			const report = await run({ assumptions: choose(id, 'unknown-id-404'), credential });
			expect(listIds(report, 'not held')).toContain(id);
			expect(getNote(report, id)).toContain(came);
		} finally {
			await proxy.close();
		}
		if (id !== 'list-lag') expect(await listLeft()).toEqual([]);
	});
});
