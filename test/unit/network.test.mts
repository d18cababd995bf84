/** Pure decisions about requests: what an outcome is, whether to repeat it, when to ask again, at what pace. */
import { readResponse, readException } from '../../nodes/shared/http/outcome';
import { isTerminal, calculatePollDelay } from '../../nodes/shared/runs/polling';
import { createPollPacer } from '../../nodes/shared/runs/polling';
import { runPool, Slots } from '../../nodes/shared/utils/async/concurrency';
import { onAbort } from '../../nodes/shared/utils/async/onAbort';
import { clock } from '../../nodes/shared/utils/clock';
import { shouldRetry, calculateRetryDelay, fitDelay } from '../../nodes/shared/http/retry';
import { parseRetryAfter } from '../../nodes/shared/http/retryAfter';
import type { Outcome } from '../../nodes/shared/http/outcome';

const answer = (statusCode: number, body: unknown = {}, headers = {}) =>
	readResponse({ statusCode, body, headers }, 0, (text) => text);
const fault = (code: string) =>
	Object.assign(new Error('x'), { cause: Object.assign(new Error('y'), { code }) });

describe('what an answer is', () => {
	it.each<[number, unknown, Outcome['kind'], boolean | undefined]>([
		[200, { id: 'a' }, 'succeeded', undefined],
		[201, {}, 'succeeded', undefined],
		[200, '<html>', 'indeterminate', undefined],
		[200, '', 'indeterminate', undefined],
		[200, [1], 'indeterminate', undefined],
		[200, null, 'indeterminate', undefined],
		[302, '', 'rejected', false],
		[400, {}, 'rejected', false],
		[401, {}, 'rejected', false],
		[402, {}, 'rejected', false],
		[404, '', 'rejected', false],
		[408, '', 'indeterminate', undefined],
		[409, {}, 'rejected', false],
		[422, {}, 'rejected', false],
		[425, {}, 'rejected', true],
		[429, '', 'rejected', true],
		[500, { code: 'INTERNAL_ERROR', retryable: true }, 'indeterminate', undefined],
		[502, '<html>', 'indeterminate', undefined],
		[503, '<html>', 'indeterminate', undefined],
		[503, { code: 'X', retryable: false }, 'indeterminate', undefined],
		[503, { code: 'X', retryable: true }, 'rejected', true],
		[504, '', 'indeterminate', undefined],
		[599, {}, 'indeterminate', undefined],
	])('%i with %j is %s', (status, body, kind, safeToRetry) => {
		const outcome = answer(status, body);
		expect(outcome.kind).toBe(kind);
		if (outcome.kind === 'rejected') expect(outcome.safeToRetry).toBe(safeToRetry);
	});

	it.each([
		[
			{ code: 'A', message: 'm', requestId: 'req_1' },
			{ code: 'A', message: 'm', requestId: 'req_1' },
		],
		[{ error: { code: 'A', message: 'm' } }, { code: 'A', message: 'm' }],
		[
			{ success: false, error: 'm' },
			{ code: 'HTTP_422', message: 'm' },
		],
		['<html>', { code: 'BAD_ANSWER', message: '' }],
		[
			{ code: 5, message: {} },
			{ code: 'BAD_ANSWER', message: '' },
		],
	])('reads the envelope %j', (body, error) => {
		expect(answer(422, body)).toMatchObject({ error });
	});

	it('takes the request ID from the header when the body has none', () => {
		expect(answer(400, {}, { 'x-extend-request-id': 'req_9' })).toMatchObject({
			error: { requestId: 'req_9' },
		});
	});

	it('shows no secrets of a message', () => {
		const message =
			'Key sk_abc123 for https://files.example/a.pdf?X-Sig=secret#t was\u0000 refused';
		const outcome = answer(400, { code: 'A', message });
		expect(outcome).toMatchObject({
			error: { message: 'Key *** for https://files.example/a.pdf?… was  refused' },
		});
	});
});

describe('what an exception is', () => {
	it.each([
		['ECONNREFUSED', 'rejected', true],
		['EAI_AGAIN', 'rejected', true],
		['ENOTFOUND', 'rejected', false],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'rejected', false],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'rejected', false],
		['ECONNRESET', 'indeterminate', undefined],
		['EPIPE', 'indeterminate', undefined],
		['ECONNABORTED', 'indeterminate', undefined],
		['ETIMEDOUT', 'indeterminate', undefined],
		['ERR_BAD_RESPONSE', 'indeterminate', undefined],
		['HPE_INVALID_CONSTANT', 'indeterminate', undefined],
		['SOMETHING_NEW', 'indeterminate', undefined],
		['ERR_CANCELED', 'aborted', undefined],
	])('%s is %s', (code, kind, safeToRetry) => {
		const outcome = readException(fault(code));
		expect(outcome).toMatchObject({ kind, ...(safeToRetry === undefined ? {} : { safeToRetry }) });
	});

	it('what n8n itself refuses to send was not taken', () => {
		const outcome = readException(new Error('Domain not allowed'));
		expect(outcome).toMatchObject({
			kind: 'rejected',
			safeToRetry: false,
			error: { code: 'NOT_SENT', message: 'Domain not allowed' },
		});
	});

	it.each(['stream has been aborted', 'Something unheard of', ''])(
		'"%s" without a code may have happened after the request was taken',
		(message) => {
			expect(readException(new Error(message))).toMatchObject({ kind: 'indeterminate' });
		},
	);

	it('nothing of the client error travels along', () => {
		const error = fault('ECONNRESET');
		error.message = 'Bearer sk_secret';
		expect(JSON.stringify(readException(error))).not.toContain('secret');
	});
});

describe('whether to send again', () => {
	const lost: Outcome = {
		kind: 'indeterminate',
		error: { code: 'HTTP_500', message: '', retryable: true },
	};
	const refused = (httpCode: number, safeToRetry: boolean): Outcome => ({
		kind: 'rejected',
		safeToRetry,
		error: { code: 'HTTP_500', message: '', retryable: safeToRetry, httpCode },
	});

	it.each<[string, boolean, Outcome, number, boolean]>([
		['a lost read', true, lost, 4, true],
		['a lost read for the fifth time', true, lost, 5, false],
		['a lost start, ever', false, lost, 1, false],
		['429 on a start, as often as it takes', false, refused(429, true), 500, true],
		['503 turned away', false, refused(503, true), 4, true],
		['503 turned away for the fifth time', false, refused(503, true), 5, false],
		['400', true, refused(400, false), 1, false],
		['an answer', true, { kind: 'succeeded', body: {} }, 1, false],
		['after Stop', true, { kind: 'aborted' }, 1, false],
	])('%s', (_name, idempotent, outcome, tries, again) => {
		expect(shouldRetry(idempotent, outcome, tries)).toBe(again);
	});

	it('63: a pause that does not fit is half of what is left', () => {
		expect([fitDelay(10, 30), fitDelay(30, 30), fitDelay(60, 30), fitDelay(60, -5)]).toEqual([
			10, 30, 15, 0,
		]);
	});

	it('pauses double up to half a minute, a quarter more or less', () => {
		expect([1, 2, 3, 4, 9].map((tries) => calculateRetryDelay(tries, undefined, 0.5))).toEqual([
			500, 1000, 2000, 4000, 30_000,
		]);
		expect(calculateRetryDelay(1, undefined, 0)).toBe(375);
		expect(calculateRetryDelay(1, undefined, 1)).toBe(625);
		expect(calculateRetryDelay(1, 12_345, 0.5)).toBe(12_345);
	});

	it.each([
		['7', 7000],
		['0', 0],
		['1.5', 1500],
		[3, 3000],
		['Thu, 01 Jan 1970 00:01:00 GMT', 59_000],
		['Wed, 31 Dec 1969 00:00:00 GMT', 0],
		['-5', undefined],
		['soon', undefined],
		['', undefined],
		[undefined, undefined],
		[['7'], undefined],
	])('Retry-After %j is %s ms', (header, ms) => {
		expect(parseRetryAfter(header, 1000)).toBe(ms);
	});
});

describe('polling', () => {
	it('follows the schedule of the SDK', () => {
		expect(calculatePollDelay(0, 0, 0.5)).toBe(1000);
		expect(calculatePollDelay(29_999, 0, 0.5)).toBe(1000);
		expect(calculatePollDelay(30_000, 0, 0.5)).toBe(1150);
		expect(calculatePollDelay(1e9, 100, 0.5)).toBe(30_000);
		expect(calculatePollDelay(0, 0, 0)).toBe(750);
		expect(calculatePollDelay(0, 0, 1)).toBe(1250);
	});

	it.each([
		['PENDING', false],
		['PROCESSING', false],
		['CANCELLING', false],
		['PROCESSED', true],
		['FAILED', true],
		['SOMETHING_NEW', false],
	])('%s is final: %s', (status, final) => {
		expect(isTerminal(status)).toBe(final);
	});
});

describe('pool', () => {
	it('works on so many at once, started in order, each once', async () => {
		let running = 0;
		let most = 0;
		const started: number[] = [];
		await runPool([...Array(20).keys()], 3, async (index) => {
			started.push(index);
			most = Math.max(most, ++running);
			await new Promise((resolve) => setImmediate(resolve));
			running--;
		});
		expect(most).toBe(3);
		expect(started).toEqual(Array.from({ length: 20 }, (_, index) => index));
	});

	it('starts nothing once it may not, and waits for what is under way', async () => {
		const done: number[] = [];
		let may = true;
		await runPool(
			[...Array(10).keys()],
			2,
			async (index) => {
				await new Promise((resolve) => setImmediate(resolve));
				done.push(index);
				may = false;
			},
			() => may,
		);
		expect(done).toEqual([0, 1]);
	});

	it.each([0, -1])('a limit of %i still works', async (limit) => {
		const done: number[] = [];
		await runPool([0, 1], limit, async (index) => void done.push(index));
		expect(done).toEqual([0, 1]);
	});
});

describe('slots', () => {
	it('go to those that wait, in their order, and count who waits', async () => {
		const slots = new Slots(2);
		const order: number[] = [];
		const ends: Array<() => void> = [];
		const tasks = [0, 1, 2, 3].map(
			async (n) =>
				await slots.run(async () => {
					order.push(n);
					await new Promise<void>((resolve) => void (ends[n] = resolve));
				}),
		);
		expect([order, slots.waitingCount]).toEqual([[0, 1], 2]);
		ends[1]();
		await tasks[1];
		expect([order, slots.waitingCount]).toEqual([[0, 1, 2], 1]);
		for (const n of [0, 2]) ends[n]();
		await Promise.all([tasks[0], tasks[2]]);
		ends[3]();
		await tasks[3];
		expect(order).toEqual([0, 1, 2, 3]);
	});

	it('a task that fails leaves its place', async () => {
		const slots = new Slots(1);
		await expect(slots.run(async () => await Promise.reject(new Error('no')))).rejects.toThrow(
			'no',
		);
		expect(await slots.run(async () => await Promise.resolve(1))).toBe(1);
	});
});

it('a pool whose limit grows in between starts more at once', async () => {
	let limit = 1;
	let wake = () => undefined as void;
	const started: number[] = [];
	const ends: Array<() => void> = [];
	const pool = runPool(
		[0, 1, 2],
		{ get: () => limit, onChange: (fill) => (wake = fill) },
		async (index) => {
			started.push(index);
			await new Promise<void>((resolve) => void (ends[index] = resolve));
		},
	);
	expect(started).toEqual([0]);
	limit = 3;
	wake();
	expect(started).toEqual([0, 1, 2]);
	for (const end of ends) end();
	await pool;
});

it('polls take half of what the limit on reads lets through, and wait for nothing without one', () => {
	const real = clock.now;
	clock.now = () => 1000;
	const reads: { perSecond: number | undefined } = { perSecond: undefined };
	const pace = createPollPacer(reads);
	const free = [pace(), pace()];
	reads.perSecond = 10;
	const limited = [pace(), pace(), pace()];
	reads.perSecond = 0.01;
	const rare = [pace(), pace()];
	clock.now = real;
	expect([free, limited, rare]).toEqual([
		[0, 0],
		[0, 200, 400],
		[600, 1600],
	]);
});

it('a signal has one listener, however many wait for it', () => {
	const controller = new AbortController();
	const add = jest.spyOn(controller.signal, 'addEventListener');
	const called: number[] = [];
	const forget = [0, 1, 2].map((n) => onAbort(controller.signal, () => called.push(n)));
	forget[1]();
	controller.abort();
	onAbort(controller.signal, () => called.push(3));
	expect(add).toHaveBeenCalledTimes(1);
	expect(called).toEqual([0, 2, 3]);
});
