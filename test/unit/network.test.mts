/** Pure decisions about requests: what an outcome is, whether to repeat it, when to ask again, at what pace. */
import { clock } from '../../nodes/shared/clock';
import { readAnswer, readException } from '../../nodes/shared/outcome';
import { createPace, type Pace } from '../../nodes/shared/pace';
import { isFinal, pollPause } from '../../nodes/shared/polling';
import { runPool } from '../../nodes/shared/pool';
import { mayRepeat, parseRetryAfter, pauseBefore } from '../../nodes/shared/retry';
import type { Outcome } from '../../nodes/shared/outcome';

const answer = (statusCode: number, body: unknown = {}, headers = {}) =>
	readAnswer({ statusCode, body, headers }, 0, (text) => text);
const fault = (code: string) =>
	Object.assign(new Error('x'), { cause: Object.assign(new Error('y'), { code }) });

describe('what an answer is', () => {
	it.each<[number, unknown, Outcome['kind'], boolean | undefined]>([
		[200, { id: 'a' }, 'answered', undefined],
		[201, {}, 'answered', undefined],
		[200, '<html>', 'lost', undefined],
		[200, '', 'lost', undefined],
		[200, [1], 'lost', undefined],
		[200, null, 'lost', undefined],
		[302, '', 'refused', false],
		[400, {}, 'refused', false],
		[401, {}, 'refused', false],
		[402, {}, 'refused', false],
		[404, '', 'refused', false],
		[408, '', 'lost', undefined],
		[409, {}, 'refused', false],
		[422, {}, 'refused', false],
		[425, {}, 'refused', true],
		[429, '', 'refused', true],
		[500, { code: 'INTERNAL_ERROR', retryable: true }, 'lost', undefined],
		[502, '<html>', 'lost', undefined],
		[503, '<html>', 'lost', undefined],
		[503, { code: 'X', retryable: false }, 'lost', undefined],
		[503, { code: 'X', retryable: true }, 'refused', true],
		[504, '', 'lost', undefined],
		[599, {}, 'lost', undefined],
	])('%i with %j is %s', (status, body, kind, repeatable) => {
		const outcome = answer(status, body);
		expect(outcome.kind).toBe(kind);
		if (outcome.kind === 'refused') expect(outcome.repeatable).toBe(repeatable);
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
		['<html>', { code: 'HTTP_422', message: '' }],
		[
			{ code: 5, message: {} },
			{ code: 'HTTP_422', message: '' },
		],
	])('reads the envelope %j', (body, problem) => {
		expect(answer(422, body)).toMatchObject({ problem });
	});

	it('takes the request ID from the header when the body has none', () => {
		expect(answer(400, {}, { 'x-extend-request-id': 'req_9' })).toMatchObject({
			problem: { requestId: 'req_9' },
		});
	});

	it('shows no secrets of a message', () => {
		const message =
			'Key sk_abc123 for https://files.example/a.pdf?X-Sig=secret#t was\u0000 refused';
		const outcome = answer(400, { code: 'A', message });
		expect(outcome).toMatchObject({
			problem: { message: 'Key *** for https://files.example/a.pdf?… was  refused' },
		});
	});
});

describe('what an exception is', () => {
	it.each([
		['ECONNREFUSED', 'refused', true],
		['EAI_AGAIN', 'refused', true],
		['ENOTFOUND', 'refused', false],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'refused', false],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'refused', false],
		['ECONNRESET', 'lost', undefined],
		['EPIPE', 'lost', undefined],
		['ECONNABORTED', 'lost', undefined],
		['ETIMEDOUT', 'lost', undefined],
		['ERR_BAD_RESPONSE', 'lost', undefined],
		['HPE_INVALID_CONSTANT', 'lost', undefined],
		['SOMETHING_NEW', 'lost', undefined],
		['ERR_CANCELED', 'aborted', undefined],
	])('%s is %s', (code, kind, repeatable) => {
		const outcome = readException(fault(code));
		expect(outcome).toMatchObject({ kind, ...(repeatable === undefined ? {} : { repeatable }) });
	});

	it('what n8n itself refuses to send was not taken', () => {
		const outcome = readException(new Error('Domain not allowed'));
		expect(outcome).toMatchObject({
			kind: 'refused',
			repeatable: false,
			problem: { code: 'NOT_SENT', message: 'Domain not allowed' },
		});
	});

	it.each(['stream has been aborted', 'Something unheard of', ''])(
		'"%s" without a code may have happened after the request was taken',
		(message) => {
			expect(readException(new Error(message))).toMatchObject({ kind: 'lost' });
		},
	);

	it('nothing of the client error travels along', () => {
		const error = fault('ECONNRESET');
		error.message = 'Bearer sk_secret';
		expect(JSON.stringify(readException(error))).not.toContain('secret');
	});
});

describe('whether to send again', () => {
	const lost: Outcome = { kind: 'lost', problem: { code: 'X', message: '', retryable: true } };
	const refused = (httpCode: number, repeatable: boolean): Outcome => ({
		kind: 'refused',
		repeatable,
		problem: { code: 'X', message: '', retryable: repeatable, httpCode },
	});

	it.each<[string, 'read' | 'start', Outcome, number, boolean]>([
		['a lost read', 'read', lost, 4, true],
		['a lost read for the fifth time', 'read', lost, 5, false],
		['a lost start, ever', 'start', lost, 1, false],
		['429 on a start, as often as it takes', 'start', refused(429, true), 500, true],
		['503 turned away', 'start', refused(503, true), 4, true],
		['503 turned away for the fifth time', 'start', refused(503, true), 5, false],
		['400', 'read', refused(400, false), 1, false],
		['an answer', 'read', { kind: 'answered', body: {} }, 1, false],
		['after Stop', 'read', { kind: 'aborted' }, 1, false],
	])('%s', (_name, policy, outcome, tries, again) => {
		expect(mayRepeat(policy, outcome, tries)).toBe(again);
	});

	it('pauses double up to half a minute, a quarter more or less', () => {
		expect([1, 2, 3, 4, 9].map((tries) => pauseBefore(tries, undefined, 0.5))).toEqual([
			500, 1000, 2000, 4000, 30_000,
		]);
		expect(pauseBefore(1, undefined, 0)).toBe(375);
		expect(pauseBefore(1, undefined, 1)).toBe(625);
		expect(pauseBefore(1, 12_345, 0.5)).toBe(12_345);
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
		expect(pollPause(0, 0, 0.5)).toBe(1000);
		expect(pollPause(29_999, 0, 0.5)).toBe(1000);
		expect(pollPause(30_000, 0, 0.5)).toBe(1150);
		expect(pollPause(1e9, 100, 0.5)).toBe(30_000);
		expect(pollPause(0, 0, 0)).toBe(750);
		expect(pollPause(0, 0, 1)).toBe(1250);
	});

	it.each([
		['PENDING', false],
		['PROCESSING', false],
		['CANCELLING', false],
		['PROCESSED', true],
		['FAILED', true],
		['SOMETHING_NEW', true],
	])('%s is final: %s', (status, final) => {
		expect(isFinal(status)).toBe(final);
	});
});

describe('pool', () => {
	it('works on so many at once, started in order, each once', async () => {
		let running = 0;
		let most = 0;
		const started: number[] = [];
		await runPool(20, 3, async (index) => {
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
			10,
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
		await runPool(2, limit, async (index) => void done.push(index));
		expect(done).toEqual([0, 1]);
	});
});

describe('pace', () => {
	const real = { ...clock };
	let now = 0;
	beforeEach(() => {
		now = 1000;
		clock.now = () => now;
	});
	afterAll(() => Object.assign(clock, real));

	it('lets everything through at first', () => {
		const pace = createPace();
		expect([pace.takeTurn(), pace.takeTurn(), pace.takeTurn()]).toEqual([0, 0, 0]);
	});

	it('holds all back after a 429 and lets them go one by one', () => {
		const pace = createPace();
		pace.hold(5000, pace.goesOut());
		expect(pace.heldFor()).toBe(5000);
		expect([pace.takeTurn(), pace.takeTurn(), pace.takeTurn()]).toEqual([5000, 5025, 5050]);
		now += 5000;
		expect(pace.heldFor()).toBe(0);
	});

	it('counts refusals of the same moment once, later ones double the gap, successes shrink it', () => {
		const pace = createPace();
		pace.hold(5000, pace.goesOut());
		pace.hold(5000, pace.goesOut());
		now += 5000;
		pace.hold(5000, pace.goesOut());
		expect([pace.takeTurn(), pace.takeTurn()]).toEqual([5000, 5050]);
		now += 10_000;
		for (let n = 0; n < 200; n++) pace.recover();
		expect([pace.takeTurn(), pace.takeTurn()]).toEqual([0, 0]);
	});

	it('measures a limit per second: afterwards as many go out as were let through', () => {
		const pace = createPace();
		const burst = Array.from({ length: 16 }, () => pace.goesOut());
		now += 40;
		for (const sentAt of burst.slice(10)) pace.hold(1000, sentAt);
		now += 1000;
		for (let n = 0; n < 200; n++) pace.recover();
		const [first, second] = [pace.takeTurn(), pace.takeTurn()];
		expect(second - first).toBeCloseTo(102);
	});

	it('tries a little more after a minute without a refusal', () => {
		const pace = createPace();
		const burst = Array.from({ length: 11 }, () => pace.goesOut());
		pace.hold(1000, burst[10]);
		now += 62_000;
		for (let n = 0; n < 10; n++) pace.recover();
		const [first, second] = [pace.takeTurn(), pace.takeTurn()];
		expect(second - first).toBeCloseTo(102 * 0.97);
	});

	it('slows down a little after a late refusal, and measures anew after one that comes soon', () => {
		const gapOf = (pace: Pace) => {
			const [first, second] = [pace.takeTurn(), pace.takeTurn()];
			return second - first;
		};
		const pace = createPace();
		const burst = Array.from({ length: 11 }, () => pace.goesOut());
		pace.hold(1000, burst[10]);
		now += 20_000;
		pace.hold(1000, pace.goesOut());
		expect(gapOf(pace)).toBeCloseTo(102 * 1.02);
		now += 2000;
		for (let n = 0; n < 4; n++) pace.goesOut();
		pace.hold(1000, pace.goesOut());
		expect(gapOf(pace)).toBeCloseTo(250 * 1.02);
	});

	it('takes a soon refusal that measures about the same for a little short', () => {
		const pace = createPace();
		const burst = Array.from({ length: 11 }, () => pace.goesOut());
		pace.hold(1000, burst[10]);
		now += 2000;
		for (let n = 0; n < 9; n++) pace.goesOut();
		pace.hold(1000, pace.goesOut());
		const [first, second] = [pace.takeTurn(), pace.takeTurn()];
		expect(second - first).toBeCloseTo(102 * 1.02);
	});

	it('does not learn from a limit of which nothing was let through', () => {
		const pace = createPace();
		pace.hold(1000, pace.goesOut());
		expect([pace.takeTurn(), pace.takeTurn()]).toEqual([1000, 1025]);
	});
});
